package dev.switchboard.server.routing.model;

/** A chat: the log position of the {@code StartChat} that made it, so it is never given twice, not even after the log was rolled back. */
public record ChatId(long value) implements Comparable<ChatId> {
    @Override
    public int compareTo(ChatId other) {
        return Long.compare(value, other.value);
    }
}
