package dev.switchboard.server.delivery;

import dev.switchboard.protocol.v1.AgentState;
import dev.switchboard.protocol.v1.Author;
import dev.switchboard.protocol.v1.AuthorKind;
import dev.switchboard.protocol.v1.Chat;
import dev.switchboard.protocol.v1.Offer;
import dev.switchboard.protocol.v1.QueueStatus;
import dev.switchboard.protocol.v1.Requirement;
import dev.switchboard.protocol.v1.TransferState;
import dev.switchboard.protocol.v1.TransferUpdate;
import dev.switchboard.protocol.v1.WrapUp;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.RoutingView.AgentView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.OfferView;
import dev.switchboard.server.routing.RoutingView.QueueView;
import dev.switchboard.server.routing.RoutingView.Transferred;
import dev.switchboard.server.routing.RoutingView.WrapUpView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.routing.model.Parked;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.OpeningTimes;
import dev.switchboard.server.session.ProfileDirectory;
import dev.switchboard.server.session.ProfileDirectory.Profile;
import dev.switchboard.server.session.QueueDirectory;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.Sessions;
import dev.switchboard.server.session.Subject;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** From views of the core to messages of the protocol, as the receiver may see them. */
public final class Frames {
    private final ControlPath control;
    private final ProfileDirectory profiles;
    private final QueueDirectory queues;
    private final OpeningTimes openings;
    private final Sessions sessions;
    private final Channels channels;

    Frames(Ports ports, Sessions sessions, Channels channels) {
        this.control = ports.control();
        this.profiles = ports.profiles();
        this.queues = ports.queues();
        this.openings = ports.openings();
        this.sessions = sessions;
        this.channels = channels;
    }

    /** @param customer the receiver is the chat's customer, otherwise staff */
    public Chat chat(ChatView view, boolean customer) {
        RoutingView routing = control.view();
        QueueView queue = routing.queue(view.queue());
        boolean assigned = view.phase() == ChatPhase.ACTIVE || view.phase() == ChatPhase.CLOSED;
        AgentId owner = assigned ? view.agent() : null;
        Chat.Builder chat = Chat.newBuilder()
                .setId(WireIds.chat(view.id()))
                .setPhase(phase(view.phase()))
                .setQueue(queue == null ? "" : queue.rules().name())
                .setQueueTitle(name(queues.title(view.queue())))
                .setStartedAtMs(view.startedUtcMs())
                .setLastSequence(channels.head(view.id()));
        if (view.phase() == ChatPhase.WAITING || view.phase() == ChatPhase.OFFERED) {
            chat.setPlace(routing.place(view.id()));
        }
        if (owner != null) {
            chat.setAgent(agent(owner)).setAssignment(view.turn());
        }
        if (view.closeReason() != null) {
            chat.setCloseReason(closeReason(view.closeReason()));
        }
        if (customer) {
            chat.setKey(view.key());
        } else {
            chat.setCustomer(customerOf(view)).setParked(parked(view.parked()));
        }
        return chat.build();
    }

    /** The name is known where the customer is connected; elsewhere his messages carry it. */
    private Author customerOf(ChatView view) {
        String name = "";
        for (Session session : sessions.of(view.customer())) {
            if (session.identity() instanceof Identity.Customer customer) {
                name = customer.name();
            }
        }
        return customer(WireIds.customer(view.customer()), name);
    }

    static Author customer(String id, String name) {
        return Author.newBuilder()
                .setKind(AuthorKind.AUTHOR_KIND_CUSTOMER)
                .setId(id)
                .setName(name)
                .build();
    }

    /** Customer id or agent id on the wire. */
    public String subjectId(Subject subject) {
        if (subject instanceof Subject.OfAgent agent) {
            return WireIds.agent(agent.id());
        }
        return WireIds.customer(((Subject.OfCustomer) subject).id());
    }

    /** The agent as an author; without a name while the profile is not loaded, see {@link #loadProfile}. */
    public Author agent(AgentId agent) {
        Profile profile = profiles.known(agent, revision(agent));
        boolean program = profile != null && profile.program();
        return Author.newBuilder()
                .setKind(program ? AuthorKind.AUTHOR_KIND_BOT : AuthorKind.AUTHOR_KIND_AGENT)
                .setId(WireIds.agent(agent))
                .setName(profile == null ? "" : profile.displayName())
                .build();
    }

