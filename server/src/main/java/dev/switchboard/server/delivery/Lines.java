package dev.switchboard.server.delivery;

import dev.switchboard.server.delivery.DeliveryRecorder.Dropped;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.Membership;
import dev.switchboard.server.session.ProfileDirectory;
import dev.switchboard.server.transcript.TranscriptStore;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * System lines. Every node knows the last lines of every chat from the events; the publisher writes them once per event,
 * and a node that needs a newer membership earlier writes what is missing itself. The store takes each version once, so
 * both may happen.
 */
final class Lines {
    private final ControlPath control;
    private final TranscriptStore store;
    private final ProfileDirectory profiles;
    private final Forwarding forwarding;
    private final DeliverySettings settings;
    private final DeliveryRecorder recorder;
    private final Map<ChatId, OfChat> chats = new HashMap<>();
    private final Deque<ChatId> closed = new ArrayDeque<>();

    Lines(
            ControlPath control,
            TranscriptStore store,
            ProfileDirectory profiles,
            Forwarding forwarding,
            DeliverySettings settings,
            DeliveryRecorder recorder) {
        this.control = control;
        this.store = store;
        this.profiles = profiles;
        this.forwarding = forwarding;
        this.settings = settings;
        this.recorder = recorder;
    }

    /** What is known of one chat's lines. */
    private static final class OfChat {
        /** By version. */
        final TreeMap<Long, SystemLine> last = new TreeMap<>();
        /** Lines up to this version are known to be in the store. */
        long confirmed;
        /** A line may have been stored without being handed on. */
        boolean unsure;

        CompletionStage<Void> running = CompletableFuture.completedFuture(null);

        void add(SystemLine line) {
            last.put(line.version(), line);
        }

        long newest() {
            return last.isEmpty() ? 0 : last.lastKey();
        }
    }

    /** {@return the line that the event brings, null if it changes no membership} */
    static @Nullable SystemLine of(Event event) {
        if (event instanceof Event.ChatStarted it) {
            return new SystemLine(it.chat(), it.membership(), SystemLine.Key.STARTED, null, 0, "");
        }
        if (event instanceof Event.ChatAssigned it) {
            return new SystemLine(
                    it.assignment().chat(),
                    it.membership(),
                    SystemLine.Key.JOINED,
                    it.agent(),
                    it.assignment().turn(),
                    "");
        }
        if (event instanceof Event.ChatUnassigned it) {
            return new SystemLine(
                    it.assignment().chat(),
                    it.membership(),
                    SystemLine.Key.LEFT,
                    it.agent(),
                    it.assignment().turn(),
                    SystemLine.wireName(it.because()));
        }
        if (event instanceof Event.ChatClosed it) {
            return new SystemLine(
                    it.chat(), it.membership(), SystemLine.Key.CLOSED, null, 0, SystemLine.wireName(it.reason()));
        }
        if (event instanceof Event.MembershipRenewed it) {
            return new SystemLine(it.chat(), it.membership(), SystemLine.Key.RENEWED, null, 0, "");
        }
        return null;
    }

    /** Remembers the line of an event that was just applied. */
    void remember(SystemLine line) {
        OfChat chat = chats.computeIfAbsent(line.chat(), id -> new OfChat());
        chat.add(line);
        if (chat.last.size() > settings.linesMax()) {
            chat.last.pollFirstEntry();
            recorder.dropped(Dropped.LINES);
        }
        if (!line.membership().open()) {
            closed.addLast(line.chat());
            if (closed.size() > settings.closedLinesMax()) {
                chats.remove(closed.removeFirst());
            }
        }
    }

    /** The state was replaced as a whole: lines of the future that did not come must not be written. */
    void forget() {
        chats.clear();
        closed.clear();
    }

    int size() {
        return chats.size();
    }

    /** Writes the lines of the chat that are not known to be stored. Fails when the store does. */
    CompletionStage<Void> ensure(ChatId id) {
        return ensure(id, Long.MAX_VALUE);
    }

