package dev.switchboard.server.config;

import dev.switchboard.server.tls.CertificateFiles;
import dev.switchboard.server.tls.Problem;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Whether the settings of TLS make sense together, and whether the files that they name can be used. */
record HttpTlsCheck(Values values, Report report) {

    /** Where faults go. */
    @FunctionalInterface
    interface Report {
        void fault(Key<?> key, String what, String remedy);
    }

    /** {@return the files to use, null where there are none or only some} */
    static @Nullable CertificateFiles files(Values values) {
        Path certificate = values.find(Keys.HTTP_TLS_CERTIFICATE_FILE);
        Path key = values.find(Keys.HTTP_TLS_KEY_FILE);
        Secret password = values.find(Keys.HTTP_TLS_KEY_PASSWORD);
        return certificate == null || key == null
                ? null
                : new CertificateFiles(certificate, key, password == null ? "" : password.reveal());
    }

    void run() {
        boolean certificate = values.has(Keys.HTTP_TLS_CERTIFICATE_FILE);
        boolean key = values.has(Keys.HTTP_TLS_KEY_FILE);
        if (certificate != key) {
            report.fault(
                    certificate ? Keys.HTTP_TLS_CERTIFICATE_FILE : Keys.HTTP_TLS_KEY_FILE,
                    "is given without "
                            + (certificate ? Keys.HTTP_TLS_KEY_FILE : Keys.HTTP_TLS_CERTIFICATE_FILE).name(),
                    "Give both, or none");
        }
        if (!certificate && !key && values.has(Keys.HTTP_TLS_KEY_PASSWORD)) {
            report.fault(
                    Keys.HTTP_TLS_KEY_PASSWORD,
                    "is given without " + Keys.HTTP_TLS_KEY_FILE.name(),
                    "Leave it out, or give certificate and key");
        }
        CertificateFiles files = files(values);
        if (files != null) {
            files.read().problems().forEach(this::report);
        }
    }

    private void report(Problem problem) {
        Key<?> key = switch (problem.part()) {
            case CERTIFICATE -> Keys.HTTP_TLS_CERTIFICATE_FILE;
            case KEY -> Keys.HTTP_TLS_KEY_FILE;
            case PASSWORD -> Keys.HTTP_TLS_KEY_PASSWORD;
        };
        report.fault(key, problem.what(), problem.remedy());
    }
}
