package dev.switchboard.server.delivery;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.server.delivery.ChatChannel.State;
import dev.switchboard.server.delivery.DeliveryRecorder.Dropped;
import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.routing.model.SessionId;
import dev.switchboard.server.session.Connection;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.transcript.TranscriptStore;
import dev.switchboard.server.transcript.TranscriptStore.StoredEntry;
import dev.switchboard.server.transcript.TranscriptStore.Tail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The chats this node listens to. A node listens while one of its sessions takes part, and a little longer. Every entry
 * reaches a chat's sessions once and in order: an entry that would skip a sequence waits, and the missing ones are read.
 */
final class Channels {
    private static final int COMPARE_BATCH = 1_000;
    private static final long COMPARE_MS = 60_000;
    static final int WENT_BACK_MAX = 10_000;

    private final Loop loop;
    private final ControlPath control;
    private final TranscriptStore store;
    private final DeliverySettings settings;
    private final DeliveryRecorder recorder;
    private final Map<ChatId, ChatChannel> channels = new LinkedHashMap<>();
    private final Map<SessionId, Set<ChatId>> chatsOfSession = new HashMap<>();
    /** Chats whose storage went back; beyond the bound the oldest are resumed by sequence again. */
    private final Set<ChatId> wentBack = new LinkedHashSet<>();

    private boolean comparingLater;

    Channels(
            Loop loop,
            ControlPath control,
            TranscriptStore store,
            DeliverySettings settings,
            DeliveryRecorder recorder) {
        this.loop = loop;
        this.control = control;
        this.store = store;
        this.settings = settings;
        this.recorder = recorder;
    }

    int size() {
        return channels.size();
    }

    boolean full() {
        return channels.size() >= settings.channelsMax();
    }

    @Nullable
    ChatChannel find(ChatId chat) {
        return channels.get(chat);
    }

    /** Sequence of the last entry this node knows of, 0 when it does not listen. */
    long head(ChatId chat) {
        ChatChannel channel = channels.get(chat);
        return channel == null ? 0 : channel.order().head();
    }

    @Nullable
    Subscription subscription(Session session, ChatId chat) {
        ChatChannel channel = channels.get(chat);
        if (channel != null) {
            for (Subscription subscription : channel.subscriptions()) {
                if (subscription.session() == session) {
                    return subscription;
                }
            }
        }
        return null;
    }

    /**
     * Makes the session part of the chat, silent until {@link #start}; a former subscription of it ends.
     *
     * @return null when the node listens to as many chats as it may
     */
    @Nullable
    Subscription subscribe(Session session, ChatId chat, int turn) {
        ChatChannel channel = channels.get(chat);
        if (channel == null) {
            if (full()) {
                return null;
            }
            channel = new ChatChannel(chat, settings, recorder);
            channels.put(chat, channel);
            listen(channel);
        }
        Subscription former = subscription(session, chat);
        if (former != null) {
            channel.remove(former);
        }
        Subscription subscription = new Subscription(session, chat, turn);
        channel.add(subscription);
        chatsOfSession
                .computeIfAbsent(session.id(), id -> new LinkedHashSet<>())
                .add(chat);
        return subscription;
    }

    /**
     * The entries after a sequence, one page, as soon as the node listens; entries stored later come as pushes once the
     * subscription is started. Fails when the store does.
     */
    CompletionStage<Page> fetch(Subscription subscription, long after) {
        CompletableFuture<Page> result = new CompletableFuture<>();
        ChatChannel channel = channels.get(subscription.chat());
        if (channel == null) {
            result.completeExceptionally(new IllegalStateException("not subscribed"));
            return result;
        }
        if (channel.state() == State.LIVE) {
            fetchLive(channel, subscription, after, result);
        } else {
            channel.onLive(
                    () -> fetchLive(channel, subscription, after, result),
                    () -> result.completeExceptionally(Failures.unavailable("listening failed")));
        }
        return result;
    }

    private void fetchLive(ChatChannel channel, Subscription subscription, long after, CompletableFuture<Page> result) {
        List<LiveEntry> remembered = channel.remembered(after);
        if (remembered != null) {
            long last = channel.order().head();
            subscription.sentUpTo(last);
            result.complete(new Page(remembered, last, false));
            return;
        }
        store.read(channel.chat(), after, settings.pageMax()).whenComplete((tail, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else {
                subscription.sentUpTo(tail.last());
                result.complete(Page.of(channel.chat(), tail));
            }
        });
    }

