package dev.switchboard.server.dispatch;

import dev.switchboard.protocol.v1.AcceptOffer;
import dev.switchboard.protocol.v1.Audience;
import dev.switchboard.protocol.v1.ChatReply;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.CloseChat;
import dev.switchboard.protocol.v1.EndWrapUp;
import dev.switchboard.protocol.v1.ExtendWrapUp;
import dev.switchboard.protocol.v1.GetEntries;
import dev.switchboard.protocol.v1.Hello;
import dev.switchboard.protocol.v1.HoldChat;
import dev.switchboard.protocol.v1.Presence;
import dev.switchboard.protocol.v1.Send;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.ServerFrame.BodyCase;
import dev.switchboard.protocol.v1.SetPresence;
import dev.switchboard.protocol.v1.StartChat;
import dev.switchboard.protocol.v1.TakeChat;
import dev.switchboard.server.delivery.DeliverySettings;
import dev.switchboard.server.inbox.InMemoryInboxes;
import dev.switchboard.server.log.InMemoryLogStore;
import dev.switchboard.server.log.InMemorySnapshotStore;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.record.InMemoryLastAgents;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.CoreDriver;
import dev.switchboard.server.routing.Outcome;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.AgentRules;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.QueueRules;
import dev.switchboard.server.routing.model.SkillId;
import dev.switchboard.server.routing.model.SkillLevel;
import dev.switchboard.server.session.Identity.AgentRole;
import dev.switchboard.server.session.SessionSettings;
import dev.switchboard.server.transcript.InMemoryTranscriptStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Several nodes on shared in-memory storage and any number of clients, in one thread and in virtual time. */
public final class SimCluster {
    public static final QueueId SUPPORT = new QueueId(1);
    public static final QueueId SALES = new QueueId(2);
    public static final QueueId DIRECT = new QueueId(3);
    public static final QueueId FOREIGN = new QueueId(4);
    public static final SkillId GERMAN = new SkillId(1);

    private final SimWorld world;
    private final InMemoryLogStore log;
    private final InMemorySnapshotStore snapshots = new InMemorySnapshotStore();
    private final InMemoryTranscriptStore transcripts;
    private final InMemoryInboxes inboxes = new InMemoryInboxes();
    private final InMemoryLastAgents lastAgents = new InMemoryLastAgents();
    private final SimDirectory directory;
    private final List<SimServer> servers = new ArrayList<>();
    private SessionSettings sessionSettings = SessionSettings.DEFAULTS;
    private DeliverySettings deliverySettings = DeliverySettings.DEFAULTS;

    public SimCluster(long seed) {
        this(seed, 5_000);
    }

    public SimCluster(long seed, int entriesMax) {
        world = new SimWorld(seed);
        log = new InMemoryLogStore(world::utcMs);
        transcripts = new InMemoryTranscriptStore(world::utcMs, entriesMax, 1_000);
        directory = new SimDirectory(world);
        directory.siteQueues(List.of(SUPPORT, SALES, DIRECT));
    }

    public SimCluster with(SessionSettings settings) {
        sessionSettings = settings;
        return this;
    }

    public SimCluster with(DeliverySettings settings) {
        deliverySettings = settings;
        return this;
    }

    public SimWorld world() {
        return world;
    }

    InMemoryLogStore log() {
        return log;
    }

    InMemorySnapshotStore snapshots() {
        return snapshots;
    }

    public InMemoryTranscriptStore transcripts() {
        return transcripts;
    }

    public InMemoryInboxes inboxes() {
        return inboxes;
    }

    InMemoryLastAgents lastAgents() {
        return lastAgents;
    }

    public SimDirectory directory() {
        return directory;
    }

    public SimServer server(int index) {
        return servers.get(index);
    }

    /** Adds a node and waits until it is ready; the first one publishes and configures the queues. */
    public SimServer startServer() {
        boolean first = servers.isEmpty();
        var server = new SimServer(this, "node-" + servers.size(), sessionSettings, deliverySettings);
        servers.add(server);
        if (first) {
            server.publish();
        }
        world.runUntil(() -> server.replica().ready(), 10_000);
        if (first) {
            configure(new Command.ConfigureSkill(GERMAN, "german"));
            queue(SUPPORT, "support", false, 100);
            queue(SALES, "sales", false, 2);
            queue(DIRECT, "direct", true, 100);
            queue(FOREIGN, "foreign", false, 100);
        }
        return server;
    }

    /** Changes what a queue says. */
    public void change(QueueId queue, UnaryOperator<QueueRules> change) {
        QueueRules rules =
                Objects.requireNonNull(servers.get(0).view().queue(queue)).rules();
        configure(new Command.ConfigureQueue(queue, change.apply(rules)));
    }

    private void queue(QueueId id, String name, boolean direct, int waitingLimit) {
        configure(new Command.ConfigureQueue(
                id, CoreDriver.queueRules(name, 0, List.of(), 15_000, direct, waitingLimit)));
    }

    public Outcome configure(Command command) {
        SimServer server = servers.get(0);
        CompletableFuture<Outcome> answer =
                server.loop().call(() -> server.replica().submit(command).toCompletableFuture());
        world.runUntil(answer::isDone, 10_000);
        return answer.join();
    }

