package dev.switchboard.server.delivery;

import dev.switchboard.server.inbox.Inbox;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.transcript.TranscriptStore;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Hands stored entries to the sessions of this node and to the inboxes of exactly the other nodes that listen. */
final class Forwarding {
    static final int GONE_MAX = 1_000;

    private final ControlPath control;
    private final TranscriptStore store;
    private final Inbox inbox;
    private final Channels channels;
    private final DeliveryRecorder recorder;
    /** Incarnations that the core removed; what still names them in the store is cleaned up as it is met. */
    private final Set<NodeId> gone = new LinkedHashSet<>();

    Forwarding(ControlPath control, TranscriptStore store, Inbox inbox, Channels channels, DeliveryRecorder recorder) {
        this.control = control;
        this.store = store;
        this.inbox = inbox;
        this.channels = channels;
        this.recorder = recorder;
    }

    void nodeGone(NodeId node) {
        gone.add(node);
        if (gone.size() > GONE_MAX) {
            gone.remove(gone.iterator().next());
        }
    }

    /** Done when the inboxes were written. */
    CompletionStage<Void> entry(ChatId chat, StoredEntry entry, List<NodeId> listeners) {
        channels.offer(chat, entry);
        heardOf(chat, listeners);
        List<NodeId> others = others(chat, listeners);
        if (others.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        recorder.forwarded(others.size());
        return inbox.push(others, InboxMessage.encode(new InboxMessage.NewEntry(chat, listeners, entry)));
    }

    /** Something was stored that may never have been handed on: everybody compares. */
    CompletionStage<Void> lookAgain(ChatId chat, List<NodeId> listeners) {
        channels.compare(chat);
        List<NodeId> others = others(chat, listeners);
        return others.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : inbox.push(others, InboxMessage.encode(new InboxMessage.LookAgain(chat)));
    }

    void heardOf(ChatId chat, List<NodeId> listeners) {
        ChatChannel channel = channels.find(chat);
        if (channel != null) {
            channel.listeners(listeners);
        }
    }

    private List<NodeId> others(ChatId chat, List<NodeId> listeners) {
        List<NodeId> others = new ArrayList<>(listeners.size());
        for (NodeId node : listeners) {
            if (gone.contains(node)) {
                var unused = store.unlisten(chat, node);
            } else if (!node.equals(control.node())) {
                others.add(node);
            }
        }
        return others;
    }
}
