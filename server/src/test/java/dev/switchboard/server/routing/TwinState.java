package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.*;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the twin remembers: plain fields and lists, and nothing that could be computed from something else. */
final class TwinState {
    /** Something due, and the number that orders it among others of that instant: the one set first goes first. */
    record Due(long atMs, long order) {}

    long timeMs;
    long position;
    Settings settings = Settings.DEFAULTS;
    final TreeMap<NodeId, Node> nodes = new TreeMap<>();
    final TreeSet<NodeId> goneNodes = new TreeSet<>();
    final TreeMap<QueueId, Queue> queues = new TreeMap<>();
    final TreeMap<AgentId, Agent> agents = new TreeMap<>();
    final TreeMap<CustomerId, Customer> customers = new TreeMap<>();
    final TreeMap<ChatId, Chat> chats = new TreeMap<>();
    private long dues;

    Due in(long ms) {
        return new Due(timeMs + ms, ++dues);
    }

    /** At a time that may be over already: then now. */
    Due at(long ms) {
        return in(Math.max(0, ms - timeMs));
    }

    static final class Node {
        long lastCounter;
        Due lost;
    }

    static final class Queue {
        QueueRules rules;
        boolean open = true;
    }

    static final class Agent {
        final AgentId id;
        AgentRules rules;
        final TreeMap<SessionId, NodeId> sessions = new TreeMap<>();
        Presence presence = Presence.OFFLINE;
        Presence next;
        Due grace;
        int missed;
        long idleSinceMs;
        long givenAt;
        final List<WrapUp> wrapUps = new ArrayList<>();

        Agent(AgentId id) {
            this.id = id;
        }

        boolean reachable() {
            return !sessions.isEmpty();
        }

        boolean available() {
            return reachable() && presence == Presence.AVAILABLE && (next == null || next == Presence.AVAILABLE);
        }
    }

    static final class WrapUp {
        final ChatId chat;
        final long ms;
        final long beganMs;
        final int units;
        Due end;

        WrapUp(ChatId chat, long ms, long beganMs, int units) {
            this.chat = chat;
            this.ms = ms;
            this.beganMs = beganMs;
            this.units = units;
        }
    }

    static final class Customer {
        final TreeMap<SessionId, NodeId> sessions = new TreeMap<>();
        Due grace;
    }

    /** @param facts of the decision, which come with the assignment too */
    record Offer(int turn, AgentId agent, int units, DecisionFacts facts, Due end) {}

    record TurnEnd(int turn, AgentId agent, String what) {}

    static final class Chat {
        final ChatId id;
        final String key;
        final CustomerId customer;
        final Wishes wishes;
        final long startedMs;
        QueueId queue;
        ChatPhase phase = ChatPhase.WAITING;
        long ownCreditMs;
        /** What was added when it was in line last: afterwards it does not change. */
        long creditMs;

        long lineSinceMs;
        int step;
        Due maxWait;
        Due kept;
        Due idle;
        int turns;
        int turn;
        final List<Offer> offers = new ArrayList<>();
        AgentId owner;
        AgentId lastOwner;
        int weight;
        int units;
        Parked parked = Parked.NOT;
        CloseReason closeReason;
        Actor closedBy;
        long closedMs;
        /** Who declined, missed or gave it away, and when his pause is over. */
        final LinkedHashMap<AgentId, Due> asked = new LinkedHashMap<>();

        final List<TurnEnd> turnEnds = new ArrayList<>();

        Chat(StartFields start) {
            this.id = start.id;
            this.key = start.command.key();
            this.customer = start.command.customer();
            this.wishes = start.command.wishes();
            this.ownCreditMs = wishes.creditMs();
            this.startedMs = start.timeMs;
        }

        boolean open() {
            return phase != ChatPhase.CLOSED;
        }

        boolean inLine() {
            return phase == ChatPhase.WAITING || phase == ChatPhase.OFFERED;
        }

        boolean ownedBy(AgentId by, int assignment) {
            return phase == ChatPhase.ACTIVE && turn == assignment && owner.equals(by);
        }

        Offer offerTo(AgentId agent) {
            return offers.stream()
                    .filter(offer -> offer.agent().equals(agent))
                    .findFirst()
                    .orElse(null);
        }

        void ended(int ended, AgentId by, String what) {
            turnEnds.add(new TurnEnd(ended, by, what));
            if (turnEnds.size() > 16) {
                turnEnds.remove(0);
            }
        }

        boolean hasEnded(int ended, AgentId by, String what) {
            return turnEnds.contains(new TurnEnd(ended, by, what));
        }
    }

    record StartFields(ChatId id, Command.StartChat command, long timeMs) {}
}
