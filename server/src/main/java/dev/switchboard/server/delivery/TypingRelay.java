package dev.switchboard.server.delivery;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.switchboard.protocol.v1.Author;
import dev.switchboard.protocol.v1.AuthorKind;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.Typing;
import dev.switchboard.server.inbox.Inbox;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.session.EncodedFrame;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.Subject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Passes on that somebody types: never stored, never waited for, dropped beyond a rate. It goes to the nodes that listened
 * when the last entry was stored and to those the owning agent is connected to.
 */
final class TypingRelay {
    private final Loop loop;
    private final ControlPath control;
    private final Inbox inbox;
    private final Channels channels;
    private final DeliveryRecorder recorder;

    TypingRelay(Loop loop, ControlPath control, Inbox inbox, Channels channels, DeliveryRecorder recorder) {
        this.loop = loop;
        this.control = control;
        this.inbox = inbox;
        this.channels = channels;
        this.recorder = recorder;
    }

    /** From a session of this node; ignored unless its subject takes part in the chat. */
    void typing(Session from, ChatId chat, boolean typing, Author author) {
        ChatView view = control.view().chat(chat);
        if (view == null || view.phase() != ChatPhase.ACTIVE || !member(view, from.subject())) {
            return;
        }
        if (!from.typing().pass(loop.nowMs())) {
            recorder.dropped(DeliveryRecorder.Dropped.TYPING);
            return;
        }
        Typing sign = Typing.newBuilder()
                .setChat(WireIds.chat(chat))
                .setTyping(typing)
                .setAuthor(author)
                .build();
        deliver(chat, sign, from.isCustomer());
        List<NodeId> others = others(view);
        if (!others.isEmpty()) {
            var unused =
                    inbox.push(others, InboxMessage.encode(new InboxMessage.SignOfTyping(chat, sign.toByteArray())));
        }
    }

    private static boolean member(ChatView chat, Subject subject) {
        if (subject instanceof Subject.OfCustomer customer) {
            return chat.customer().equals(customer.id());
        }
        return subject instanceof Subject.OfAgent agent && agent.id().equals(chat.agent());
    }

    private List<NodeId> others(ChatView chat) {
        Set<NodeId> nodes = new LinkedHashSet<>();
        ChatChannel channel = channels.find(chat.id());
        List<NodeId> listeners = channel == null ? List.of() : channel.listeners();
        // Before the first entry passed by, nobody here knows who listens; those who do not, ignore it.
        nodes.addAll(listeners.isEmpty() ? control.view().nodes() : listeners);
        AgentView owner = owner(chat);
        if (owner != null) {
            nodes.addAll(owner.nodes());
        }
        nodes.retainAll(control.view().nodes());
        nodes.remove(control.node());
        return List.copyOf(nodes);
    }

    private @Nullable AgentView owner(ChatView chat) {
        return chat.agent() == null ? null : control.view().agent(chat.agent());
    }

    /** From another node. */
    void arrived(ChatId chat, byte[] typing) {
        try {
            Typing sign = Typing.parseFrom(typing);
            deliver(chat, sign, sign.getAuthor().getKind() == AuthorKind.AUTHOR_KIND_CUSTOMER);
        } catch (InvalidProtocolBufferException unreadable) {
            recorder.dropped(DeliveryRecorder.Dropped.INBOX_MESSAGE);
        }
    }

    /** To the other side only: one's own tabs know. */
    private void deliver(ChatId chat, Typing sign, boolean byCustomer) {
        ChatChannel channel = channels.find(chat);
        if (channel == null) {
            return;
        }
        EncodedFrame frame =
                EncodedFrame.of(ServerFrame.newBuilder().setTyping(sign).build());
        for (Subscription subscription : channel.subscriptions()) {
            if (subscription.started() && subscription.customer() != byCustomer) {
                subscription.session().push(frame);
            }
        }
    }
}
