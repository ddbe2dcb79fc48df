package dev.switchboard.loadtest;

import dev.switchboard.loadtest.process.ServerProcess.Launch;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Makes a target of the options, or adds what is wrong with them to the faults. */
final class TargetReader {

    private static final Target NO_TARGET = new Target.Embedded(Path.of(""), Launch.plain(List.of()));

    private final TargetOptions options;
    private final UnaryOperator<Launch> launch;
    private final Map<String, String> environment;
    private final Faults faults;

    private TargetReader(
            TargetOptions options, UnaryOperator<Launch> launch, Map<String, String> environment, Faults faults) {
        this.options = options;
        this.launch = launch;
        this.environment = environment;
        this.faults = faults;
    }

    /** To be used only when there are no faults. */
    static Target read(TargetOptions options, Map<String, String> environment, Faults faults) {
        return read(options, UnaryOperator.identity(), environment, faults);
    }

    /** @param launch changes how a server of our own is started */
    static Target read(
            TargetOptions options, UnaryOperator<Launch> launch, Map<String, String> environment, Faults faults) {
        return new TargetReader(options, launch, environment, faults).read();
    }

    private Target read() {
        if (options.embedded == (options.url != null)) {
            faults.add("give either --url or --embedded");
            return NO_TARGET;
        }
        return options.url == null ? embedded() : running(options.url);
    }

    private Target embedded() {
        List<Path> candidates = options.serverJar != null
                ? List.of(faults.path("--server-jar", options.serverJar))
                : ServerJar.candidates();
        for (Path candidate : candidates) {
            if (Files.isRegularFile(candidate)) {
                return new Target.Embedded(candidate.toAbsolutePath(), launch.apply(Launch.plain(options.serverJvm)));
            }
        }
        faults.add("no server at " + candidates + "; build it, or name it by --server-jar");
        return NO_TARGET;
    }

    private Target running(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            faults.add("--url: '" + text + "' is not an address");
            return NO_TARGET;
        }
        if (url.getHost() == null || !List.of("ws", "wss").contains(String.valueOf(url.getScheme()))) {
            faults.add("--url: '" + text + "' is not like ws://127.0.0.1:8080/ws");
        } else if (!options.allowRemote && !isLoopback(url.getHost())) {
            faults.add("--url: " + url.getHost() + " is another machine; load it only with its owner's consent, and say"
                    + " --allow-remote");
        }
        String key = options.appKey != null ? options.appKey : environment.getOrDefault("SWITCHBOARD_APP_KEY", "");
        int colon = key.indexOf(':');
        if (colon < 1 || colon == key.length() - 1) {
            faults.add("--app-key: give ID:SECRET of an app key with administration right");
            return NO_TARGET;
        }
        return new Target.Running(url, key.substring(0, colon), key.substring(colon + 1));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