    /** {@return null when the profile is at hand, else a stage that completes when it is} */
    @Nullable
    CompletionStage<Profile> loadProfile(AgentId agent) {
        long revision = revision(agent);
        return profiles.known(agent, revision) != null ? null : profiles.profile(agent, revision);
    }

    /** Completes when the agent's name can be shown, or cannot be read for now. */
    public CompletionStage<Void> prepare(AgentId agent) {
        CompletionStage<Profile> loading = loadProfile(agent);
        return loading == null ? CompletableFuture.completedFuture(null) : loading.handle((profile, failure) -> null);
    }

    private long revision(AgentId agent) {
        AgentView view = control.view().agent(agent);
        return view == null ? 0 : view.rules().revision();
    }

    /** The agent's state; OFFLINE with nothing for a supervisor whom routing does not know. */
    public AgentState agentState(AgentId agent) {
        AgentView view = control.view().agent(agent);
        AgentState.Builder state = AgentState.newBuilder()
                .setAgent(WireIds.agent(agent))
                .setName(agent(agent).getName());
        if (view == null) {
            return state.setPresence(dev.switchboard.protocol.v1.Presence.PRESENCE_OFFLINE)
                    .build();
        }
        state.setPresence(presence(view.presence()))
                .setLoad(view.load())
                .setCapacity(view.capacity())
                .setMayTakeOver(view.rules().mayTakeOver());
        if (view.next() != null) {
            state.setNextPresence(presence(view.next()));
        }
        for (WrapUpView wrapUp : view.wrapUps()) {
            state.addWrapUps(WrapUp.newBuilder()
                    .setChat(WireIds.chat(wrapUp.chat()))
                    .setRemainingMs(
                            Math.max(0, wrapUp.untilMs() - control.view().timeMs()))
                    .setUnits(wrapUp.units()));
        }
        return state.build();
    }

    public Offer offer(OfferView offered, ChatView view) {
        RoutingView routing = control.view();
        Offer.Builder offer = Offer.newBuilder()
                .setId(WireIds.offer(offered.id()))
                .setChat(chat(view, false))
                .setRemainingMs((int) Math.max(0, offered.deadlineMs() - routing.timeMs()))
                .setWaitedMs(Math.max(0, routing.timeMs() - view.startedMs()));
        view.requirements()
                .forEach(requirement -> offer.addRequirements(Requirement.newBuilder()
                        .setSkill(name(routing.skillName(requirement.skill())))
                        .setLevel(requirement.level())
                        .setLevelMax(requirement.levelMax())));
        return offer.build();
    }

    /** What the agent who gave a chat away may know of it. */
    TransferUpdate transfer(ChatView chat, Transferred transferred) {
        QueueView queue = control.view().queue(chat.queue());
        TransferUpdate.Builder update = TransferUpdate.newBuilder()
                .setChat(WireIds.chat(chat.id()))
                .setAssignment(transferred.assignment())
                .setQueue(queue == null ? "" : queue.rules().name())
                .setQueueTitle(name(queues.title(chat.queue())));
        AgentId owner = chat.agent();
        if (chat.phase() == ChatPhase.CLOSED) {
            return update.setState(TransferState.TRANSFER_STATE_CLOSED).build();
        }
        if (chat.phase() == ChatPhase.ACTIVE && owner != null) {
            return update.setState(TransferState.TRANSFER_STATE_TAKEN)
                    .setAgent(agent(owner))
                    .build();
        }
        if (transferred.to() != null) {
            return update.setState(TransferState.TRANSFER_STATE_OFFERED)
                    .setAgent(agent(transferred.to()))
                    .build();
        }
        return update.setState(TransferState.TRANSFER_STATE_WAITING).build();
    }

    private static String name(@Nullable String name) {
        return name == null ? "" : name;
    }

    /** Completes when the titles of the queues can be shown, or cannot be read for now. */
    CompletionStage<Void> prepareQueues(Collection<QueueId> shown) {
        return queues.prepare(shown);
    }

    /** Something of a queue is new, perhaps its title. */
    void queuesChanged() {
        queues.changed();
    }

    boolean titled(QueueId queue) {
        return queues.title(queue) != null;
    }

    /** The queue's display name; its plain name while the other is not at hand. */
    String title(QueueView queue) {
        String title = queues.title(queue.id());
        return title == null ? queue.rules().name() : title;
    }

