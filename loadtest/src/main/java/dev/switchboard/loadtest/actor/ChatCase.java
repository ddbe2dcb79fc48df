package dev.switchboard.loadtest.actor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the actors of one chat share: the customer's plan, who has the chat, and when messages were sent. */
final class ChatCase {

    final Visit visit;
    /** Whether an agent for it had room when the customer came, and nobody else was waiting for that room. */
    final boolean agentFree;

    private final Map<String, Long> sentNanos = new HashMap<>();
    private final Set<String> holders = new HashSet<>();
    private @Nullable String chat;
    private long ownedNanos;
    private boolean offered;
    private boolean everOwned;
    private boolean waitOver;
    private boolean customerDone;
    private boolean settled;

    ChatCase(Visit visit, boolean agentFree) {
        this.visit = visit;
        this.agentFree = agentFree;
    }

    /** The server's id. */
    @Nullable
    String chat() {
        return chat;
    }

    void started(String chatId) {
        chat = chatId;
    }

    /** Nobody has to look for an agent for it any more; true once. */
    boolean offered() {
        boolean first = !offered;
        offered = true;
        return first;
    }

    /** The customer is served, has left, or was turned away; true once. */
    boolean waitOver() {
        boolean first = !waitOver;
        waitOver = true;
        return first;
    }

    void owned(String agent, long nowNanos) {
        holders.add(agent);
        everOwned = true;
        ownedNanos = nowNanos;
    }

    void released(String agent) {
        holders.remove(agent);
    }

    /** Whether the customer's wait has ended and no agent has had the server's word. */
    boolean customerKnewFirst() {
        return waitOver && !everOwned;
    }

    boolean held() {
        return !holders.isEmpty();
    }

    long ownedNanos() {
        return ownedNanos;
    }

    void sent(String text, long nowNanos) {
        sentNanos.put(text, nowNanos);
    }

    /** When the text was sent, for its first reader; −1 if unknown or read before. */
    long read(String text) {
        Long sent = sentNanos.remove(text);
        return sent == null ? -1 : sent;
    }

    void customerDone() {
        customerDone = true;
    }

    /** Whether neither side has anything more to do. */
    boolean over() {
        return customerDone && holders.isEmpty();
    }

    /** True once. */
    boolean settle() {
        boolean first = !settled;
        settled = true;
        return first;
    }

    boolean settled() {
        return settled;
    }

    /**
     * Why the chat will not end by itself, or null.
     *
     * @param roomForIt whether an agent who may take it has room
     */
    @Nullable
    String whyStuck(long nowNanos, long toleranceNanos, boolean roomForIt) {
        if (chat == null) {
            return "the customer has no answer";
        }
        if (customerDone) {
            return holders.isEmpty() ? null : "it is over for the customer, and " + holders + " still has it";
        }
        if (!holders.isEmpty()) {
            boolean due = nowNanos > ownedNanos + visit.workNanos() + toleranceNanos;
            return due ? holders + " cannot close it" : null;
        }
        if (everOwned) {
            return "nobody has it any more";
        }
        return roomForIt ? "it waits although an agent has room" : null;
    }
}
