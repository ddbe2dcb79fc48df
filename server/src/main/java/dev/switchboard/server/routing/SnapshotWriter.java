package dev.switchboard.server.routing;

import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.SessionId;
import java.util.List;
import java.util.Map;

/**
 * Writes the whole state in one fixed order, for snapshots and for the hash. Indices and heap layouts are left out, since
 * they follow from the rest; orders of insertion are written as they are where anything depends on them, what has none by id.
 */
final class SnapshotWriter {
    static final int FORMAT_VERSION = 2;

    private final CoreState state;
    private final BinaryWriter out;

    private SnapshotWriter(CoreState state) {
        this.state = state;
        this.out = new BinaryWriter(1_024 + state.agents.size() * 64 + state.chats.size() * 96);
    }

    static byte[] write(CoreState state) {
        SnapshotWriter writer = new SnapshotWriter(state);
        writer.putAll();
        return writer.out.toBytes();
    }

    static long hash(CoreState state) {
        SnapshotWriter writer = new SnapshotWriter(state);
        writer.putAll();
        return writer.out.hash();
    }

    private void putAll() {
        out.putByte(FORMAT_VERSION)
                .putLong(state.position)
                .putLong(state.timeMs)
                .putLong(state.utcMs)
                .putLong(state.coreVersion);
        BinaryValues.putSettings(out, state.settings);
        out.putList(List.copyOf(state.nodes.values()), this::putNode);
        out.putList(List.copyOf(state.goneNodes), id -> out.putLong(id.value()));
        out.putList(
                List.copyOf(state.skills.entrySet()),
                skill -> out.putLong(skill.getKey().value()).putString(skill.getValue()));
        out.putList(List.copyOf(state.queues.values()), queue -> {
            out.putLong(queue.id.value());
            BinaryValues.putQueueRules(out, queue.rules);
            out.putBoolean(queue.open);
        });
        out.putList(List.copyOf(state.agents.values()), this::putAgent);
        out.putList(state.customersInOrder(), customer -> {
            out.putFixed(customer.id.value());
            putSessions(customer.sessions());
        });
        out.putList(state.chatsInOrder(), this::putChat);
        out.putList(List.copyOf(state.closedChats), chat -> out.putLong(chat.id.value()));
        out.putLong(state.timers.nextId());
        out.putList(state.timers.sorted(), this::putTimer);
    }

    private void putNode(NodeState node) {
        out.putLong(node.id.value())
                .putLong(node.coreVersionMin)
                .putLong(node.coreVersionMax)
                .putLong(node.lastCounter);
    }

    private void putAgent(AgentState agent) {
        out.putLong(agent.id.value());
        BinaryValues.putAgentRules(out, agent.rules);
        out.putEnum(agent.presence)
                .putLong(agent.load)
                .putLong(agent.missedInRow)
                .putLong(agent.idleSinceMs)
                .putLong(agent.givenAt)
                .putOptional(agent.next, out::putEnum);
        out.putList(
                agent.wrapUps,
                wrapUp -> out.putLong(wrapUp.chat.value())
                        .putLong(wrapUp.ms)
                        .putLong(wrapUp.units)
                        .putLong(wrapUp.beganMs));
        putSessions(agent.sessions);
    }

    private void putSessions(Map<SessionId, NodeState> sessions) {
        out.putLong(sessions.size());
        sessions.forEach((session, node) -> out.putFixed(session.value()).putLong(node.id.value()));
    }

    private void putChat(ChatState chat) {
        AgentId agent = chat.agent == null ? null : chat.agent.id;
        out.putLong(chat.id.value())
                .putString(chat.key.text())
                .putFixed(chat.key.customer().value())
                .putLong(chat.site.value())
                .putLong(chat.startedMs)
                .putLong(chat.startedUtcMs);
        BinaryValues.putWishes(out, chat.wishes);
        out.putLong(chat.queue.value())
                .putLong(chat.ownCreditMs)
                .putLong(chat.creditMs)
                .putLong(chat.lineSinceMs)
                .putLong(chat.step)
                .putEnum(chat.phase)
                .putBoolean(chat.kept)
                .putLong(chat.turns)
                .putLong(chat.turn)
                .putOptional(agent, id -> out.putLong(id.value()))
                .putOptional(chat.lastOwner, id -> out.putLong(id.value()))
                .putLong(chat.weight)
                .putEnum(chat.parked)
                .putLong(chat.units)
                .putLong(chat.revision)
                .putLong(chat.membershipVersion)
                .putLong(chat.membershipPrevious)
                .putOptional(chat.closeReason, out::putEnum)
                .putOptional(chat.closedBy, actor -> BinaryValues.putActor(out, actor))
                .putLong(chat.closedMs);
        out.putList(chat.offers(), offer -> {
            out.putLong(offer.turn).putLong(offer.agent.id.value()).putLong(offer.units);
            BinaryValues.putFacts(out, offer.facts);
        });
        out.putLong(chat.askedCount());
        for (Asked asked : chat.allAsked()) {
            out.putLong(asked.agent.value()).putLong(asked.untilMs);
        }
        out.putList(
                chat.turnEnds(),
                end -> out.putLong(end.turn()).putLong(end.agent().value()).putEnum(end.achieved()));
    }

    private void putTimer(Timer timer) {
        out.putLong(timer.dueMs).putLong(timer.id).putEnum(timer.kind);
        switch (timer.kind) {
            case OFFER -> {
                Offer offer = (Offer) timer.target;
                out.putLong(offer.chat.id.value()).putLong(offer.turn);
            }
            case STEP, KEPT, MAX_WAIT, IDLE -> out.putLong(((ChatState) timer.target).id.value());
            case WRAP_UP -> {
                WrapUp wrapUp = (WrapUp) timer.target;
                out.putLong(wrapUp.agent.id.value()).putLong(wrapUp.chat.value());
            }
            case AGENT_GRACE -> out.putLong(((AgentState) timer.target).id.value());
            case CUSTOMER_GRACE -> out.putFixed(((CustomerState) timer.target).id.value());
            case NODE_LOST -> out.putLong(((NodeState) timer.target).id.value());
            case REOFFER -> {
                Asked asked = (Asked) timer.target;
                out.putLong(asked.chat.id.value()).putLong(asked.agent.value());
            }
        }
    }
}
