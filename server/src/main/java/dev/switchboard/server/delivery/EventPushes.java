package dev.switchboard.server.delivery;

import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.ChatUpdate;
import dev.switchboard.protocol.v1.OfferEnded;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.OfferView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.OfferEnd;
import dev.switchboard.server.routing.model.OfferId;
import dev.switchboard.server.session.EncodedFrame;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.Sessions;
import dev.switchboard.server.transcript.TranscriptStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What sessions of this node learn from the events of one log entry. Events about one chat are gathered, so that a client
 * gets one update with the state after the entry, not one per step.
 */
final class EventPushes {
    private static final long RETRY_MS = 500;

    private final Loop loop;
    private final ControlPath control;
    private final TranscriptStore store;
    private final Sessions sessions;
    private final Frames frames;
    private final Lines lines;
    private final Participants participants;
    private final Channels channels;
    private final Places places;
    private final Announcer announcer;
    private final QueueStatuses queues;
    private final TransferNews transfers;

    EventPushes(
            Ports ports,
            Sessions sessions,
            Frames frames,
            Lines lines,
            Participants participants,
            Places places,
            Announcer announcer,
            QueueStatuses queues,
            TransferNews transfers) {
        this.loop = ports.loop();
        this.control = ports.control();
        this.store = ports.transcripts();
        this.sessions = sessions;
        this.frames = frames;
        this.lines = lines;
        this.participants = participants;
        this.channels = participants.channels();
        this.places = places;
        this.announcer = announcer;
        this.queues = queues;
        this.transfers = transfers;
    }

    void applied(Applied applied) {
        Set<ChatId> changed = new LinkedHashSet<>();
        Set<ChatId> passed = new LinkedHashSet<>();
        for (Event event : applied.events()) {
            ChatId passedOn = passedOn(event);
            if (passedOn != null) {
                passed.add(passedOn);
            }
            SystemLine line = Lines.of(event);
            if (line != null) {
                var unused = lines.remember(line);
            }
            take(event, changed);
        }
        changed.forEach(this::chatChanged);
        passed.forEach(transfers::changed);
    }

    /** Whether somebody who had transferred a chat may learn something by the event. */
    private static @Nullable ChatId passedOn(Event event) {
        if (event instanceof Event.ChatUnassigned it) {
            return it.because() == Event.QueuedBecause.TRANSFERRED
                    ? it.assignment().chat()
                    : null;
        }
        if (event instanceof Event.OfferEnded it) {
            return it.end() == OfferEnd.ACCEPTED ? null : it.offer().chat();
        }
        return event instanceof Event.ChatAssigned it
                ? it.assignment().chat()
                : event instanceof Event.ChatClosed closed ? closed.chat() : null;
    }

    private void take(Event event, Set<ChatId> changed) {
        if (event instanceof Event.ChatStarted it) {
            changed.add(it.chat());
            started(it);
        } else if (event instanceof Event.ChatQueued it) {
            changed.add(it.chat());
            places.changed(it.queue());
        } else if (event instanceof Event.ChatOffered it) {
            changed.add(it.offer().chat());
            offered(it);
        } else if (event instanceof Event.OfferEnded it) {
            pushToAgent(
                    it.agent(),
                    ServerFrame.newBuilder()
                            .setOfferEnded(OfferEnded.newBuilder()
                                    .setOffer(WireIds.offer(it.offer()))
                                    .setEnd(Frames.offerEnd(it.end())))
                            .build());
        } else if (event instanceof Event.ChatAssigned it) {
            changed.add(it.assignment().chat());
            assigned(it);
        } else if (event instanceof Event.ChatUnassigned it) {
            changed.add(it.assignment().chat());
            unassigned(it);
        } else if (event instanceof Event.ChatClosed it) {
            changed.add(it.chat());
            closed(it);
        } else if (event instanceof Event.AgentChanged it) {
            agentChanged(it.agent());
        } else if (event instanceof Event.QueueOnlineChanged it) {
            queues.changed(it.queue());
        } else if (event instanceof Event.QueueChanged it) {
            frames.queuesChanged();
            queues.changed(it.queue());
        } else if (event instanceof Event.QueueRemoved it) {
            places.removed(it.queue());
            queues.removed(it.queue(), it.name());
        }
    }

    private void started(Event.ChatStarted event) {
        places.changed(event.queue());
        ChatView chat = control.view().chat(event.chat());
        if (chat == null) {
            return;
        }
        for (Session session : sessions.of(chat.customer())) {
            if (!session.connected()) {
                announcer.perhapsKnown(session);
            } else if (session.startingKeys().contains(chat.key())) {
                announcer.knownByStart(session);
            } else {
                participants.bring(session, chat);
            }
            announcer.update(session);
        }
    }

    private void offered(Event.ChatOffered event) {
        ChatView chat = control.view().chat(event.offer().chat());
        if (chat == null || offer(chat, event.offer()) == null) {
            return;
        }
        if (sessions.any(chat.customer())) {
            // By the time the agent accepts, his name is at hand for the customer's update.
            var unused = frames.prepare(event.agent());
        }
        if (frames.titled(chat.queue())) {
            pushOffer(event.offer());
        } else {
            frames.prepareQueues(List.of(chat.queue())).thenRun(() -> pushOffer(event.offer()));
        }
    }

