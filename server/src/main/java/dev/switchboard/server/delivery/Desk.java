package dev.switchboard.server.delivery;

import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Author;
import dev.switchboard.protocol.v1.ChatReply;
import dev.switchboard.protocol.v1.ChatUpdate;
import dev.switchboard.protocol.v1.Entries;
import dev.switchboard.protocol.v1.Entry;
import dev.switchboard.protocol.v1.ResumePoint;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.Welcome;
import dev.switchboard.server.delivery.InboxMessage.LookAgain;
import dev.switchboard.server.delivery.InboxMessage.NewEntry;
import dev.switchboard.server.delivery.InboxMessage.SignOfTyping;
import dev.switchboard.server.delivery.Participants.Excerpt;
import dev.switchboard.server.inbox.Inbox;
import dev.switchboard.server.publisher.Effect;
import dev.switchboard.server.replica.ControlPath;
import dev.switchboard.server.routing.Applied;
import dev.switchboard.server.routing.Event;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.RoutingView.ChatView;
import dev.switchboard.server.routing.RoutingView.OfferView;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.ChatPhase;
import dev.switchboard.server.routing.model.NodeId;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.session.Session;
import dev.switchboard.server.session.Sessions;
import dev.switchboard.server.session.Subject;
import dev.switchboard.server.transcript.TranscriptStore.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Delivery as the rest of the node sees it: requests of sessions come in here, events of the log and messages of other
 * nodes too, and all of them end as frames on sessions. It also is the publisher's effect that writes system lines.
 */
public final class Desk implements ControlPath.Listener, Inbox.Listener, Effect {
    private final ControlPath control;
    private final Inbox inbox;
    private final Sessions sessions;
    private final DeliverySettings settings;
    private final DeliveryRecorder recorder;
    private final Channels channels;
    private final Forwarding forwarding;
    private final Lines lines;
    private final Postbox postbox;
    private final Participants participants;
    private final Frames frames;
    private final Resume resume;
    private final TypingRelay typing;
    private final Announcer announcer;
    private final EventPushes pushes;
    private final QueueLoads loads;
    private final QueueStatuses statuses;
    private final TransferNews transfers;
    private final IdleChats idleChats;
    private @Nullable NodeId listeningAs;

    /** Wires the parts; {@link #begin} makes them run. */
    public Desk(Ports ports, Sessions sessions, int sessionsMax, DeliverySettings settings, DeliveryRecorder recorder) {
        this.control = ports.control();
        this.inbox = ports.inbox();
        this.sessions = sessions;
        this.settings = settings;
        this.recorder = recorder;
        var loop = ports.loop();
        var store = ports.transcripts();
        channels = new Channels(loop, control, store, settings, recorder);
        forwarding = new Forwarding(control, store, inbox, channels, recorder);
        lines = new Lines(ports, forwarding, settings, recorder);
        postbox = new Postbox(loop, control, store, lines, forwarding, settings, recorder);
        participants = new Participants(loop, control, store, channels, settings);
        frames = new Frames(ports, sessions, channels);
        typing = new TypingRelay(loop, control, inbox, channels, recorder);
        announcer = new Announcer(loop, control, sessionsMax * 2);
        Places places = new Places(loop, control, sessions, settings.placeIntervalMs());
        statuses = new QueueStatuses(frames, sessions);
        transfers = new TransferNews(control, sessions, frames);
        resume = new Resume(control, store, lines, participants, frames, transfers, settings);
        pushes = new EventPushes(ports, sessions, frames, lines, participants, places, announcer, statuses, transfers);
        loads = new QueueLoads(loop, control, frames);
        idleChats = new IdleChats(loop, control, settings.channelsMax());
    }

    /** A queue that is closed opens at another time than its customers were told. */
    public void queueOpensAtOtherTime(QueueId queue) {
        statuses.changed(queue);
    }

    /** Begins to follow the log; to be called before the replica starts, or while it is caught up. */
    public void begin() {
        control.addListener(this);
        channels.compareNowAndThen();
        if (control.ready()) {
            joined(control.node());
        }
    }

    public Frames frames() {
        return frames;
    }

    /** No further chat can be listened to, or no further session be announced. */
    public boolean full() {
        return channels.full() || announcer.full();
    }

    // ---- requests of sessions

