package dev.switchboard.server.delivery;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.Membership;
import dev.switchboard.server.transcript.TranscriptStore;
import dev.switchboard.server.transcript.TranscriptStore.Draft;
import dev.switchboard.server.transcript.TranscriptStore.Rejected;
import dev.switchboard.server.transcript.TranscriptStore.Stored;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import dev.switchboard.server.transcript.TranscriptStore.Why;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages of participants: stored, then handed on, then acknowledged. The messages of one chat go one by one, so
 * that a sender's second message cannot overtake a first one that had to wait for a missing line.
 */
final class Postbox {
    private static final int ATTEMPTS_MAX = 4;

    private final Loop loop;
    private final ControlPath control;
    private final TranscriptStore store;
    private final Lines lines;
    private final Forwarding forwarding;
    private final DeliverySettings settings;
    private final DeliveryRecorder recorder;
    private final Map<ChatId, Deque<Post>> waiting = new HashMap<>();
    private @Nullable CompletionStage<Void> renewing;

    Postbox(
            Loop loop,
            ControlPath control,
            TranscriptStore store,
            Lines lines,
            Forwarding forwarding,
            DeliverySettings settings,
            DeliveryRecorder recorder) {
        this.loop = loop;
        this.control = control;
        this.store = store;
        this.lines = lines;
        this.forwarding = forwarding;
        this.settings = settings;
        this.recorder = recorder;
    }

    private record Post(
            ChatId chat,
            String member,
            String messageId,
            boolean staffOnly,
            byte[] body,
            long sinceNanos,
            CompletableFuture<Stored> done) {}

    /** Completes when the message is stored and handed on; fails with {@link RequestFailure} or the store's failure. */
    CompletionStage<Stored> post(ChatId chat, String member, String messageId, boolean staffOnly, byte[] body) {
        Post post = new Post(chat, member, messageId, staffOnly, body, loop.nowNanos(), new CompletableFuture<>());
        Deque<Post> queue = waiting.computeIfAbsent(chat, id -> new ArrayDeque<>());
        if (queue.size() >= settings.postsMax()) {
            post.done().completeExceptionally(new RequestFailure(ErrorCode.OVERLOADED));
            return post.done();
        }
        queue.addLast(post);
        if (queue.size() == 1) {
            run(queue, post);
        }
        return post.done();
    }

    private void run(Deque<Post> queue, Post post) {
        attempt(post, 1).whenComplete((stored, failure) -> {
            queue.removeFirst();
            Post next = queue.peekFirst();
            if (next == null) {
                waiting.remove(post.chat(), queue);
            } else {
                run(queue, next);
            }
            if (failure == null) {
                recorder.stored(loop.nowNanos() - post.sinceNanos());
                post.done().complete(stored);
            } else {
                post.done().completeExceptionally(failure);
            }
        });
    }

    private CompletionStage<Stored> attempt(Post post, int number) {
        ChatView view = control.view().chat(post.chat());
        if (view == null) {
            return CompletableFuture.failedFuture(new RequestFailure(ErrorCode.UNKNOWN_CHAT));
        }
        long version = view.membership().version();
        Draft draft = new Draft(post.chat(), version, post.member(), post.messageId(), post.staffOnly(), post.body());
        return store.append(draft).thenCompose(result -> {
            if (result instanceof Stored stored) {
                return handOn(post, stored);
            }
            Rejected rejected = (Rejected) result;
            if (rejected.why() == Why.BEHIND && number < ATTEMPTS_MAX) {
                return lines.ensure(post.chat(), rejected.version()).thenCompose(done -> attempt(post, number + 1));
            }
            if (isOfLostPart(rejected.version(), post.chat()) && number < ATTEMPTS_MAX) {
                return renewed(rejected.version()).thenCompose(done -> attempt(post, number + 1));
            }
            return CompletableFuture.failedFuture(new RequestFailure(
                    switch (rejected.why()) {
                        case BEHIND -> ErrorCode.STORAGE_UNAVAILABLE;
                        case NOT_A_MEMBER -> ErrorCode.NOT_A_MEMBER;
                        case CLOSED -> ErrorCode.CHAT_CLOSED;
                        case FULL -> ErrorCode.CHAT_FULL;
                    }));
        });
    }

    /**
     * The store has a membership of a position that this node has read and where the log has none: it is left from an end
     * of the log that was lost, and who knew that end is gone as well, or it would have been reported.
     */
    private boolean isOfLostPart(long version, ChatId id) {
        RoutingView view = control.view();
        ChatView chat = view.chat(id);
        return chat != null
                && chat.membership().open()
                && chat.membership().version() < version
                && Membership.positionLimit(version) <= view.position();
    }

    /** Memberships of all chats get versions above it. One report at a time: it does for all lost versions up to here. */
    private CompletionStage<Void> renewed(long version) {
        CompletionStage<Void> running = renewing;
        if (running != null) {
            return running;
        }
        CompletionStage<Void> report = control.submit(new Command.Recovered(Membership.positionLimit(version)))
                .thenAccept(outcome -> {});
        renewing = report;
        report.whenComplete((done, failure) -> renewing = null);
        return report;
    }

    /**
     * A repeated message is handed on again, because nobody knows how far the first attempt came; as it was stored, even
     * if the client now sends another text under the same id.
     */
    private CompletionStage<Stored> handOn(Post post, Stored stored) {
        if (!stored.duplicate()) {
            StoredEntry entry = new StoredEntry(
                    stored.sequence(), stored.timeMs(), stored.previousVisible(), post.staffOnly(), post.body());
            return forwarding.entry(post.chat(), entry, stored.listeners()).thenApply(done -> stored);
        }
        return store.read(post.chat(), stored.sequence() - 1, 1).thenCompose(tail -> {
            if (tail.entries().isEmpty()) {
                return CompletableFuture.failedFuture(Failures.unavailable("a stored entry is not there"));
            }
            return forwarding
                    .entry(post.chat(), tail.entries().get(0), stored.listeners())
                    .thenApply(done -> stored);
        });
    }
}
