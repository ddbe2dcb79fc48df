package dev.switchboard.server.pages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file in memory.
 *
 * @param hash 16 hex digits of its SHA-256, under which it may be kept for ever
 * @param gzip compressed; null where that gains nothing
 */
record WebFile(String contentType, String hash, byte[] content, byte @Nullable [] gzip) {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("wav", "audio/wav"));

    private static final Set<String> TEXTS = Set.of("html", "js", "css", "txt", "json", "map", "webmanifest", "svg");

    static WebFile of(String path, String hash, byte[] content) {
        String extension = path.substring(path.lastIndexOf('.') + 1);
        byte[] gzip = TEXTS.contains(extension) ? compress(content) : content;
        return new WebFile(
                TYPES.getOrDefault(extension, "application/octet-stream"),
                hash,
                content,
                gzip.length < content.length ? gzip : null);
    }

    private static byte[] compress(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }
}