    /** Stores a participant's entry and hands it on. */
    public CompletionStage<Stored> post(ChatId chat, Subject author, String messageId, boolean staffOnly, Entry body) {
        CompletionStage<Stored> posted = postbox.post(chat, author.member(), messageId, staffOnly, body.toByteArray());
        return author instanceof Subject.OfCustomer
                ? posted.whenComplete((stored, failure) -> {
                    if (failure == null) {
                        idleChats.wrote(chat);
                    }
                })
                : posted;
    }

    /** Writes the chat's lines that are missing in its transcript, so that nobody waits for the publisher. */
    public CompletionStage<Void> ensureLines(ChatId chat) {
        return lines.ensure(chat);
    }

    /** What a session may see of a chat. */
    public boolean mayRead(Session session, ChatView chat) {
        return Participants.mayRead(session, chat);
    }

    /**
     * Joins the session to the chat and reads the transcript so far. A session that takes no part (any more) only gets the
     * entries.
     */
    public CompletionStage<Joining> join(Session session, ChatView chat) {
        if (!Participants.takesPart(session, chat)) {
            CompletionStage<Void> complete =
                    isClosed(chat) ? lines.ensure(chat.id()) : CompletableFuture.completedFuture(null);
            return complete.thenCompose(done -> read(session, chat.id(), 0, settings.pageMax()))
                    .thenApply(entries ->
                            new Joining(reply(session, chat.id(), entries.getEntriesList(), entries.getMore()), null));
        }
        return participants.join(session, chat, 0).thenCompose(joined -> {
            ChatView now = control.view().chat(chat.id());
            if (now != null && isClosed(now)) {
                // It ended meanwhile: the reply says so, thus it must bring the last line.
                return join(session, now);
            }
            Excerpt excerpt = Participants.excerpt(joined.page(), session.isCustomer(), settings.replyMaxBytes());
            return CompletableFuture.completedFuture(
                    new Joining(reply(session, chat.id(), excerpt.entries(), excerpt.more()), joined.subscription()));
        });
    }

    private static boolean isClosed(ChatView chat) {
        return chat.phase() == ChatPhase.CLOSED;
    }

    /** A reply with the transcript so far; after it was sent, {@link #begin} lets the pushes follow. */
    public final class Joining {
        private final ChatReply reply;
        private final @Nullable Subscription subscription;

        private Joining(ChatReply reply, @Nullable Subscription subscription) {
            this.reply = reply;
            this.subscription = subscription;
        }

        public ChatReply reply() {
            return reply;
        }

        public void begin() {
            if (subscription != null) {
                channels.start(subscription);
            }
        }
    }

    private ChatReply reply(Session session, ChatId id, List<Entry> entries, boolean more) {
        ChatView now = control.view().chat(id);
        ChatReply.Builder reply = ChatReply.newBuilder();
        if (now == null || !Participants.mayRead(session, now)) {
            throw new RequestFailure(ErrorCode.NOT_A_MEMBER);
        }
        return reply.setChat(frames.chat(now, session.isCustomer()))
                .addAllEntries(entries)
                .setMore(more)
                .build();
    }

    /** An accept or start was refused or its outcome is unknown: what events had left to the reply is made up for. */
    public void notJoined(Session session) {
        for (ChatView chat : resume.openChats(session)) {
            if (channels.subscription(session, chat.id()) == null && session.live()) {
                session.push(ServerFrame.newBuilder()
                        .setChatUpdate(ChatUpdate.newBuilder().setChat(frames.chat(chat, session.isCustomer())))
                        .build());
                participants.bring(session, chat);
            }
        }
    }

    public CompletionStage<Entries> read(Session session, ChatId chat, long after, int limit) {
        return participants
                .read(session, chat, after, limit)
                .thenApply(excerpt -> Entries.newBuilder()
                        .setChat(WireIds.chat(chat))
                        .addAllEntries(excerpt.entries())
                        .setMore(excerpt.more())
                        .build());
    }

    public void typing(Session session, ChatId chat, boolean isTyping, Author author) {
        typing.typing(session, chat, isTyping, author);
    }

    /** Tells the core of an agent's session and waits for its answer. */
    public CompletionStage<Outcome> connect(Session session) {
        return announcer.connect(session);
    }

