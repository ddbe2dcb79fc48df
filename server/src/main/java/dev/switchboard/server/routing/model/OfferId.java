package dev.switchboard.server.routing.model;

/**
 * An offer, and after its acceptance the assignment: the chat and the chat's turn. Turns count 1, 2, 3 … per chat over
 * all its offers and direct assignments.
 */
public record OfferId(ChatId chat, int turn) implements Comparable<OfferId> {
    @Override
    public int compareTo(OfferId other) {
        int byChat = chat.compareTo(other.chat);
        return byChat != 0 ? byChat : Integer.compare(turn, other.turn);
    }
}
