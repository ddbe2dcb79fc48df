package dev.switchboard.server.inbox;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.storage.StoreFaults;
import dev.switchboard.server.storage.StoreLink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The inboxes of all nodes in memory; {@link #forNode} gives each node its own view. */
public final class InMemoryInboxes {
    private static final int ENTRIES_MAX = 10_000;

    private final int entriesMax;
    private final SortedMap<NodeId, Box> boxes = new TreeMap<>();

    public InMemoryInboxes() {
        this(ENTRIES_MAX);
    }

    public InMemoryInboxes(int entriesMax) {
        this.entriesMax = entriesMax;
    }

    public Inbox forNode(Loop loop) {
        return forNode(loop, StoreFaults.none());
    }

    public Inbox forNode(Loop loop, StoreFaults faults) {
        return new View(loop, faults);
    }

    /** Drops what a node has not read yet, as the bound of its stream or an expired key would. */
    public synchronized void lose(NodeId node) {
        Box box = boxes.get(node);
        if (box != null) {
            box.unread.clear();
            box.wake();
        }
    }

    /** As {@link #lose(NodeId)} for all. */
    public synchronized void loseAll() {
        List.copyOf(boxes.keySet()).forEach(this::lose);
    }

    private void push(List<NodeId> nodes, byte[] payload) {
        for (NodeId node : nodes) {
            Box box = boxes.get(node);
            if (box != null) {
                box.add(payload);
            }
        }
    }

    private record Numbered(long number, byte[] payload) {}

    private final class Box {
        private final Loop loop;
        private final Inbox.Listener listener;
        private final Deque<Numbered> unread = new ArrayDeque<>();
        private long written;
        private long seen;

        Box(Loop loop, Inbox.Listener listener) {
            this.loop = loop;
            this.listener = listener;
        }

        void add(byte[] payload) {
            unread.add(new Numbered(++written, payload));
            if (unread.size() > entriesMax) {
                unread.remove();
            }
            wake();
        }

        /** Nothing more reaches the listener. */
        void shut() {
            unread.clear();
            seen = written;
        }

        void wake() {
            loop.execute(this::deliver);
        }

        /** On the owner's loop; the listener is called without the lock, it may push itself. */
        private void deliver() {
            while (true) {
                Numbered next;
                boolean gap;
                synchronized (InMemoryInboxes.this) {
                    next = unread.poll();
                    long number = next == null ? written : next.number() - 1;
                    gap = number > seen;
                    seen = next == null ? written : next.number();
                }
                if (gap) {
                    listener.onGap();
                }
                if (next == null) {
                    return;
                }
                listener.onMessage(next.payload());
            }
        }
    }

    private final class View implements Inbox {
        private final Loop loop;
        private final StoreLink link;
        private @Nullable NodeId own;

        View(Loop loop, StoreFaults faults) {
            this.loop = loop;
            this.link = new StoreLink(loop, faults, InMemoryInboxes.this);
        }

        @Override
        public CompletionStage<Void> push(List<NodeId> nodes, byte[] payload) {
            List<NodeId> copy = List.copyOf(nodes);
            return link.run(() -> InMemoryInboxes.this.push(copy, payload.clone()));
        }

        @Override
        public void open(NodeId node, Listener listener) {
            synchronized (InMemoryInboxes.this) {
                close();
                own = node;
                boxes.put(node, new Box(loop, listener));
            }
        }

        @Override
        public void close() {
            synchronized (InMemoryInboxes.this) {
                Box box = own == null ? null : boxes.remove(own);
                own = null;
                if (box != null) {
                    box.shut();
                }
            }
        }
    }
}
