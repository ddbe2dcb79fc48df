package dev.switchboard.server.publisher;

import dev.switchboard.server.record.ClosedChatRecord;
import dev.switchboard.server.routing.BinaryReader;
import dev.switchboard.server.routing.BinaryWriter;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.RoutingView;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.QueueId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the record of a closed chat needs and the core does not keep: the time stamps of open chats. A function of the log,
 * so every node has them and whichever publishes at the close can write the record. Bounded by the core's open chats.
 */
final class ChatHistories {
    private static final int VERSION = 1;

    private final Map<ChatId, History> open = new TreeMap<>();

    void note(Event event, RoutingView view) {
        long nowMs = view.timeMs();
        if (event instanceof Event.ChatStarted started) {
            open.put(started.chat(), new History(started.queue(), nowMs));
        } else if (event instanceof Event.ChatQueued queued) {
            History history = open.get(queued.chat());
            if (history != null && history.waitingSinceMs < 0) {
                history.waitingSinceMs = nowMs;
            }
        } else if (event instanceof Event.ChatOffered offered) {
            History history = open.get(offered.offer().chat());
            if (history != null && history.firstOfferedMs == 0) {
                history.firstOfferedMs = nowMs;
            }
        } else if (event instanceof Event.ChatAssigned assigned) {
            History history = open.get(assigned.assignment().chat());
            if (history != null) {
                history.assigned(assigned.agent(), nowMs);
            }
        }
    }

    /** Ends the chat's history; null if this node never knew its start. */
    @Nullable
    ClosedChatRecord close(Event.ChatClosed closed, long position, long t, RoutingView view) {
        History history = open.remove(closed.chat());
        ChatView chat = view.chat(closed.chat());
        if (history == null || chat == null) {
            return null;
        }
        history.endWait(view.timeMs());
        return new ClosedChatRecord(
                position,
                chat.id(),
                chat.customer(),
                chat.site(),
                history.queue,
                chat.queue(),
                chat.startedUtcMs(),
                t,
                history.startedMs,
                history.firstOfferedMs,
                history.firstAssignedMs,
                history.lastAssignedMs,
                view.timeMs(),
                history.waitedMs,
                chat.turn(),
                history.assignments,
                history.agents,
                closed.reason().name());
    }

    int size() {
        return open.size();
    }

    byte[] save(BinaryWriter out) {
        out.putByte(VERSION).putLong(open.size());
        open.forEach((chat, history) -> history.put(out.putLong(chat.value())));
        return out.toBytes();
    }

    void clear() {
        open.clear();
    }

    void restore(BinaryReader in) {
        open.clear();
        int version = in.getByte();
        if (version != VERSION) {
            throw new IllegalArgumentException("Unknown version of chat histories: " + version);
        }
        long count = in.getLong();
        for (long i = 0; i < count; i++) {
            open.put(new ChatId(in.getLong()), History.get(in));
        }
        in.end();
    }

    /** Times are core time; 0 stands for "not yet", except that a chat may start at core time 0. */
    private static final class History {
        private final QueueId queue;
        private final long startedMs;
        private long firstOfferedMs;
        private long firstAssignedMs;
        private long lastAssignedMs;
        /** -1 while somebody owns it. */
        private long waitingSinceMs = -1;

        private long waitedMs;
        private int assignments;
        private List<AgentId> agents = new ArrayList<>();

        History(QueueId queue, long startedMs) {
            this.queue = queue;
            this.startedMs = startedMs;
        }

        void assigned(AgentId agent, long nowMs) {
            endWait(nowMs);
            assignments++;
            lastAssignedMs = nowMs;
            if (firstAssignedMs == 0) {
                firstAssignedMs = nowMs;
            }
            if (agents.size() < ClosedChatRecord.AGENTS_MAX && !agents.contains(agent)) {
                agents.add(agent);
            }
        }

        void endWait(long nowMs) {
            if (waitingSinceMs >= 0) {
                waitedMs += nowMs - waitingSinceMs;
                waitingSinceMs = -1;
            }
        }

        void put(BinaryWriter out) {
            out.putLong(queue.value())
                    .putLong(startedMs)
                    .putLong(firstOfferedMs)
                    .putLong(firstAssignedMs)
                    .putLong(lastAssignedMs)
                    .putLong(waitingSinceMs)
                    .putLong(waitedMs)
                    .putLong(assignments)
                    .putList(agents, agent -> out.putLong(agent.value()));
        }

        static History get(BinaryReader in) {
            var history = new History(new QueueId(in.getInt()), in.getLong());
            history.firstOfferedMs = in.getLong();
            history.firstAssignedMs = in.getLong();
            history.lastAssignedMs = in.getLong();
            history.waitingSinceMs = in.getLong();
            history.waitedMs = in.getLong();
            history.assignments = in.getInt();
            history.agents = new ArrayList<>(in.getList(() -> new AgentId(in.getLong())));
            return history;
        }
    }
}
