package dev.switchboard.server.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** The scripts under {@code resources/lua}; the head of each file says what its keys and arguments are. */
// Jedis wants arrays; nobody writes to them.
@SuppressWarnings("ImmutableEnumChecker")
enum Script {
    LOG_APPEND("log-append"),
    LOG_READ("log-read"),
    INCARNATION_NEXT("incarnation-next"),
    SNAPSHOT_MANIFEST("snapshot-manifest"),
    TRANSCRIPT_APPEND("transcript-append"),
    TRANSCRIPT_LINE("transcript-line"),
    TRANSCRIPT_LISTEN("transcript-listen"),
    TRANSCRIPT_UNLISTEN("transcript-unlisten"),
    INBOX_PUSH("inbox-push"),
    INBOX_READ("inbox-read"),
    OUTBOX_PUBLISH("outbox-publish"),
    PROJECTION_PUT("projection-put"),
    ACCOUNT_PUT("account-put"),
    ACCOUNT_DELETE("account-delete"),
    ACCOUNT_LIST("account-list"),
    MARK_RAISE("mark-raise"),
    OFFLINE_EXPIRE("offline-expire"),
    OFFLINE_KEEP("offline-keep"),
    OFFLINE_LIST("offline-list"),
    OFFLINE_ANSWER("offline-answer");

    private final byte[] source;
    private final byte[] sha;

    Script(String name) {
        source = load("/lua/" + name + ".lua");
        sha = sha1(source).getBytes(StandardCharsets.US_ASCII);
    }

    /** Not a copy: not to be changed. */
    byte[] source() {
        return source;
    }

    /** The name under which Redis knows the script once it has seen it; not to be changed. */
    byte[] sha() {
        return sha;
    }

    private static byte[] load(String resource) {
        try (InputStream in = Script.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("Missing in the program: " + resource);
            }
            return withoutComments(in.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Each pipeline carries its scripts, see {@link Batch}: what only people read stays here. */
    private static byte[] withoutComments(byte[] source) {
        return new String(source, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("--"))
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-1", impossible);
        }
    }
}
