package dev.switchboard.server.redis.embedded;

import dev.switchboard.server.redis.embedded.EmbeddedRedisException.Reason;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds a program to run: an installed one that is new enough, else the one that the server brings along. */
final class ServerBinary {
    private static final Logger LOG = LoggerFactory.getLogger(ServerBinary.class);
    private static final List<String> NAMES = List.of("valkey-server", "redis-server");
    private static final Pattern VERSION = Pattern.compile("\\bv=(\\d+)\\.(\\d+)");
    private static final String BUNDLED_VERSION = "7.0.15";

    private ServerBinary() {}

    /** Directories of the PATH variable. */
    static List<Path> systemPath() {
        String path = System.getenv("PATH");
        return path == null
                ? List.of()
                : Stream.of(path.split(File.pathSeparator, -1))
                        .filter(part -> !part.isBlank())
                        .map(Path::of)
                        .toList();
    }

    /**
     * @param path where to look for installed programs
     * @param directory for the bundled one
     */
    static Path find(List<Path> path, Path directory) {
        for (String name : NAMES) {
            for (Path folder : path) {
                Path candidate = folder.resolve(name);
                if (Files.isExecutable(candidate) && isNewEnough(candidate)) {
                    return candidate.toAbsolutePath();
                }
            }
        }
        return extract(bundledName(System.getProperty("os.name"), System.getProperty("os.arch")), directory);
    }

    private static boolean isNewEnough(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(5, TimeUnit.SECONDS);
            Matcher version = VERSION.matcher(output);
            boolean newEnough = version.find() && isNewEnough(version.group(1), version.group(2));
            if (!newEnough) {
                LOG.info("Not using {}: Redis 6.2 or newer is needed, this is {}", program, output.strip());
            }
            return newEnough;
        } catch (IOException failure) {
            LOG.info("Not using {}: {}", program, failure.getMessage());
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isNewEnough(String major, String minor) {
        int number = Integer.parseInt(major);
        return number > 6 || (number == 6 && Integer.parseInt(minor) >= 2);
    }

    /** Name of the resource for a platform; null when there is none. */
    static @Nullable String bundledName(String osName, String osArch) {
        String system = osName.toLowerCase(Locale.ROOT);
        String os = system.contains("linux") ? "linux" : system.contains("mac") ? "darwin" : null;
        String arch = switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> null;
        };
        return os == null || arch == null ? null : "redis-server-" + BUNDLED_VERSION + "-" + os + "-" + arch;
    }

    private static Path extract(@Nullable String name, Path directory) {
        try (InputStream in = name == null ? null : ServerBinary.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new EmbeddedRedisException(
                        Reason.NO_BINARY,
                        "There is no Redis to run on this machine (" + System.getProperty("os.name") + ", "
                                + System.getProperty("os.arch")
                                + "). Install redis-server 6.2 or newer or valkey-server so that it is on the PATH, or"
                                + " configure the address of a Redis that runs elsewhere.");
            }
            Path target = directory.resolve(name);
            Path draft = directory.resolve(name + ".part");
            Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwx------"));
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return target;
        } catch (IOException failure) {
            throw new EmbeddedRedisException(
                    Reason.DIRECTORY_UNUSABLE,
                    "The Redis program cannot be written to " + directory + ": " + failure.getMessage(),
                    failure);
        }
    }
}
