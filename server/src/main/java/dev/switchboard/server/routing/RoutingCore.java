package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.routing.model.NodeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The deterministic state machine that decides who talks to whom. Each log entry is applied once, in order, by one
 * thread; the same entries make the same state, events and hash everywhere.
 *
 * <p>An entry first lets core time advance: timers due by then fire in the order (due, id), each at its own time. Then
 * its command is validated fully and carried out, or refused. After all timers of an instant, and after the command, the {@link Router}
 * brings waiting chats and free agents together, so between two entries nobody waits whom somebody could serve.
 *
 * <p>An {@link IllegalStateException} is a bug in this package: the state is then unusable and the node must stop.
 */
public final class RoutingCore {
    /**
     * More entries than the storage can lose at once. It leaves out as many positions where it may have lost the end of the
     * log, so that none is given twice; a gap of that size therefore says that there may have been entries.
     */
    public static final int LOST_MAX = 1 << 20;

    private final CoreState state;
    private final Customers customers;
    private final Offers offers;
    private final Chats chats;
    private final Agents agents;
    private final Nodes nodes;
    private final Configuration configuration;
    private final Line line;
    private final Parking parking;
    private final WrapUps wrapUps;
    private final Supervision supervision;
    private final RoutingView view;

    /** A core that has seen no entry. */
    public RoutingCore() {
        this(new CoreState());
    }

    private RoutingCore(CoreState state) {
        this.state = state;
        this.line = new Line(state);
        this.parking = new Parking(state);
        this.wrapUps = new WrapUps(state, parking);
        this.customers = new Customers(state);
        this.offers = new Offers(state, line, parking);
        this.chats = new Chats(state, line, offers, customers, wrapUps);
        this.agents = new Agents(state, offers, chats, line, parking, wrapUps);
        this.nodes = new Nodes(state, agents, customers);
        this.configuration = new Configuration(state, chats, line, offers, parking);
        this.supervision = new Supervision(state, line, offers, chats);
        this.view = new CoreView(state);
    }

    /**
     * Applies one entry.
     *
     * @param position of the entry, above the last one
     * @param timeMs core time, not before the last one; the caller has clamped its advance
     * @param t UTC milliseconds that the log's storage gave the entry
     * @param counter the sender's own number of the command
     */
    public Applied apply(long position, long timeMs, long t, NodeId sender, long counter, Command command) {
        begin(position, timeMs, t);
        Outcome outcome = nodes.isNew(sender, counter, command) ? carryOut(sender, counter, command) : Outcomes.SKIPPED;
        // What it made due at once: a grace of 0, a chat that has waited too long by the queue's changed rules.
        fireDue(timeMs);
        state.router.settle(offers, line);
        return new Applied(outcome, finish());
    }

    /** Passes an entry that an operator has all nodes treat as refused: only time advances. Its payload is not needed. */
    public Applied refuse(long position, long timeMs, long t) {
        begin(position, timeMs, t);
        return new Applied(Outcomes.of(Refusal.INVALID), finish());
    }

    /** Read access; always shows the present state. */
    public RoutingView view() {
        return view;
    }

    /** A number that is equal wherever the same entries were applied. Costs as much as a snapshot. */
    public long stateHash() {
        return SnapshotWriter.hash(state);
    }

    /** The whole state, as {@link #restore} reads it. */
    public byte[] snapshot() {
        return SnapshotWriter.write(state);
    }

    /**
     * The core that wrote the snapshot.
     *
     * @throws MalformedBytesException if these bytes are no snapshot of a known format
     */
    public static RoutingCore restore(byte[] snapshot) {
        return new RoutingCore(SnapshotReader.read(snapshot));
    }

    /** Compares all indices with the state they stand for. Slow; for tests. */
    void checkInvariants() {
        Invariants.check(state);
    }

    /** Kinds of chats that nobody waits with, and which are remembered nevertheless; for tests. */
    int idleDemandCount() {
        return state.matching.idleDemandCount();
    }

    private void begin(long position, long timeMs, long t) {
        if (position <= state.position || timeMs < state.timeMs) {
            throw new IllegalStateException(
                    "entry " + position + " at " + timeMs + " after entry " + state.position + " at " + state.timeMs);
        }
        boolean gap = state.position > 0 && position - state.position > LOST_MAX;
        state.position = position;
        state.utcMs = t;
        if (gap) {
            renewMemberships();
        }
        fireDue(timeMs);
        state.timeMs = timeMs;
        chats.forgetClosed();
    }

    private void fireDue(long timeMs) {
        Timer timer = state.timers.takeDue(timeMs);
        while (timer != null) {
            state.timeMs = Math.max(state.timeMs, timer.dueMs);
            fire(timer);
            if (state.timers.nextDueMs() > state.timeMs) {
                // Only after the last one of this instant, so that of two chats whose pauses end together the first
                // goes.
                state.router.settle(offers, line);
            }
            timer = state.timers.takeDue(timeMs);
        }
    }

    private List<Event> finish() {
        return state.takeEvents();
    }

