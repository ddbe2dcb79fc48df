package dev.switchboard.server.delivery;

import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import dev.switchboard.server.transcript.TranscriptStore.Tail;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat with participants on this node: its entries in order, the last few of them, and the sessions they go to. It
 * decides nothing about storage; {@link Channels} listens, reads and repairs for it.
 */
final class ChatChannel {
    /** Where the node stands with the chat's set of listening nodes. */
    enum State {
        /** Asked to listen; entries that come meanwhile wait. */
        JOINING,
        LIVE,
        /** Asked to stop listening; whoever comes now waits until that is done. */
        LEAVING
    }

    private final ChatId chat;
    private final int recentMax;
    private final DeliveryRecorder recorder;
    private final EntryOrder order;
    /** As stored and not as sent: frames made for it would live as long, and what lives long is copied by the collector. */
    private final Deque<StoredEntry> recent = new ArrayDeque<>();

    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<Runnable> whenLive = new ArrayList<>();
    private final List<Runnable> whenFailed = new ArrayList<>();
    private List<NodeId> listeners = List.of();
    private State state = State.JOINING;
    private boolean repairing;

    ChatChannel(ChatId chat, DeliverySettings settings, DeliveryRecorder recorder) {
        this.chat = chat;
        this.recentMax = settings.recentMax();
        this.recorder = recorder;
        this.order = new EntryOrder(settings.earlyMax(), this::deliver);
    }

    ChatId chat() {
        return chat;
    }

    State state() {
        return state;
    }

    void state(State next) {
        state = next;
    }

    EntryOrder order() {
        return order;
    }

    boolean repairing() {
        return repairing;
    }

    void repairing(boolean now) {
        repairing = now;
    }

    /** Nodes that listened when the last entry was stored; for typing only, so it may lag. */
    List<NodeId> listeners() {
        return listeners;
    }

    void listeners(List<NodeId> nodes) {
        listeners = nodes;
    }

    List<Subscription> subscriptions() {
        return new ArrayList<>(subscriptions);
    }

    boolean idle() {
        return subscriptions.isEmpty();
    }

    void add(Subscription subscription) {
        subscriptions.add(subscription);
    }

    void remove(Subscription subscription) {
        subscription.cancel();
        subscriptions.remove(subscription);
    }

    /** Runs one of the two when the node listens, or when that failed. */
    void onLive(Runnable live, Runnable failed) {
        whenLive.add(live);
        whenFailed.add(failed);
    }

    void live() {
        state = State.LIVE;
        List<Runnable> waiting = List.copyOf(whenLive);
        whenLive.clear();
        whenFailed.clear();
        waiting.forEach(Runnable::run);
    }

    void failed() {
        List<Runnable> waiting = List.copyOf(whenFailed);
        whenLive.clear();
        whenFailed.clear();
        waiting.forEach(Runnable::run);
    }

    private void deliver(StoredEntry stored) {
        LiveEntry entry = new LiveEntry(chat, stored);
        remember(stored);
        int pushed = 0;
        for (Subscription subscription : subscriptions()) {
            if (subscription.started() && subscription.deliver(entry)) {
                pushed++;
            }
        }
        recorder.pushed(pushed);
        endOfMembership(entry);
    }

    /**
     * What follows a "left" is not for the one who left, even if this node's core has not read of it yet. The turn tells
     * the assignment that ended from a newer one of the same agent.
     */
    private void endOfMembership(LiveEntry entry) {
        int endedTurn = entry.endedTurn();
        if (endedTurn > 0) {
            for (Subscription subscription : subscriptions()) {
                if (!subscription.customer() && subscription.turn() <= endedTurn) {
                    remove(subscription);
                }
            }
        }
    }

    private void remember(StoredEntry entry) {
        recent.addLast(entry);
        if (recent.size() > recentMax) {
            recent.removeFirst();
        }
    }

    /** The first tail after listening: nothing was handed on before, so all of it is only remembered. */
    void begin(Tail tail) {
        recent.clear();
        if (!tail.more()) {
            tail.entries().forEach(this::remember);
        }
        order.startAt(tail.last());
    }

    /** Forgets what was remembered, after the store went back. */
    void restartAt(long last) {
        recent.clear();
        order.startAt(last);
    }

    /** Another entry than the remembered one has this sequence: the store lost that and gave its number anew. */
    boolean contradicts(StoredEntry entry) {
        return entry.sequence() <= order.head()
                && recent.stream().anyMatch(known -> known.sequence() == entry.sequence() && !same(known, entry));
    }

    private static boolean same(StoredEntry a, StoredEntry b) {
        return a.timeMs() == b.timeMs() && Arrays.equals(a.body(), b.body());
    }

    /** The entries after a sequence if all of them are remembered, else null. */
    @Nullable
    List<LiveEntry> remembered(long after) {
        if (after < order.head() - recent.size()) {
            return null;
        }
        return recent.stream()
                .filter(entry -> entry.sequence() > after)
                .map(entry -> new LiveEntry(chat, entry))
                .toList();
    }
}
