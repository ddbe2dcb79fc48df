package dev.switchboard.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What the figures of a run depend on beside its options. */
final class Machine {

    private Machine() {}

    static Map<String, String> describe() {
        Map<String, String> out = new LinkedHashMap<>();
        out.put(
                "machine",
                Runtime.getRuntime().availableProcessors() + " processors (" + processor() + "), "
                        + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        out.put("jvm", System.getProperty("java.vm.name") + " " + Runtime.version());
        out.put("generator heap", (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
        String version = Machine.class.getPackage().getImplementationVersion();
        out.put("load test", version == null ? "development" : version);
        return out;
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        } catch (IOException | java.io.UncheckedIOException e) {
            return "unknown";
        }
    }
}
