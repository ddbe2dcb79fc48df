package dev.switchboard.server.delivery;

import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ChatSnapshot;
import dev.switchboard.protocol.v1.ResumeOutcome;
import dev.switchboard.protocol.v1.ResumePoint;
import dev.switchboard.server.delivery.Participants.Excerpt;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.Subject;
import dev.switchboard.server.transcript.TranscriptStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The chats of a welcome: every open chat of the subject, and what the client named and may read. For a chat whose last
 * sequence the client named it gets exactly what follows; if it names more than there is or another entry than is stored,
 * or this node has noticed it, then the storage has lost entries and the client gets the whole.
 */
final class Resume {
    private static final ResumePoint NOT_NAMED =
            ResumePoint.newBuilder().setLastSequence(-1).build();

    private final ControlPath control;
    private final TranscriptStore store;
    private final Lines lines;
    private final Participants participants;
    private final Frames frames;
    private final TransferNews transfers;
    private final DeliverySettings settings;

    Resume(
            ControlPath control,
            TranscriptStore store,
            Lines lines,
            Participants participants,
            Frames frames,
            TransferNews transfers,
            DeliverySettings settings) {
        this.control = control;
        this.store = store;
        this.lines = lines;
        this.participants = participants;
        this.frames = frames;
        this.transfers = transfers;
        this.settings = settings;
    }

    /**
     * One chat's part of the welcome, before it is cut to size.
     *
     * @param ended the chat was closed when this was read, so its last line is there
     */
    record Part(
            ChatId chat,
            ResumeOutcome outcome,
            Page page,
            boolean ended,
            @Nullable Subscription subscription) {}

    /** Joins the session to its open chats and reads what it lacks. Fails when the store does. */
    CompletionStage<List<Part>> collect(Session session, List<ResumePoint> points) {
        Map<ChatId, ResumePoint> wanted = new LinkedHashMap<>();
        for (ResumePoint point : points) {
            ChatId chat = WireIds.parseChat(point.getChat());
            if (chat != null) {
                wanted.put(chat, point);
            }
        }
        for (ChatView chat : openChats(session)) {
            wanted.putIfAbsent(chat.id(), NOT_NAMED);
        }
        CompletionStage<List<Part>> parts = CompletableFuture.completedFuture(new ArrayList<>());
        for (Map.Entry<ChatId, ResumePoint> entry : wanted.entrySet()) {
            ChatView chat = control.view().chat(entry.getKey());
            // Of a chat that the agent gave away he is told what became of it instead.
            boolean passedOn = transfers.passedOn(session, entry.getKey()) != null;
            if (chat != null && !passedOn && Participants.mayRead(session, chat)) {
                parts = parts.thenCombine(named(session, chat, entry.getValue()), (list, part) -> {
                    list.add(part);
                    return list;
                });
            }
        }
        return parts.thenCompose(list -> list.stream().anyMatch(this::endedMeanwhile)
                ? collect(session, points)
                : CompletableFuture.completedFuture(list));
    }

    /** Whoever is told of a chat's end must get its last line with it. Chats end once, so this repeats a reading once. */
    private boolean endedMeanwhile(Part part) {
        ChatView now = control.view().chat(part.chat());
        return now != null && now.phase() == ChatPhase.CLOSED && !part.ended();
    }

    List<ChatView> openChats(Session session) {
        if (session.subject() instanceof Subject.OfCustomer customer) {
            return control.view().openChatsOf(customer.id());
        }
        return control.view().chatsOf(((Subject.OfAgent) session.subject()).id());
    }

    /** Checks first that the entry which the client names is still the one that is stored. */
    private CompletionStage<Part> named(Session session, ChatView chat, ResumePoint point) {
        long last = point.getLastSequence();
        if (last > 0 && participants.channels().hasGoneBack(chat.id())) {
            return part(session, chat, -1);
        }
        if (last <= 0 || point.getLastTimeMs() == 0) {
            return part(session, chat, last);
        }
        return store.read(chat.id(), last - 1, 1).thenCompose(tail -> {
            boolean stored = !tail.entries().isEmpty()
                    && tail.entries().get(0).sequence() == last
                    && tail.entries().get(0).timeMs() == point.getLastTimeMs();
            return part(session, chat, stored ? last : -1);
        });
    }

    /** @param last what the client holds; negative when it did not name the chat, huge numbers are negative too */
    private CompletionStage<Part> part(Session session, ChatView chat, long last) {
        ResumeOutcome outcome = last < 0 ? ResumeOutcome.RESUME_OUTCOME_WHOLE : ResumeOutcome.RESUME_OUTCOME_RECOVERED;
        return read(session, chat.id(), Math.max(last, 0), outcome).thenCompose(part -> {
            if (last > part.page().last()) {
                return part(session, chat, -1);
            }
            return CompletableFuture.completedFuture(part);
        });
    }

    private CompletionStage<Part> read(Session session, ChatId chat, long after, ResumeOutcome outcome) {
        ChatView now = control.view().chat(chat);
        if (now != null && Participants.takesPart(session, now)) {
            return participants
                    .join(session, now, after)
                    .thenApply(joined -> new Part(chat, outcome, joined.page(), false, joined.subscription()));
        }
        boolean ended = now != null && now.phase() == ChatPhase.CLOSED;
        CompletionStage<Void> complete = ended ? lines.ensure(chat) : CompletableFuture.completedFuture(null);
        return complete.thenCompose(done -> store.read(chat, after, settings.pageMax()))
                .thenApply(tail -> new Part(chat, outcome, Page.of(chat, tail), ended, null));
    }

    /** As of now, when the welcome is written: chats that the session lost meanwhile are left out. */
    List<ChatSnapshot> snapshots(Session session, List<Part> parts) {
        Map<Part, Chat> chats = new LinkedHashMap<>();
        int bytesLeft = settings.replyMaxBytes();
        for (Part part : parts) {
            ChatView view = control.view().chat(part.chat());
            if (view != null && Participants.mayRead(session, view)) {
                Chat chat = frames.chat(view, session.isCustomer()).toBuilder()
                        .setLastSequence(part.page().last())
                        .build();
                chats.put(part, chat);
                bytesLeft -= chat.getSerializedSize() + 20;
            }
        }
        List<ChatSnapshot> snapshots = new ArrayList<>();
        for (Map.Entry<Part, Chat> entry : chats.entrySet()) {
            Part part = entry.getKey();
            Excerpt excerpt = Participants.excerpt(part.page(), session.isCustomer(), bytesLeft);
            ChatSnapshot snapshot = ChatSnapshot.newBuilder()
                    .setChat(entry.getValue())
                    .setOutcome(part.outcome())
                    .addAllEntries(excerpt.entries())
                    .setMore(excerpt.more())
                    .build();
            bytesLeft -= snapshot.getSerializedSize() - entry.getValue().getSerializedSize();
            snapshots.add(snapshot);
        }
        return snapshots;
    }

    /** The welcome was sent: pushes begin, and chats that came while it was prepared are brought. */
    void begin(Session session, List<Part> parts) {
        Set<ChatId> known = new HashSet<>();
        for (Part part : parts) {
            known.add(part.chat());
            if (part.subscription() != null) {
                participants.channels().start(part.subscription());
            }
        }
        for (ChatView chat : openChats(session)) {
            if (!known.contains(chat.id())) {
                EventPushes.push(List.of(session), frames, chat, session.isCustomer());
                participants.bring(session, chat);
            }
        }
    }
}
