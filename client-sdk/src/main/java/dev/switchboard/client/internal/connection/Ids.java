package dev.switchboard.client.internal.connection;

import java.util.random.RandomGenerator;

/** Random names of messages, chats and assertions: 22 characters of [A-Za-z0-9_-], 128 bits. */
final class Ids {

    private static final int BYTES = 16;

    private Ids() {}

    static String next(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
