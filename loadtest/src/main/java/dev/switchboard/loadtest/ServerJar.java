package dev.switchboard.loadtest;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where a server to start may lie when nobody says so. */
final class ServerJar {

    private static final String NAME = "switchboard-server.jar";

    private ServerJar() {}

    static List<Path> candidates() {
        List<Path> candidates = new ArrayList<>();
        Path own = ownDirectory();
        candidates.add(own.resolve(NAME));
        // In the source tree this jar is loadtest/target/switchboard-loadtest.jar.
        candidates.add(own.resolve("../../server/target").resolve(NAME).normalize());
        candidates.add(Path.of("server", "target", NAME));
        return candidates;
    }

    private static Path ownDirectory() {
        try {
            Path own = Path.of(ServerJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path parent = own.getParent();
            return parent == null ? own : parent;
        } catch (URISyntaxException e) {
            return Path.of("");
        }
    }
}