    /** The reply that brought the transcript was sent: from now on entries are pushed, those of meanwhile first. */
    void start(Subscription subscription) {
        ChatChannel channel = channels.get(subscription.chat());
        if (channel == null || subscription.cancelled() || subscription.started()) {
            return;
        }
        if (subscription.sent() >= channel.order().head()) {
            subscription.start();
            return;
        }
        List<LiveEntry> remembered = channel.remembered(subscription.sent());
        if (remembered != null) {
            subscription.start();
            remembered.forEach(subscription::deliver);
            return;
        }
        store.read(channel.chat(), subscription.sent(), settings.pageMax()).whenComplete((tail, failure) -> {
            if (failure != null) {
                later(() -> start(subscription));
            } else {
                catchUp(channel, subscription, tail);
            }
        });
    }

    private void catchUp(ChatChannel channel, Subscription subscription, Tail tail) {
        if (tail.last() <= subscription.sent() && channel.order().head() > subscription.sent()) {
            // The store lacks what this node has handed out; reading again at once would go on for ever.
            wentBack(channel, tail.last());
            return;
        }
        tail.entries().forEach(stored -> subscription.deliver(new LiveEntry(channel.chat(), stored)));
        start(subscription);
    }

    void unsubscribe(Session session, ChatId chat) {
        ChatChannel channel = channels.get(chat);
        Subscription subscription = subscription(session, chat);
        if (channel != null && subscription != null) {
            channel.remove(subscription);
        }
        if (channel != null) {
            lingerIfIdle(channel);
        }
        Set<ChatId> chats = chatsOfSession.get(session.id());
        if (chats != null) {
            chats.remove(chat);
            if (chats.isEmpty()) {
                chatsOfSession.remove(session.id());
            }
        }
    }

    /** The session's connection is gone; what it misses, its next welcome brings. */
    void unsubscribeAll(Session session) {
        Set<ChatId> chats = chatsOfSession.get(session.id());
        if (chats != null) {
            List.copyOf(chats).forEach(chat -> unsubscribe(session, chat));
        }
    }

    /** A closed chat needs no listening once its last line had time to arrive. */
    void closed(ChatId chat) {
        if (channels.containsKey(chat)) {
            loop.schedule(settings.lingerMs(), () -> {
                ChatChannel channel = channels.get(chat);
                if (channel != null) {
                    channel.subscriptions().forEach(subscription -> unsubscribe(subscription.session(), chat));
                    lingerIfIdle(channel);
                }
            });
        }
    }

    private void lingerIfIdle(ChatChannel channel) {
        if (channel.idle()) {
            loop.schedule(settings.lingerMs(), () -> leaveIfIdle(channel));
        }
    }

    private void leaveIfIdle(ChatChannel channel) {
        if (!channel.idle() || channel.state() != State.LIVE || channels.get(channel.chat()) != channel) {
            return;
        }
        channel.state(State.LEAVING);
        store.unlisten(channel.chat(), control.node()).whenComplete((done, failure) -> {
            // After a failure the store may still name this node: the next entry it sends here is then answered by
            // leaving once more, see ignoreUnlessListening.
            if (channel.idle()) {
                channels.remove(channel.chat(), channel);
            } else {
                listen(channel);
            }
        });
    }

    private void listen(ChatChannel channel) {
        channel.state(State.JOINING);
        boolean first = !channel.order().started();
        long after = first ? 0 : channel.order().head();
        NodeId node = control.node();
        store.listen(channel.chat(), node, Math.max(after - 1, 0), settings.pageMax())
                .whenComplete((tail, failure) -> {
                    if (channels.get(channel.chat()) != channel) {
                        return;
                    }
                    if (!node.equals(control.node())) {
                        listen(channel);
                        return;
                    }
                    if (failure != null) {
                        channel.failed();
                        dropOrRetry(channel);
                        return;
                    }
                    if (first) {
                        channel.begin(tail);
                    } else {
                        take(channel, tail, after);
                    }
                    channel.live();
                    if (channel.order().gap() || channel.order().head() < tail.last()) {
                        repair(channel);
                    }
                });
    }

    private void dropOrRetry(ChatChannel channel) {
        if (channel.idle()) {
            channels.remove(channel.chat(), channel);
        } else {
            later(() -> {
                if (channels.get(channel.chat()) == channel) {
                    listen(channel);
                }
            });
        }
    }

    /** An entry was stored, by this node or another. */
    void offer(ChatId chat, StoredEntry entry) {
        ChatChannel channel = channels.get(chat);
        if (channel == null) {
            return;
        }
        if (channel.contradicts(entry)) {
            wentBack(channel, entry.sequence());
            return;
        }
        if (!channel.order().offer(entry)) {
            recorder.dropped(Dropped.EARLY_ENTRY);
        }
        if (channel.state() == State.LIVE && channel.order().gap()) {
            repair(channel);
        }
    }

    /** Another node sent something about a chat: when this node does not listen (any more), it says so. */
    boolean ignoreUnlessListening(ChatId chat) {
        if (channels.containsKey(chat)) {
            return false;
        }
        var unused = store.unlisten(chat, control.node());
        return true;
    }

