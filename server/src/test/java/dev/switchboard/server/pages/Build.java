package dev.switchboard.server.pages;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Web files as a build would put them into the jar. */
final class Build {
    final Map<String, byte[]> files = new HashMap<>();
    final StringBuilder list = new StringBuilder();

    Build with(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        files.put("web/" + path, content);
        list.append(path).append('\t').append(hash(content)).append('\n');
        return this;
    }

    WebFiles load() throws WebFilesException {
        files.put("web/files.txt", list.toString().getBytes(StandardCharsets.UTF_8));
        return WebFiles.load(name -> files.containsKey(name) ? new ByteArrayInputStream(files.get(name)) : null);
    }

    static String hash(byte[] content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
