package dev.switchboard.server.record;

import dev.switchboard.server.routing.BinaryReader;
import dev.switchboard.server.routing.BinaryWriter;
import dev.switchboard.server.routing.MalformedBytesException;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.ChosenBy;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.DecisionFacts;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.SiteId;

/**
 * The binary form of records: version, type, fields in the order of declaration. Records live for months, so a reader keeps
 * understanding every version ever written; a change of fields takes a new version.
 */
public final class RecordCodec {
    private static final int VERSION = 2;
    private static final int DECISION = 1;
    private static final int CLOSED_CHAT = 2;

    private RecordCodec() {}

    /** The record as the store takes it. */
    public static ChatRecord toStore(StoredRecord stored) {
        return new ChatRecord(stored.chat(), encode(stored));
    }

    public static byte[] encode(StoredRecord stored) {
        BinaryWriter out = new BinaryWriter(96);
        out.putByte(VERSION);
        if (stored instanceof DecisionRecord decision) {
            putDecision(out.putByte(DECISION), decision);
        } else if (stored instanceof ClosedChatRecord closed) {
            putClosedChat(out.putByte(CLOSED_CHAT), closed);
        }
        return out.toBytes();
    }

    /** @throws MalformedBytesException if these bytes are no record of a known version */
    public static StoredRecord decode(byte[] bytes) {
        BinaryReader in = new BinaryReader(bytes);
        int version = in.getByte();
        if (version != VERSION) {
            throw new MalformedBytesException("unknown version of a record: " + version);
        }
        int type = in.getByte();
        StoredRecord stored = switch (type) {
            case DECISION -> getDecision(in);
            case CLOSED_CHAT -> getClosedChat(in);
            default -> throw new MalformedBytesException("unknown type of record: " + type);
        };
        in.end();
        return stored;
    }

    private static void putDecision(BinaryWriter out, DecisionRecord decision) {
        out.putLong(decision.position())
                .putLong(decision.t())
                .putLong(decision.timeMs())
                .putEnum(decision.kind())
                .putLong(decision.chat().value())
                .putLong(decision.turn())
                .putOptional(decision.agent(), agent -> out.putLong(agent.value()))
                .putOptional(decision.queue(), queue -> out.putLong(queue.value()))
                .putString(decision.reason())
                .putOptional(
                        decision.facts(),
                        facts -> out.putEnum(facts.reason())
                                .putLong(facts.load())
                                .putLong(facts.capacity())
                                .putLong(facts.idleMs())
                                .putLong(facts.candidates())
                                .putLong(facts.waitedMs())
                                .putLong(facts.step())
                                .putLong(facts.score()));
    }

    private static DecisionRecord getDecision(BinaryReader in) {
        return new DecisionRecord(
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getEnum(DecisionRecord.Kind.values()),
                new ChatId(in.getLong()),
                in.getInt(),
                in.getOptional(() -> new AgentId(in.getLong())),
                in.getOptional(() -> new QueueId(in.getInt())),
                in.getString(),
                in.getOptional(() -> new DecisionFacts(
                        in.getEnum(ChosenBy.values()),
                        in.getInt(),
                        in.getInt(),
                        in.getLong(),
                        in.getInt(),
                        in.getLong(),
                        in.getInt(),
                        in.getInt())));
    }

    private static void putClosedChat(BinaryWriter out, ClosedChatRecord closed) {
        out.putLong(closed.position())
                .putLong(closed.chat().value())
                .putFixed(closed.customer().value())
                .putLong(closed.site().value())
                .putLong(closed.queue().value())
                .putLong(closed.lastQueue().value())
                .putLong(closed.startedUtcMs())
                .putLong(closed.closedUtcMs())
                .putLong(closed.startedMs())
                .putLong(closed.firstOfferedMs())
                .putLong(closed.firstAssignedMs())
                .putLong(closed.lastAssignedMs())
                .putLong(closed.closedMs())
                .putLong(closed.waitedMs())
                .putLong(closed.turns())
                .putLong(closed.assignments())
                .putList(closed.agents(), agent -> out.putLong(agent.value()))
                .putString(closed.reason());
    }

    private static ClosedChatRecord getClosedChat(BinaryReader in) {
        return new ClosedChatRecord(
                in.getLong(),
                new ChatId(in.getLong()),
                new CustomerId(in.getFixed()),
                new SiteId(in.getInt()),
                new QueueId(in.getInt()),
                new QueueId(in.getInt()),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getInt(),
                in.getInt(),
                in.getList(() -> new AgentId(in.getLong())),
                in.getString());
    }
}