    /** Reads what is missing after the head. One read at a time per chat. */
    private void repair(ChatChannel channel) {
        if (channel.repairing() || channels.get(channel.chat()) != channel) {
            return;
        }
        channel.repairing(true);
        channel.order().repairBegins();
        long after = channel.order().head();
        // With the last one known: if the store has another in its place, it went back.
        store.read(channel.chat(), Math.max(after - 1, 0), settings.pageMax()).whenComplete((tail, failure) -> {
            channel.repairing(false);
            if (channels.get(channel.chat()) != channel) {
                return;
            }
            if (failure != null) {
                later(() -> repair(channel));
                return;
            }
            take(channel, tail, after);
            recorder.repaired(tail.entries().size());
            if (tail.more() && channel.order().head() > after) {
                repair(channel);
            } else if (channel.order().gap()) {
                later(() -> repair(channel));
            }
        });
    }

    /** @param after the head when the read was sent: what was stored then must be stored now */
    private void take(ChatChannel channel, Tail tail, long after) {
        if (tail.last() < after || tail.entries().stream().anyMatch(channel::contradicts)) {
            wentBack(channel, tail.last());
            return;
        }
        tail.entries().forEach(channel.order()::offer);
    }

    /**
     * The storage lost entries that clients hold (a failover without the last writes), and may have given their numbers to
     * others. The clients come back and get the chat as a whole, whatever they name.
     */
    private void wentBack(ChatChannel channel, long last) {
        wentBack.add(channel.chat());
        if (wentBack.size() > WENT_BACK_MAX) {
            wentBack.remove(wentBack.iterator().next());
        }
        channel.restartAt(last);
        channel.subscriptions().forEach(Channels::haveComeBack);
    }

    /**
     * The state was replaced: clients of chats that it does not know, or in which they have no part any more, come back and
     * are told so. The events that would have told them belong to a past that is gone, or were read without anybody listening.
     */
    void replaced() {
        for (ChatChannel channel : List.copyOf(channels.values())) {
            ChatView chat = control.view().chat(channel.chat());
            for (Subscription subscription : channel.subscriptions()) {
                if (chat == null || !Participants.takesPart(subscription.session(), chat)) {
                    haveComeBack(subscription);
                }
            }
        }
        listenAnew();
    }

    private static void haveComeBack(Subscription subscription) {
        Connection connection = subscription.session().connection();
        if (connection != null) {
            connection.close(CloseCode.INTERNAL);
        }
    }

    /** Whether clients may hold entries of the chat that the storage has lost. */
    boolean hasGoneBack(ChatId chat) {
        return wentBack.contains(chat);
    }

    /**
     * Compares all chats once a minute. A storage that loses entries of a quiet chat tells nobody, and its clients would show
     * them until somebody writes again.
     */
    void compareNowAndThen() {
        loop.schedule(COMPARE_MS, () -> {
            compareAll();
            compareNowAndThen();
        });
    }

    /** Messages of other nodes may be missing: compares all chats with the store, and reads what this node lacks. */
    void compareAll() {
        List<ChatChannel> batch = new ArrayList<>();
        for (ChatChannel channel : channels.values()) {
            if (channel.state() == State.LIVE) {
                batch.add(channel);
                if (batch.size() == COMPARE_BATCH) {
                    compare(List.copyOf(batch));
                    batch.clear();
                }
            }
        }
        if (!batch.isEmpty()) {
            compare(batch);
        }
    }

    void compare(ChatId chat) {
        ChatChannel channel = channels.get(chat);
        if (channel != null && channel.state() == State.LIVE) {
            repair(channel);
        }
    }

    private void compare(List<ChatChannel> batch) {
        Map<ChatChannel, Long> heads = new LinkedHashMap<>();
        batch.forEach(channel -> heads.put(channel, channel.order().head()));
        List<ChatId> chats = batch.stream().map(ChatChannel::chat).toList();
        store.lastSequences(chats).whenComplete((lasts, failure) -> {
            if (failure != null) {
                compareAllLater();
                return;
            }
            heads.forEach((channel, head) -> {
                long last = lasts.getOrDefault(channel.chat(), 0L);
                if (channels.get(channel.chat()) == channel
                        && (last > channel.order().head() || last < head)) {
                    repair(channel);
                }
            });
        });
    }

    /** One retry for all that failed, however often gaps are reported while the storage is away. */
    private void compareAllLater() {
        if (!comparingLater) {
            comparingLater = true;
            later(() -> {
                comparingLater = false;
                compareAll();
            });
        }
    }

    /** This node has a new incarnation or a new state: the store must know it by that, and entries may be missing. */
    void listenAnew() {
        for (ChatChannel channel : List.copyOf(channels.values())) {
            if (channel.state() == State.LIVE) {
                listen(channel);
            }
        }
    }

    private void later(Runnable task) {
        loop.schedule(settings.retryMs(), task);
    }
}
