package dev.switchboard.server.routing.policy;

/**
 * The order of waiting chats: by start time minus credit, then by id. The key never changes while a chat is in a queue,
 * so nobody's waiting time has to be counted, and a chat that comes back stands where it had stood. A chat can be
 * overtaken only by chats that started at most the difference of the credits later.
 */
public final class ChatOrder {
    private ChatOrder() {}

    public static long key(long startedMs, long creditMs) {
        return startedMs - creditMs;
    }

    /** Negative when chat A goes before chat B. */
    public static int compare(long keyA, long idA, long keyB, long idB) {
        int byKey = Long.compare(keyA, keyB);
        return byKey != 0 ? byKey : Long.compare(idA, idB);
    }
}