    public SimClient connect(SimServer server) {
        return new SimClient(this, server, "");
    }

    /** A customer who has said hello. */
    public SimClient customer(SimServer server, long id) {
        SimClient client = new SimClient(this, server, SimDirectory.ORIGIN);
        client.hello(Hello.newBuilder().setToken(directory.customerToken(id)));
        return client;
    }

    /** Makes the agent known to routing, for all queues, without a connection. */
    public void configureAgent(long id, int capacity) {
        configure(new Command.ConfigureAgent(
                new AgentId(id),
                new AgentRules(
                        1, capacity, List.of(SUPPORT, SALES, DIRECT, FOREIGN), List.of(new SkillLevel(GERMAN, 5)))));
    }

    /** An agent who has said hello and is available. */
    public SimClient agent(SimServer server, long id) {
        return agent(server, id, AgentRole.AGENT);
    }

    public SimClient agent(SimServer server, long id, AgentRole role) {
        configureAgent(id, 3);
        SimClient client = device(server, id, role);
        client.ask(presence(Presence.PRESENCE_AVAILABLE));
        return client;
    }

    /** A further device of an agent. */
    public SimClient device(SimServer server, long id, AgentRole role) {
        SimClient client = connect(server);
        client.hello(Hello.newBuilder().setToken(directory.agentToken(id, role)));
        return client;
    }

    /** The customer starts a chat in the default queue; {@return its id} */
    public String start(SimClient customer) {
        return reply(customer.ask(startChat("key-00001", ""))).getChat().getId();
    }

    /** The agent accepts the offer of the chat. */
    public ChatReply accept(SimClient agent, String chat) {
        ServerFrame offer = agent.await(
                0,
                frame -> frame.getBodyCase() == BodyCase.OFFER
                        && frame.getOffer().getChat().getId().equals(chat));
        return reply(agent.ask(acceptOffer(offer.getOffer().getId())));
    }

    public static ChatReply reply(ServerFrame frame) {
        if (!frame.hasChatReply()) {
            throw new AssertionError("No chat reply but " + frame);
        }
        return frame.getChatReply();
    }

    /** Lets what is under way arrive. */
    public void settle() {
        world.runFor(100);
    }

    /** Lets time pass in which these clients stay connected. */
    public void passTime(long ms, SimClient... clients) {
        for (long passed = 0; passed < ms; passed += 1_000) {
            for (SimClient client : clients) {
                client.heartbeat();
            }
            world.runFor(Math.min(1_000, ms - passed));
        }
    }

    // ---- frames

    public static ClientFrame.Builder startChat(String key, String queue) {
        return ClientFrame.newBuilder()
                .setStartChat(StartChat.newBuilder().setKey(key).setQueue(queue));
    }

    public static ClientFrame.Builder send(String chat, String messageId, String text) {
        return ClientFrame.newBuilder()
                .setSend(Send.newBuilder().setChat(chat).setMessageId(messageId).setText(text));
    }

    public static ClientFrame.Builder note(String chat, String messageId, String text) {
        return ClientFrame.newBuilder()
                .setSend(Send.newBuilder()
                        .setChat(chat)
                        .setMessageId(messageId)
                        .setText(text)
                        .setAudience(Audience.AUDIENCE_STAFF));
    }

    public static ClientFrame.Builder acceptOffer(String offer) {
        return ClientFrame.newBuilder().setAcceptOffer(AcceptOffer.newBuilder().setOffer(offer));
    }

    public static ClientFrame.Builder presence(Presence presence) {
        return ClientFrame.newBuilder().setSetPresence(SetPresence.newBuilder().setPresence(presence));
    }

    public static ClientFrame.Builder close(String chat, int assignment) {
        return ClientFrame.newBuilder()
                .setCloseChat(CloseChat.newBuilder().setChat(chat).setAssignment(assignment));
    }

    public static ClientFrame.Builder getEntries(String chat, long after, int limit) {
        return ClientFrame.newBuilder()
                .setGetEntries(GetEntries.newBuilder()
                        .setChat(chat)
                        .setAfterSequence(after)
                        .setLimit(limit));
    }

    public static ClientFrame.Builder take(String chat) {
        return ClientFrame.newBuilder().setTakeChat(TakeChat.newBuilder().setChat(chat));
    }

    public static ClientFrame.Builder takeOver(String chat, String owner) {
        return ClientFrame.newBuilder()
                .setTakeChat(TakeChat.newBuilder().setChat(chat).setOwner(owner));
    }

    public static ClientFrame.Builder hold(String chat, int assignment, boolean hold) {
        return ClientFrame.newBuilder()
                .setHoldChat(HoldChat.newBuilder()
                        .setChat(chat)
                        .setAssignment(assignment)
                        .setHold(hold));
    }

    public static ClientFrame.Builder extendWrapUp(String chat) {
        return ClientFrame.newBuilder()
                .setExtendWrapUp(ExtendWrapUp.newBuilder().setChat(chat));
    }

    public static ClientFrame.Builder endWrapUp(String chat) {
        return ClientFrame.newBuilder().setEndWrapUp(EndWrapUp.newBuilder().setChat(chat));
    }
}