    /**
     * Prepares the chats of a welcome. The result fills them in, sends by {@code send}, and begins the pushes; all in one
     * step, so that nothing falls between.
     */
    public CompletionStage<Greeting> greet(Session session, List<ResumePoint> points) {
        if (session.isCustomer()) {
            announcer.update(session);
        }
        return titles(session)
                .thenCompose(done -> transfers.prepare(session, points))
                .thenCompose(done -> resume.collect(session, points))
                .thenApply(parts -> new Greeting(session, points, parts));
    }

    private CompletionStage<Void> titles(Session session) {
        var site = session.site();
        return site == null ? loads.prepare(session) : frames.prepareQueues(site.queues());
    }

    /** A welcome whose chats were read. */
    public final class Greeting {
        private final Session session;
        private final List<ResumePoint> points;
        private final List<Resume.Part> parts;

        private Greeting(Session session, List<ResumePoint> points, List<Resume.Part> parts) {
            this.session = session;
            this.points = points;
            this.parts = parts;
        }

        /** Adds chats, for customers what is shown of the site, and for agents state, offers and what waits. */
        public void fill(Welcome.Builder welcome) {
            welcome.addAllChats(resume.snapshots(session, parts));
            if (session.subject() instanceof Subject.OfAgent agent) {
                welcome.setAgent(frames.agentState(agent.id()));
                control.view().offersTo(agent.id()).forEach(offer -> addOffer(welcome, offer));
                welcome.addAllQueueLoads(loads.welcome(session));
                welcome.addAllTransfers(transfers.welcome(session, points));
            }
            var site = session.site();
            if (site != null) {
                welcome.setSiteName(site.name()).addAllQueues(statuses.welcome(site.queues()));
            }
        }

        private void addOffer(Welcome.Builder welcome, OfferView offer) {
            ChatView chat = control.view().chat(offer.id().chat());
            if (chat != null) {
                welcome.addOffers(frames.offer(offer, chat));
            }
        }

        /** The welcome was sent and the session is live. */
        public void begin() {
            resume.begin(session, parts);
        }
    }

    /** The session's connection is gone, or the session itself. */
    public void disconnected(Session session) {
        channels.unsubscribeAll(session);
        loads.forget(session);
        announcer.update(session);
    }

    // ---- the publisher's effect

    @Override
    public CompletionStage<Void> on(long position, long t, Event event) {
        SystemLine line = Lines.of(event);
        return line == null ? CompletableFuture.completedFuture(null) : lines.publish(line);
    }

    // ---- the log

    @Override
    public void applied(long position, long t, NodeId sender, Applied applied) {
        pushes.applied(applied);
        loads.applied(applied);
        for (Event event : applied.events()) {
            idleChats.applied(event);
            if (event instanceof Event.NodeRemoved it) {
                forwarding.nodeGone(it.node());
                channels.compareAll();
            }
        }
    }

    @Override
    public void replaced() {
        lines.replaced();
        announcer.announceAll();
        channels.replaced();
        loads.changed();
        // What clients believe of their chats may be of a past that is gone.
        for (Session session : new ArrayList<>(sessions.all())) {
            for (ChatView chat : session.live() ? resume.openChats(session) : List.<ChatView>of()) {
                EventPushes.push(List.of(session), frames, chat, session.isCustomer());
                participants.bring(session, chat);
            }
        }
    }

    @Override
    public void joined(NodeId node) {
        if (!node.equals(listeningAs)) {
            listeningAs = node;
            inbox.open(node, this);
            channels.listenAnew();
        }
        announcer.announceAll();
    }

    @Override
    public void readinessChanged(boolean ready) {
        if (ready) {
            channels.compareAll();
        }
    }

    // ---- other nodes

    @Override
    public void onMessage(byte[] payload) {
        InboxMessage message = InboxMessage.decode(payload);
        if (message == null) {
            recorder.dropped(DeliveryRecorder.Dropped.INBOX_MESSAGE);
            return;
        }
        if (message instanceof SignOfTyping it) {
            typing.arrived(it.chat(), it.typing());
        } else if (!channels.ignoreUnlessListening(message.chat())) {
            if (message instanceof NewEntry it) {
                forwarding.heardOf(it.chat(), it.listeners());
                channels.offer(it.chat(), it.entry());
            } else if (message instanceof LookAgain it) {
                channels.compare(it.chat());
            }
        }
    }

    @Override
    public void onGap() {
        channels.compareAll();
    }

    // ---- for meters

    public int channelCount() {
        return channels.size();
    }

    public int lineCount() {
        return lines.size();
    }
}
