package dev.switchboard.server.delivery;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.Subject;
import dev.switchboard.server.transcript.TranscriptStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Brings sessions into chats: with the transcript in a reply or a welcome, or by pushes when nobody had asked (another
 * device accepted, a direct assignment, another tab started the chat). Also says who may read what.
 */
final class Participants {
    private final Loop loop;
    private final ControlPath control;
    private final TranscriptStore store;
    private final Channels channels;
    private final DeliverySettings settings;

    Participants(Loop loop, ControlPath control, TranscriptStore store, Channels channels, DeliverySettings settings) {
        this.loop = loop;
        this.control = control;
        this.store = store;
        this.channels = channels;
        this.settings = settings;
    }

    Channels channels() {
        return channels;
    }

    /**
     * A stretch of a transcript as one receiver may see it.
     *
     * @param last the transcript's last sequence
     */
    record Excerpt(List<Entry> entries, long last, boolean more) {}

    /** @param subscription silent until {@link Channels#start}; cancelled when the session loses the chat first */
    record Joined(Subscription subscription, Page page) {}

    /** Customer: his own chats. Agent: chats he owns, owned last, or is offered. Supervisor: all. */
    static boolean mayRead(Session session, ChatView chat) {
        if (session.subject() instanceof Subject.OfCustomer customer) {
            return chat.customer().equals(customer.id());
        }
        return session.supervises() || (session.subject() instanceof Subject.OfAgent agent && has(agent.id(), chat));
    }

    /** Several agents may be asked at once. */
    private static boolean has(AgentId agent, ChatView chat) {
        return switch (chat.phase()) {
            case WAITING -> false;
            case OFFERED ->
                chat.offers().stream().anyMatch(offer -> offer.agent().equals(agent));
            case ACTIVE, CLOSED -> agent.equals(chat.agent());
        };
    }

    /** Whether the chat's entries are pushed to the session. */
    static boolean takesPart(Session session, ChatView chat) {
        if (chat.phase() == ChatPhase.CLOSED) {
            return false;
        }
        if (session.subject() instanceof Subject.OfCustomer customer) {
            return chat.customer().equals(customer.id());
        }
        return chat.phase() == ChatPhase.ACTIVE
                && session.subject() instanceof Subject.OfAgent agent
                && agent.id().equals(chat.agent());
    }

    /**
     * Joins the session to the chat and reads what follows a sequence. The caller sends it, then calls
     * {@link Channels#start}.
     */
    CompletionStage<Joined> join(Session session, ChatView chat, long after) {
        Subscription subscription = channels.subscribe(session, chat.id(), session.isCustomer() ? 0 : chat.turn());
        if (subscription == null) {
            return CompletableFuture.failedFuture(new RequestFailure(ErrorCode.OVERLOADED));
        }
        return channels.fetch(subscription, after).thenApply(page -> new Joined(subscription, page));
    }

    /** Joins the session to the chat without its having asked; the entries so far come as pushes. */
    void bring(Session session, ChatView chat) {
        if (!session.live() || !takesPart(session, chat) || channels.subscription(session, chat.id()) != null) {
            return;
        }
        Subscription subscription = channels.subscribe(session, chat.id(), session.isCustomer() ? 0 : chat.turn());
        if (subscription == null) {
            // At the bound of chats: the client sees the chat by its updates, and its next connection tries again.
            return;
        }
        channels.fetch(subscription, 0).whenComplete((page, failure) -> {
            if (failure == null) {
                subscription.sentUpTo(0);
                page.entries().forEach(subscription::deliver);
                subscription.sentUpTo(page.last());
                channels.start(subscription);
            } else if (!subscription.cancelled()) {
                loop.schedule(settings.retryMs(), () -> bringAgain(subscription));
            }
        });
    }

    private void bringAgain(Subscription subscription) {
        ChatView chat = control.view().chat(subscription.chat());
        if (!subscription.cancelled() && chat != null) {
            channels.unsubscribe(subscription.session(), subscription.chat());
            bring(subscription.session(), chat);
        }
    }

    /**
     * Reads entries for a session that may see them. Pages that hold nothing visible are skipped, so that a customer who
     * asks for more always gets further.
     */
    CompletionStage<Excerpt> read(Session session, ChatId chat, long after, int limit) {
        return store.read(chat, after, limit).thenCompose(tail -> {
            Page page = Page.of(chat, tail);
            Excerpt excerpt = excerpt(page, session.isCustomer(), settings.replyMaxBytes());
            if (excerpt.entries().isEmpty() && tail.more()) {
                long last = tail.entries().get(tail.entries().size() - 1).sequence();
                return read(session, chat, last, limit);
            }
            return CompletableFuture.completedFuture(excerpt);
        });
    }

    /** What of the page the receiver may see, cut where a frame would become too large. */
    static Excerpt excerpt(Page page, boolean customer, int bytesMax) {
        List<Entry> entries = new ArrayList<>();
        long bytes = 0;
        for (LiveEntry live : page.entries()) {
            if (!live.visibleTo(customer)) {
                continue;
            }
            Entry entry = live.entry(customer);
            // Tag and length of a repeated field take a few bytes more than the entry itself.
            bytes += entry.getSerializedSize() + 6L;
            if (bytes > bytesMax) {
                return new Excerpt(entries, page.last(), true);
            }
            entries.add(entry);
        }
        return new Excerpt(entries, page.last(), page.more());
    }
}