    /** @param stored the version that the store says it has: below what was thought to be stored after a rollback */
    CompletionStage<Void> ensure(ChatId id, long stored) {
        ChatView view = control.view().chat(id);
        OfChat known = chats.get(id);
        if (view != null && (known == null || known.newest() < view.membership().version())) {
            remember(standing(view));
        }
        OfChat chat = chats.get(id);
        if (chat == null) {
            return CompletableFuture.completedFuture(null);
        }
        chat.confirmed = Math.min(chat.confirmed, stored);
        return inTurn(chat, Long.MAX_VALUE);
    }

    /** The publisher's duty for one event: its line, and the end of a closed chat's transcript. */
    CompletionStage<Void> publish(SystemLine line) {
        OfChat known = chats.get(line.chat());
        if (known == null || !known.last.containsKey(line.version())) {
            remember(line);
        }
        OfChat chat = chats.getOrDefault(line.chat(), new OfChat());
        CompletionStage<Void> written = inTurn(chat, line.version());
        return line.membership().open()
                ? written
                : written.thenCompose(done -> store.expire(line.chat(), settings.transcriptKeptMs()));
    }

    /**
     * Writes the lines up to a version, oldest first, after whoever is writing now: a later line would make an earlier one
     * void, so none may go ahead of one that failed.
     */
    private CompletionStage<Void> inTurn(OfChat chat, long version) {
        CompletionStage<Void> done = chat.running
                .handle((nothing, failure) -> null)
                .thenCompose(nothing -> {
                    CompletionStage<Void> all = CompletableFuture.completedFuture(null);
                    for (SystemLine line :
                            List.copyOf(chat.last.headMap(version, true).values())) {
                        all = all.thenCompose(before -> write(chat, line));
                    }
                    return all;
                });
        chat.running = done;
        return done;
    }

    private CompletionStage<Void> write(OfChat chat, SystemLine line) {
        if (line.version() <= chat.confirmed) {
            return CompletableFuture.completedFuture(null);
        }
        return name(line.agent()).thenCompose(name -> {
            TranscriptStore.Line written = line.toLine(name);
            boolean mayRepeat = chat.unsure;
            chat.unsure = true;
            return store.appendLine(written)
                    .thenCompose(stored -> {
                        if (stored.sequence() > 0) {
                            return forwarding.entry(
                                    line.chat(),
                                    new StoredEntry(
                                            stored.sequence(),
                                            stored.timeMs(),
                                            stored.previousVisible(),
                                            false,
                                            written.body()),
                                    stored.listeners());
                        }
                        forwarding.heardOf(line.chat(), stored.listeners());
                        return mayRepeat
                                ? forwarding.lookAgain(line.chat(), stored.listeners())
                                : CompletableFuture.completedFuture(null);
                    })
                    .thenAccept(done -> {
                        chat.unsure = false;
                        chat.confirmed = Math.max(chat.confirmed, line.version());
                    });
        });
    }

    private CompletionStage<String> name(@Nullable AgentId agent) {
        if (agent == null) {
            return CompletableFuture.completedFuture("");
        }
        AgentView view = control.view().agent(agent);
        return profiles.profile(agent, view == null ? 0 : view.rules().revision())
                .thenApply(ProfileDirectory.Profile::displayName);
    }

    /**
     * The line of a membership whose event this node never saw, because it began from a snapshot. The publisher may write
     * the true line of the same version first; then this one is not stored.
     */
    private static SystemLine standing(ChatView view) {
        Membership membership = view.membership();
        if (!membership.open()) {
            String reason = view.closeReason() == null ? "" : SystemLine.wireName(view.closeReason());
            return new SystemLine(view.id(), membership, SystemLine.Key.CLOSED, null, 0, reason);
        }
        if (membership.owner() != null) {
            return new SystemLine(view.id(), membership, SystemLine.Key.JOINED, membership.owner(), view.turn(), "");
        }
        return new SystemLine(
                view.id(),
                membership,
                membership.previous() == 0 ? SystemLine.Key.STARTED : SystemLine.Key.RENEWED,
                null,
                0,
                "");
    }
}
