package dev.switchboard.server.pages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All files for browsers, by path. They are read once, together with {@value #LIST} that says which there are: so a path of a
 * request is only ever looked up, never opened. A build without web files has none.
 */
public final class WebFiles {
    static final String ROOT = "web/";
    static final String LIST = "web/files.txt";
    static final int BYTES_MAX = 16 << 20;
    static final int FILES_MAX = 1_000;
    private static final int LIST_BYTES_MAX = 256 << 10;
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{16}");

    private final Map<String, WebFile> files;

    private WebFiles(Map<String, WebFile> files) {
        this.files = Map.copyOf(files);
    }

    /** Those of this build. */
    public static WebFiles load() throws WebFilesException {
        return load(name -> WebFiles.class.getClassLoader().getResourceAsStream(name));
    }

    /** @param open gives a file's stream by its name, null when there is none */
    static WebFiles load(Function<String, @Nullable InputStream> open) throws WebFilesException {
        byte[] list = read(open, LIST, LIST_BYTES_MAX);
        Map<String, WebFile> files = new HashMap<>();
        if (list == null) {
            return new WebFiles(files);
        }
        int bytes = 0;
        for (String line : new String(list, StandardCharsets.UTF_8).lines().toList()) {
            String[] fields = line.split("\t", -1);
            if (fields.length != 2
                    || !PATH.matcher(fields[0]).matches()
                    || !HASH.matcher(fields[1]).matches()) {
                throw new WebFilesException("A line of " + LIST + " in this build is no path with its hash.");
            }
            byte[] content = read(open, ROOT + fields[0], BYTES_MAX - bytes);
            if (content == null) {
                throw new WebFilesException("The file " + fields[0] + " for browsers is missing in this build.");
            }
            if (!hash(content).equals(fields[1])) {
                throw new WebFilesException(
                        "The file " + fields[0] + " for browsers is not the one " + LIST + " names.");
            }
            bytes += content.length;
            files.put(fields[0], WebFile.of(fields[0], fields[1], content));
            if (files.size() > FILES_MAX) {
                throw new WebFilesException("This build has more than " + FILES_MAX + " files for browsers.");
            }
        }
        return new WebFiles(files);
    }

    private static byte @Nullable [] read(Function<String, @Nullable InputStream> open, String name, int bytesMax)
            throws WebFilesException {
        try (InputStream in = open.apply(name)) {
            if (in == null) {
                return null;
            }
            byte[] content = in.readNBytes(bytesMax + 1);
            if (content.length > bytesMax) {
                throw new WebFilesException("The files for browsers in this build have more than " + (BYTES_MAX >> 20)
                        + " MiB together, or " + LIST + " more than " + (LIST_BYTES_MAX >> 10) + " KiB.");
            }
            return content;
        } catch (IOException e) {
            throw new WebFilesException("The file " + name + " in this build cannot be read: " + e.getMessage());
        }
    }

    private static String hash(byte[] content) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(sha256, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Nullable
    WebFile get(String path) {
        return files.get(path);
    }

    /** {@return how many there are} */
    public int count() {
        return files.size();
    }
}
