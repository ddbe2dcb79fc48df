package dev.switchboard.server.delivery;

import dev.switchboard.server.delivery.DeliveryRecorder.Dropped;
import dev.switchboard.server.publisher.Unpublished;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.Membership;
import dev.switchboard.server.session.ProfileDirectory;
import dev.switchboard.server.storage.StorageException;
import dev.switchboard.server.transcript.TranscriptStore;
import dev.switchboard.server.transcript.TranscriptStore.Line;
import dev.switchboard.server.transcript.TranscriptStore.Rejected;
import dev.switchboard.server.transcript.TranscriptStore.Stored;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * System lines. The publisher writes them once per event, and a node that needs a newer membership earlier writes what is
 * missing itself. The store takes each version once, so both may happen, and none before the one that it follows.
 *
 * <p>Every node knows all lines that may not have been published, and of each chat some more: what it met since it began,
 * and from a start with a snapshot what was {@link Unpublished}. So a line that the store lacks and this node does not
 * know had been stored and was lost with the storage: it will not come, and nobody waits for it.
 */
final class Lines {
    private static final Logger LOG = LoggerFactory.getLogger(Lines.class);

    private final ControlPath control;
    private final TranscriptStore store;
    private final ProfileDirectory profiles;
    private final Forwarding forwarding;
    private final DeliverySettings settings;
    private final DeliveryRecorder recorder;
    private final Unpublished unpublished;
    private final Map<ChatId, OfChat> chats = new HashMap<>();
    private final Deque<ChatId> closed = new ArrayDeque<>();

    Lines(Ports ports, Forwarding forwarding, DeliverySettings settings, DeliveryRecorder recorder) {
        this.control = ports.control();
        this.store = ports.transcripts();
        this.profiles = ports.profiles();
        this.unpublished = ports.unpublished();
        this.forwarding = forwarding;
        this.settings = settings;
        this.recorder = recorder;
    }

    /** What is known of one chat's lines. */
    static final class OfChat {
        /** By version. */
        final TreeMap<Long, SystemLine> last = new TreeMap<>();
        /** Lines up to this version are known to be in the store. */
        long confirmed;
        /** A line may have been stored without being handed on. */
        boolean unsure;
        /** What is known here is of a state that was replaced. */
        boolean forgotten;

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

    /** Remembers the line of an event that was just applied. What was published makes room, what was not is kept. */
    OfChat remember(SystemLine line) {
        OfChat chat = chats.computeIfAbsent(line.chat(), id -> new OfChat());
        while (chat.last.size() >= settings.linesMax() && isPublished(chat.last.firstKey())) {
            chat.last.pollFirstEntry();
            recorder.dropped(Dropped.LINES);
        }
        chat.add(line);
        if (!line.membership().open()) {
            while (closed.size() >= settings.closedLinesMax() && isPublished(closed.element())) {
                chats.remove(closed.remove());
            }
            closed.add(line.chat());
        }
        return chat;
    }

    private boolean isPublished(ChatId id) {
        OfChat chat = chats.get(id);
        return chat == null || isPublished(chat.newest());
    }

    private boolean isPublished(long version) {
        return Membership.positionLimit(version) <= unpublished.floor();
    }

    /** The state was replaced as a whole: lines of the future that did not come must not be written. */
    void replaced() {
        chats.values().forEach(chat -> chat.forgotten = true);
        chats.clear();
        closed.clear();
        unpublished.forEach(event -> {
            SystemLine line = of(event);
            if (line != null) {
                var unused = remember(line);
            }
        });
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
            if (!control.ready()) {
                return CompletableFuture.failedFuture(notWhole());
            }
            known = remember(standing(view));
        }
        if (known == null) {
            return CompletableFuture.completedFuture(null);
        }
        known.confirmed = Math.min(known.confirmed, stored);
        return inTurn(known, Long.MAX_VALUE, false);
    }

    /** The publisher's duty for one event: its line, and the end of a closed chat's transcript. */
    CompletionStage<Void> publish(SystemLine line) {
        OfChat chat = chats.get(line.chat());
        if (chat == null || !chat.last.containsKey(line.version())) {
            chat = remember(line);
        }
        CompletionStage<Void> written = inTurn(chat, line.version(), true);
        return line.membership().open()
                ? written
                : written.thenCompose(done -> store.expire(line.chat(), settings.transcriptKeptMs()));
    }

    /** Writes the lines up to a version, oldest first, after whoever is writing now. */
    private CompletionStage<Void> inTurn(OfChat chat, long version, boolean publishing) {
        CompletionStage<Void> done = chat.running
                .handle((nothing, failure) -> null)
                .thenCompose(nothing -> writeUpTo(chat, version, publishing));
        chat.running = done;
        return done;
    }

    private CompletionStage<Void> writeUpTo(OfChat chat, long version, boolean publishing) {
        Map.Entry<Long, SystemLine> next = chat.last.higherEntry(chat.confirmed);
        if (next == null || next.getKey() > version) {
            return CompletableFuture.completedFuture(null);
        }
        SystemLine line = next.getValue();
        return name(line.agent())
                .thenCompose(name -> write(chat, line, line.toLine(name), publishing))
                .thenCompose(done -> writeUpTo(chat, version, publishing));
    }

    private CompletionStage<Void> write(OfChat chat, SystemLine line, Line written, boolean publishing) {
        if (chat.forgotten) {
            return CompletableFuture.failedFuture(notWhole());
        }
        boolean mayRepeat = chat.unsure;
        chat.unsure = true;
        return store.appendLine(written).thenCompose(result -> {
            if (result instanceof Rejected behind) {
                chat.unsure = mayRepeat;
                chat.confirmed = behind.version();
                return withoutMissing(chat, line, written, publishing);
            }
            return handOn((Stored) result, written, mayRepeat).thenAccept(done -> {
                chat.unsure = false;
                chat.confirmed = Math.max(chat.confirmed, line.version());
            });
        });
    }

    /** The store lacks the line before. If it is known here, it is the next to be written; else the storage has lost it. */
    private CompletionStage<Void> withoutMissing(OfChat chat, SystemLine line, Line written, boolean publishing) {
        Long next = chat.last.higherKey(chat.confirmed);
        if (next != null && next < line.version()) {
            return CompletableFuture.completedFuture(null);
        }
        if (!publishing && !control.ready()) {
            return CompletableFuture.failedFuture(notWhole());
        }
        LOG.warn(
                "The storage has lost system lines of chat {}; it goes on without them",
                line.chat().value());
        Line alone = new Line(written.chat(), written.version(), 0, written.members(), written.body());
        return write(chat, line, alone, publishing);
    }

    private CompletionStage<Void> handOn(Stored stored, Line line, boolean mayRepeat) {
        if (stored.sequence() > 0) {
            StoredEntry entry =
                    new StoredEntry(stored.sequence(), stored.timeMs(), stored.previousVisible(), false, line.body());
            return forwarding.entry(line.chat(), entry, stored.listeners());
        }
        forwarding.heardOf(line.chat(), stored.listeners());
        return mayRepeat
                ? forwarding.lookAgain(line.chat(), stored.listeners())
                : CompletableFuture.completedFuture(null);
    }

    /** While the node loads, it may not know lines that nobody has written yet. */
    private static StorageException notWhole() {
        return Failures.unavailable("the node does not know its whole state yet");
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
     * The line of a membership whose event this node never saw, because it began from a snapshot. The true line was
     * published, so this one is stored only where the storage has lost that.
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
