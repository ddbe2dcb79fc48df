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
import dev.switchboard.server.routing.model.OfferEnd;
import dev.switchboard.server.routing.model.OfferId;
import dev.switchboard.server.session.EncodedFrame;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.Sessions;
import dev.switchboard.server.transcript.TranscriptStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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
        Set<ChatId> parked = new LinkedHashSet<>();
        Set<AgentId> agents = new LinkedHashSet<>();
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
            AgentId agent = changedAgent(event);
            if (agent != null) {
                agents.add(agent);
            }
            if (event instanceof Event.ChatParked it) {
                parked.add(it.assignment().chat());
            }
        }
        agents.forEach(this::agentChanged);
        changed.forEach(this::chatChanged);
        parked.removeAll(changed);
        parked.forEach(this::chatParked);
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

    /** Whose state is another than before. */
    private static @Nullable AgentId changedAgent(Event event) {
        if (event instanceof Event.AgentChanged it) {
            return it.agent();
        }
        if (event instanceof Event.WrapUpStarted it) {
            return it.agent();
        }
        return event instanceof Event.WrapUpEnded it ? it.agent() : null;
    }

    private void take(Event event, Set<ChatId> changed) {
        if (event instanceof Event.ChatStarted it) {
            changed.add(it.chat());
            started(it);
        } else if (event instanceof Event.ChatQueued it) {
            changed.add(it.chat());
            places.changed(it.queue());
            if (it.because() == Event.QueuedBecause.MOVED) {
                places.anyChanged();
            }
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
        } else if (event instanceof Event.ChatRelaxed it) {
            places.changed(it.queue());
        } else if (event instanceof Event.ChatPrioritised it) {
            placesOf(it.chat());
        } else if (event instanceof Event.QueueOnlineChanged it) {
            queues.changed(it.queue());
        } else if (event instanceof Event.QueueOpenChanged it) {
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
        AgentId next = chat == null ? null : owner(chat);
        if (chat != null && chat.phase() != ChatPhase.CLOSED && next != null) {
            nameWhenLoaded(chat.id(), next, taken -> push(sessions.of(event.agent()), frames, taken, false));
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

    private void placesOf(ChatId id) {
        ChatView chat = control.view().chat(id);
        if (chat != null) {
            places.changed(chat.queue());
        }
    }

    /** Where his account was changed, his name has to be read again. */
    private void agentChanged(AgentId agent) {
        if (!sessions.of(agent).isEmpty()) {
            frames.prepare(agent)
                    .thenRun(() -> pushToAgent(
                            agent,
                            ServerFrame.newBuilder()
                                    .setAgentState(frames.agentState(agent))
                                    .build()));
        }
    }

    private void pushToAgent(AgentId agent, ServerFrame frame) {
        sessions.of(agent).forEach(session -> session.push(frame));
    }

    /** To the owner only: it is nothing to the customer. */
    private void chatParked(ChatId id) {
        ChatView chat = control.view().chat(id);
        if (chat != null) {
            push(owners(chat), frames, chat, false);
        }
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
            nameWhenLoaded(id, owner, this::nameToCustomer);
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
                nameWhenLoaded(id, owner, this::nameToCustomer);
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
    private void nameWhenLoaded(ChatId id, AgentId owner, Consumer<ChatView> tell) {
        var loading = frames.loadProfile(owner);
        if (loading != null) {
            loading.whenComplete((profile, failure) -> {
                ChatView chat = control.view().chat(id);
                if (failure == null && chat != null && owner.equals(owner(chat))) {
                    tell.accept(chat);
                }
            });
        }
    }

    private void nameToCustomer(ChatView chat) {
        if (chat.phase() == ChatPhase.CLOSED) {
            tellEnd(chat.id());
        } else {
            push(sessions.of(chat.customer()), frames, chat, true);
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
