package dev.switchboard.loadtest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server to load, as it was typed; {@link TargetReader} makes sense of it. */
final class TargetOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Server to load, e.g. ws://127.0.0.1:8080/ws; needs --app-key")
    @Nullable
    String url;

    @Option(
            names = "--app-key",
            paramLabel = "ID:SECRET",
            description =
                    "App key with administration right; from the environment variable SWITCHBOARD_APP_KEY if absent")
    @Nullable
    String appKey;

    @Option(names = "--allow-remote", description = "Allow a server that is not on this machine")
    boolean allowRemote;

    @Option(names = "--embedded", description = "Start a server of our own for this run, and end it afterwards")
    boolean embedded;

    @Option(
            names = "--server-jar",
            paramLabel = "FILE",
            description = "Server for --embedded (default: looked for beside this jar and in server/target)")
    @Nullable
    String serverJar;

    @Option(
            names = "--server-jvm",
            paramLabel = "OPTION",
            description = "JVM option for --embedded, e.g. --server-jvm=-Xmx2g; may be repeated")
    List<String> serverJvm = List.of();
}