    /** Queues and whether they are open and somebody is there; those that were removed are left out. */
    public List<QueueStatus> queueStatus(List<QueueId> shown) {
        return shown.stream()
                .map(id -> control.view().queue(id))
                .filter(queue -> queue != null)
                .map(queue -> QueueStatus.newBuilder()
                        .setQueue(queue.rules().name())
                        .setOnline(queue.open() && queue.online())
                        .setTitle(title(queue))
                        .setClosed(!queue.open())
                        .setOpensAtMs(queue.open() ? 0 : openings.opensAtMs(queue.id()))
                        .build())
                .toList();
    }

    private static dev.switchboard.protocol.v1.Parked parked(Parked parked) {
        return switch (parked) {
            case NOT -> dev.switchboard.protocol.v1.Parked.PARKED_UNSPECIFIED;
            case ON_HOLD -> dev.switchboard.protocol.v1.Parked.PARKED_ON_HOLD;
            case IDLE -> dev.switchboard.protocol.v1.Parked.PARKED_IDLE;
            case WANTED -> dev.switchboard.protocol.v1.Parked.PARKED_WANTED;
        };
    }

    private static dev.switchboard.protocol.v1.ChatPhase phase(ChatPhase phase) {
        return switch (phase) {
            case WAITING -> dev.switchboard.protocol.v1.ChatPhase.CHAT_PHASE_WAITING;
            case OFFERED -> dev.switchboard.protocol.v1.ChatPhase.CHAT_PHASE_OFFERED;
            case ACTIVE -> dev.switchboard.protocol.v1.ChatPhase.CHAT_PHASE_ACTIVE;
            case CLOSED -> dev.switchboard.protocol.v1.ChatPhase.CHAT_PHASE_CLOSED;
        };
    }

    private static dev.switchboard.protocol.v1.CloseReason closeReason(
            dev.switchboard.server.routing.model.CloseReason reason) {
        return switch (reason) {
            case SOLVED -> dev.switchboard.protocol.v1.CloseReason.CLOSE_REASON_SOLVED;
            case CUSTOMER_LEFT -> dev.switchboard.protocol.v1.CloseReason.CLOSE_REASON_CUSTOMER_LEFT;
            case ABANDONED -> dev.switchboard.protocol.v1.CloseReason.CLOSE_REASON_ABANDONED;
            case CUSTOMER_LOST -> dev.switchboard.protocol.v1.CloseReason.CLOSE_REASON_CUSTOMER_LOST;
            case AGENT_CLOSED -> dev.switchboard.protocol.v1.CloseReason.CLOSE_REASON_AGENT_CLOSED;
            case SPAM -> dev.switchboard.protocol.v1.CloseReason.CLOSE_REASON_SPAM;
            case ADMINISTRATIVE -> dev.switchboard.protocol.v1.CloseReason.CLOSE_REASON_ADMINISTRATIVE;
            case WAITED_TOO_LONG -> dev.switchboard.protocol.v1.CloseReason.CLOSE_REASON_WAITED_TOO_LONG;
        };
    }

    private static dev.switchboard.protocol.v1.Presence presence(
            dev.switchboard.server.routing.model.Presence presence) {
        return switch (presence) {
            case AVAILABLE -> dev.switchboard.protocol.v1.Presence.PRESENCE_AVAILABLE;
            case BUSY -> dev.switchboard.protocol.v1.Presence.PRESENCE_BUSY;
            case AWAY -> dev.switchboard.protocol.v1.Presence.PRESENCE_AWAY;
            case NOT_RESPONDING -> dev.switchboard.protocol.v1.Presence.PRESENCE_NOT_RESPONDING;
            case OFFLINE -> dev.switchboard.protocol.v1.Presence.PRESENCE_OFFLINE;
        };
    }

    static dev.switchboard.protocol.v1.OfferEnd offerEnd(dev.switchboard.server.routing.model.OfferEnd end) {
        return switch (end) {
            case ACCEPTED -> dev.switchboard.protocol.v1.OfferEnd.OFFER_END_ACCEPTED;
            case DECLINED -> dev.switchboard.protocol.v1.OfferEnd.OFFER_END_DECLINED;
            case TIMED_OUT -> dev.switchboard.protocol.v1.OfferEnd.OFFER_END_TIMED_OUT;
            case WITHDRAWN -> dev.switchboard.protocol.v1.OfferEnd.OFFER_END_WITHDRAWN;
            case TAKEN -> dev.switchboard.protocol.v1.OfferEnd.OFFER_END_TAKEN;
        };
    }
}
