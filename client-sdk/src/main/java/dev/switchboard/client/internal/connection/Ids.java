package dev.switchboard.client.internal.connection;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Random names of messages, chats and assertions: 22 characters of [A-Za-z0-9_-], 128 bits. */
public final class Ids {

    private static final int BYTES = 16;

    private Ids() {}

    /** A new one. */
    public static String next(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
