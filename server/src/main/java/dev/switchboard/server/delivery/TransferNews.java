package dev.switchboard.server.delivery;

import dev.switchboard.protocol.v1.ResumePoint;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.TransferUpdate;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.Transferred;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.session.EncodedFrame;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.Sessions;
import dev.switchboard.server.session.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Tells agents what becomes of the chats that they transferred, and nothing of what is said in them. */
final class TransferNews {
    private final ControlPath control;
    private final Sessions sessions;
    private final Frames frames;

    TransferNews(ControlPath control, Sessions sessions, Frames frames) {
        this.control = control;
        this.sessions = sessions;
        this.frames = frames;
    }

    /** Something about the chat changed that its former owner would like to know, if there is one who transferred it. */
    void changed(ChatId id) {
        ChatView chat = control.view().chat(id);
        Transferred transferred = control.view().transferred(id);
        if (chat == null || transferred == null || sessions.of(transferred.by()).isEmpty()) {
            return;
        }
        named(chat).thenRun(() -> {
            // Where a name had to be read, the chat may be further; where it went further than the transfer, then is
            // told.
            ChatView now = control.view().chat(id);
            Transferred still = control.view().transferred(id);
            TransferUpdate update = now != null && still != null && same(still, transferred)
                    ? frames.transfer(now, still)
                    : frames.transfer(chat, transferred);
            EncodedFrame frame = EncodedFrame.of(
                    ServerFrame.newBuilder().setTransferUpdate(update).build());
            sessions.of(transferred.by()).forEach(session -> session.push(frame));
        });
    }

    private static boolean same(Transferred one, Transferred other) {
        return one.by().equals(other.by()) && one.assignment() == other.assignment();
    }

    private CompletionStage<Void> named(ChatView chat) {
        AgentId agent = chat.agent();
        return agent == null ? CompletableFuture.completedFuture(null) : frames.prepare(agent);
    }

    /** Completes when the names are at hand that {@link #welcome} needs. */
    CompletionStage<Void> prepare(Session session, List<ResumePoint> points) {
        CompletionStage<Void> done = CompletableFuture.completedFuture(null);
        for (ResumePoint point : points) {
            ChatView chat = passedOn(session, WireIds.parseChat(point.getChat()));
            if (chat != null) {
                done = done.thenCombine(named(chat), (one, other) -> null);
            }
        }
        return done;
    }

    /** What became of those of the chats that the agent had transferred. */
    List<TransferUpdate> welcome(Session session, List<ResumePoint> points) {
        List<TransferUpdate> updates = new ArrayList<>();
        for (ResumePoint point : points) {
            ChatView chat = passedOn(session, WireIds.parseChat(point.getChat()));
            Transferred transferred = chat == null ? null : control.view().transferred(chat.id());
            if (chat != null && transferred != null) {
                updates.add(frames.transfer(chat, transferred));
            }
        }
        return updates;
    }

    /** The chat, if it is where this agent has transferred it and not with himself. */
    @Nullable
    ChatView passedOn(Session session, @Nullable ChatId id) {
        if (id == null || !(session.subject() instanceof Subject.OfAgent agent)) {
            return null;
        }
        Transferred transferred = control.view().transferred(id);
        ChatView chat = control.view().chat(id);
        boolean his = transferred != null && transferred.by().equals(agent.id());
        return chat != null && his && !Participants.takesPart(session, chat) ? chat : null;
    }
}