    private void pushOffer(OfferId id) {
        ChatView chat = control.view().chat(id.chat());
        OfferView offer = chat == null ? null : offer(chat, id);
        if (chat != null && offer != null) {
            pushToAgent(
                    offer.agent(),
                    ServerFrame.newBuilder().setOffer(frames.offer(offer, chat)).build());
        }
    }

    /** The offer, if it is open still. */
    private static @Nullable OfferView offer(ChatView chat, OfferId id) {
        return chat.offers().stream()
                .filter(offer -> offer.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private void assigned(Event.ChatAssigned event) {
        OfferId assignment = event.assignment();
        ChatView chat = control.view().chat(assignment.chat());
        if (chat == null) {
            return;
        }
        places.changed(chat.queue());
        if (chat.phase() != ChatPhase.ACTIVE || chat.turn() != assignment.turn()) {
            return;
        }
        for (Session session : sessions.of(event.agent())) {
            if (!session.joining().contains(chat.id())) {
                participants.bring(session, chat);
            }
        }
    }

    private void unassigned(Event.ChatUnassigned event) {
        ChatView chat = control.view().chat(event.assignment().chat());
        for (Session session : sessions.of(event.agent())) {
            channels.unsubscribe(session, event.assignment().chat());
            if (chat != null && chat.phase() != ChatPhase.CLOSED) {
                push(List.of(session), frames, chat, false);
            }
        }
    }

    private void closed(Event.ChatClosed event) {
        ChatView chat = control.view().chat(event.chat());
        channels.closed(event.chat());
        if (chat == null) {
            return;
        }
        places.changed(chat.queue());
        for (Session session : sessions.of(chat.customer())) {
            announcer.update(session);
        }
    }

    private void agentChanged(AgentId agent) {
        if (!sessions.of(agent).isEmpty()) {
            pushToAgent(
                    agent,
                    ServerFrame.newBuilder()
                            .setAgentState(frames.agentState(agent))
                            .build());
        }
    }

    private void pushToAgent(AgentId agent, ServerFrame frame) {
        sessions.of(agent).forEach(session -> session.push(frame));
    }

    /** To the customer and to the owner, in the state after the entry. */
    private void chatChanged(ChatId id) {
        ChatView chat = control.view().chat(id);
        if (chat == null) {
            return;
        }
        List<Session> customers = sessions.of(chat.customer());
        List<Session> owners = owners(chat);
        if (customers.isEmpty() && owners.isEmpty()) {
            return;
        }
        if (chat.phase() == ChatPhase.CLOSED) {
            tellEnd(id);
            return;
        }
        push(customers, frames, chat, true);
        push(owners, frames, chat, false);
        if (!customers.isEmpty()) {
            places.told(chat, control.view().place(id));
        }
        AgentId owner = owner(chat);
        if (owner != null) {
            nameWhenLoaded(chat.customer(), id, owner);
        }
    }

    /**
     * The end is told when its line is stored. Before that an entry may still be taken by the store, and who was told of
     * the end would never look for it; after it nothing follows, so the sequence that goes with it is the last one.
     */
    private void tellEnd(ChatId id) {
        lines.ensure(id).thenCompose(done -> store.lastSequences(List.of(id))).whenComplete((lasts, failure) -> {
            ChatView chat = control.view().chat(id);
            if (chat == null) {
                return;
            }
            if (failure != null) {
                loop.schedule(RETRY_MS, () -> tellEnd(id));
                return;
            }
            long last = lasts.getOrDefault(id, 0L);
            pushEnd(sessions.of(chat.customer()), chat, true, last);
            pushEnd(owners(chat), chat, false, last);
            AgentId owner = owner(chat);
            if (owner != null) {
                nameWhenLoaded(chat.customer(), id, owner);
            }
        });
    }

    private void pushEnd(List<Session> receivers, ChatView chat, boolean customer, long last) {
        push(
                receivers,
                frames.chat(chat, customer).toBuilder().setLastSequence(last).build());
    }

    private List<Session> owners(ChatView chat) {
        AgentId owner = owner(chat);
        return owner == null ? List.of() : sessions.of(owner);
    }

    private static @Nullable AgentId owner(ChatView chat) {
        return chat.phase() == ChatPhase.ACTIVE || chat.phase() == ChatPhase.CLOSED ? chat.agent() : null;
    }

    /** Nothing waits for a name: an update without it goes out at once, and again when the name is there. */
    private void nameWhenLoaded(CustomerId customer, ChatId id, AgentId owner) {
        var loading = frames.loadProfile(owner);
        if (loading != null) {
            loading.whenComplete((profile, failure) -> {
                ChatView chat = control.view().chat(id);
                if (failure != null || chat == null || !owner.equals(owner(chat))) {
                    return;
                }
                if (chat.phase() == ChatPhase.CLOSED) {
                    tellEnd(id);
                } else {
                    push(sessions.of(customer), frames, chat, true);
                }
            });
        }
    }

    static void push(List<Session> receivers, Frames frames, ChatView chat, boolean customer) {
        if (!receivers.isEmpty()) {
            push(receivers, frames.chat(chat, customer));
        }
    }

    private static void push(List<Session> receivers, Chat chat) {
        EncodedFrame frame = EncodedFrame.of(ServerFrame.newBuilder()
                .setChatUpdate(ChatUpdate.newBuilder().setChat(chat))
                .build());
        receivers.forEach(session -> session.push(frame));
    }
}
