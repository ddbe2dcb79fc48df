package dev.switchboard.server.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The chain through the log: each entry names the tip before it, so that a reader who meets another one than its own
 * knows that the log was rolled back, trimmed past it or replaced. The append script computes the same in Lua
 * ({@code lua/log-append.lua}); SHA-1 because Redis offers it to scripts, and nobody is to be kept from forging here.
 */
public final class Chain {
    /** A tip is this many hex digits. */
    public static final int TIP_LENGTH = 16;

    private Chain() {}

    /**
     * The tip after an entry: the first 16 hex digits of SHA-1 over the tip before it, position and time as decimal
     * digits, and payload.
     */
    public static String next(String previous, long position, long t, byte[] payload) {
        MessageDigest sha1 = sha1();
        sha1.update((previous + position + t).getBytes(StandardCharsets.US_ASCII));
        sha1.update(payload);
        return HexFormat.of().formatHex(sha1.digest(), 0, TIP_LENGTH / 2);
    }

    /** The tip after the entry. */
    public static LogStore.Tip after(LogStore.RawEntry entry) {
        String hash = next(entry.previous(), entry.position(), entry.t(), entry.payload());
        return new LogStore.Tip(entry.position(), hash);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-1", impossible);
        }
    }
}