    private void fire(Timer timer) {
        switch (timer.kind) {
            case OFFER -> offers.timedOut((Offer) timer.target);
            case AGENT_GRACE -> agents.graceOver((AgentState) timer.target);
            case CUSTOMER_GRACE -> chats.customerLost((CustomerState) timer.target);
            case NODE_LOST -> nodes.remove((NodeState) timer.target, true);
            case REOFFER -> tryAgain(((Asked) timer.target).chat);
            case STEP -> tryAgain((ChatState) timer.target);
            case KEPT -> line.keptLongEnough((ChatState) timer.target);
            case MAX_WAIT -> chats.waitedTooLong((ChatState) timer.target);
            case IDLE -> parking.silenceDue((ChatState) timer.target);
            case WRAP_UP -> wrapUps.end((WrapUp) timer.target);
        }
    }

    private void tryAgain(ChatState chat) {
        if (chat.phase == ChatPhase.WAITING) {
            state.router.note(chat);
        }
    }

    private Outcome carryOut(NodeId sender, long counter, Command command) {
        if (command instanceof Command.Heartbeat c) {
            return nodes.heartbeat(sender, c);
        } else if (command instanceof Command.StartChat c) {
            return chats.start(c);
        } else if (command instanceof Command.AcceptOffer c) {
            return offers.accept(c);
        } else if (command instanceof Command.CloseChat c) {
            return chats.close(c);
        } else if (command instanceof Command.DeclineOffer c) {
            return offers.decline(c);
        } else if (command instanceof Command.TransferChat c) {
            return chats.transfer(c);
        } else if (command instanceof Command.SetPresence c) {
            return agents.setPresence(c);
        } else if (command instanceof Command.ConnectCustomer c) {
            return customers.connect(c);
        } else if (command instanceof Command.DisconnectCustomer c) {
            return customers.disconnect(c);
        } else if (command instanceof Command.ConnectAgent c) {
            return agents.connect(c);
        } else if (command instanceof Command.DisconnectAgent c) {
            return agents.disconnect(c);
        } else if (command instanceof Command.Tick) {
            return Outcomes.DONE;
        }
        Outcome byHand = carryOutByHand(command);
        return byHand != null ? byHand : carryOutRare(sender, counter, command);
    }

    private @Nullable Outcome carryOutByHand(Command command) {
        if (command instanceof Command.TakeChat c) {
            return supervision.take(c);
        } else if (command instanceof Command.HoldChat c) {
            return parking.hold(c);
        } else if (command instanceof Command.ReportActivity c) {
            return parking.report(c);
        } else if (command instanceof Command.EndWrapUp c) {
            return wrapUps.end(c);
        } else if (command instanceof Command.ExtendWrapUp c) {
            return wrapUps.extend(c);
        } else if (command instanceof Command.AssignChat c) {
            return supervision.assign(c);
        } else if (command instanceof Command.MoveChat c) {
            return supervision.move(c);
        } else if (command instanceof Command.PrioritiseChat c) {
            return supervision.prioritise(c);
        } else if (command instanceof Command.SetQueueOpen c) {
            return configuration.setOpen(c);
        }
        return null;
    }

    private Outcome carryOutRare(NodeId sender, long counter, Command command) {
        if (command instanceof Command.NodeJoined c) {
            return nodes.join(sender, counter, c);
        } else if (command instanceof Command.NodeLeft c) {
            return nodes.leave(sender, c);
        } else if (command instanceof Command.ConfigureAgent c) {
            return agents.configure(c);
        } else if (command instanceof Command.RemoveAgent c) {
            return agents.remove(c);
        } else if (command instanceof Command.ConfigureQueue c) {
            return configuration.queue(c);
        } else if (command instanceof Command.RemoveQueue c) {
            return configuration.removeQueue(c);
        } else if (command instanceof Command.ConfigureSkill c) {
            return configuration.skill(c);
        } else if (command instanceof Command.RemoveSkill c) {
            return configuration.removeSkill(c);
        } else if (command instanceof Command.ConfigureSettings c) {
            return configuration.settings(c);
        } else if (command instanceof Command.SwitchCore c) {
            return configuration.switchCore(c);
        } else if (command instanceof Command.Recovered) {
            renewMemberships();
            return Outcomes.DONE;
        } else if (command instanceof Command.RevokeCustomer c) {
            state.emit(new Event.CustomerRevoked(c.customer(), c.issuedBeforeMs()));
            return Outcomes.DONE;
        } else if (command instanceof Command.RevokeAgent c) {
            state.emit(new Event.AgentRevoked(c.agent(), c.issuedBeforeMs()));
            return Outcomes.DONE;
        }
        throw new IllegalStateException("no rule for the command " + command);
    }

    /** Transcripts may know versions of positions that are lost: every open chat gets a newer one. */
    private void renewMemberships() {
        for (ChatState chat : state.chatsInOrder()) {
            if (chat.open()) {
                state.emit(new Event.MembershipRenewed(chat.id, chat.nextMembership(state.position)));
            }
        }
    }
}
