package dev.switchboard.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.client.AgentChat;
import dev.switchboard.client.AgentEndReason;
import dev.switchboard.client.Chat;
import dev.switchboard.client.Credentials;
import dev.switchboard.client.Presence;
import dev.switchboard.protocol.v1.Agent;
import dev.switchboard.protocol.v1.AssignChatRequest;
import dev.switchboard.protocol.v1.ChatPhase;
import dev.switchboard.protocol.v1.Decision;
import dev.switchboard.protocol.v1.Done;
import dev.switchboard.protocol.v1.ExplainRequest;
import dev.switchboard.protocol.v1.Explanation;
import dev.switchboard.protocol.v1.ListWaitingRequest;
import dev.switchboard.protocol.v1.MoveChatRequest;
import dev.switchboard.protocol.v1.OpeningHours;
import dev.switchboard.protocol.v1.Queue;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.SetPasswordRequest;
import dev.switchboard.protocol.v1.Site;
import dev.switchboard.protocol.v1.WaitingList;
import dev.switchboard.protocol.v1.WeeklyHours;
import dev.switchboard.server.redis.embedded.EmbeddedRedis;
import dev.switchboard.server.redis.embedded.EmbeddedRedisOptions;
import dev.switchboard.server.redis.embedded.EmbeddedRedisOptions.Fsync;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.resps.StreamEntry;

/** Scenarios on the bed: three servers on one Redis. A6, A9, C2 and H6. */
class ThreeNodesIT {
    private static final String QUEUE = "help";
    private static final String OTHER_QUEUE = "second-line";
    private static final String LOG = "sb:{r0}:log";
    private static final String TIME = "t";
    /** What one entry lets core time advance at most. */
    private static final long ADVANCE_MAX_MS = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(Talk.PATIENCE_S);

    @RegisterExtension
    private final Servers servers = new Servers();

    private final List<ServerProcess> nodes = new ArrayList<>();
    private RedisClient redis;
    private String password = "";
    private AdminApi admin;

    @BeforeEach
    void startADesk() throws Exception {
        EmbeddedRedis underneath = servers.underneath(EmbeddedRedis.start(
                EmbeddedRedisOptions.in(servers.folder("redis")).withFsync(Fsync.NO)));
        String url = "redis://:" + servers.secret(underneath.password()) + "@127.0.0.1:"
                + underneath.uri().getPort();
        redis = servers.underneath(RedisClient.create(URI.create(url)));
        password = servers.secret("correct horse battery");
        Site.Builder site = Site.newBuilder().setName("Shop").setKey("demo").setDefaultQueue(QUEUE);
        for (int i = 0; i < 3; i++) {
            ServerProcess node = servers.create().with("REDIS_URL", url);
            if (i == 0) {
                assertThat(node.run(password + "\n", "init-admin").exitCode()).isZero();
            }
            nodes.add(node.start("serve"));
            site.addOrigins("http://localhost:" + node.port());
        }
        // The node that outlives the others.
        admin = new AdminApi(nodes.get(2).http());
        admin.signIn("admin", password);
        put(Queue.newBuilder().setName(QUEUE).setTitle("Help").setOfferTimeoutMs(300_000));
        put(Queue.newBuilder().setName(OTHER_QUEUE).setTitle("Second line").setOfferTimeoutMs(300_000));
        admin.call("admin/PutSite", site.build(), Site.parser());
    }

    private Queue put(Queue.Builder queue) throws Exception {
        return admin.call("admin/PutQueue", queue.build(), Queue.parser());
    }

    private Agent agent(String name, Role role, int capacity, String... queues) throws Exception {
        Agent agent = admin.call(
                "admin/PutAgent",
                Agent.newBuilder()
                        .setName(name)
                        .setDisplayName("Agent " + name)
                        .setRole(role)
                        .setCapacity(capacity)
                        .addAllQueues(List.of(queues))
                        .build(),
                Agent.parser());
        admin.call(
                "admin/SetPassword",
                SetPasswordRequest.newBuilder()
                        .setAgent(agent.getId())
                        .setPassword(password)
                        .build(),
                Done.parser());
        return agent;
    }

    private Colleague on(ServerProcess node, String name) {
        return servers.colleague(node, Credentials.password(name, password));
    }

    private Explanation explain(String chat) throws Exception {
        return admin.call(
                "routing/Explain", ExplainRequest.newBuilder().setChat(chat).build(), Explanation.parser());
    }

    private ChatPhase phase(String chat) throws Exception {
        return explain(chat).getChat().getPhase();
    }

    /** Records come after the decision. */
    private Decision decided(String chat, String outcome) {
        return await(outcome + " in the records of " + chat)
                .atMost(PATIENCE)
                .until(
                        () -> explain(chat).getDecisionsList().stream()
                                .filter(decision -> decision.getOutcome().equals(outcome))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private void untilPhase(String chat, ChatPhase phase) {
        await(phase + " of " + chat).atMost(PATIENCE).until(() -> phase(chat) == phase);
    }

    // A6

    /**
     * 1. Customers and agents of four chats are on the first node: one chat waits, one is on offer, one is with an agent, one on its
     * way from one agent to another. 2. The node is killed. 3. Within 5 s of core time what was on offer waits again; the
     * active chat is its agent's for the grace. 4. From another node a supervisor assigns, moves and closes each of them.
     */
    @Test
    void a6AChatOfAKilledNodeCanBeAssignedMovedAndClosed() throws Exception {
        ServerProcess doomed = nodes.get(0);
        agent("anna", Role.ROLE_AGENT, 3, QUEUE);
        Agent second = agent("bert", Role.ROLE_AGENT, 1);
        Agent third = agent("carla", Role.ROLE_AGENT, 1);
        agent("sue", Role.ROLE_SUPERVISOR, 1);
        Colleague anna = on(doomed, "anna").available();
        Colleague bert = on(doomed, "bert").available();
        Colleague carla = on(nodes.get(1), "carla");
        Talk.done(carla.client.connect());
        Talk.done(carla.client.setPresence(Presence.BUSY));

        Chat active = servers.customer(doomed).open(QUEUE);
        assertThat(anna.acceptNext().id()).isEqualTo(active.id());
        Chat transferred = servers.customer(doomed).open(QUEUE);
        AgentChat given = anna.acceptNext();
        Chat offered = servers.customer(doomed).open(QUEUE);
        untilPhase(offered.id(), ChatPhase.CHAT_PHASE_OFFERED);
        Talk.done(anna.client.setPresence(Presence.BUSY));
        Talk.done(given.transferToAgent(second.getId(), ""));
        untilPhase(transferred.id(), ChatPhase.CHAT_PHASE_OFFERED);
        Chat waiting = servers.customer(doomed).open(QUEUE);
        assertThat(phase(waiting.id())).isEqualTo(ChatPhase.CHAT_PHASE_WAITING);

        doomed.kill();
        StreamEntryID killedAt = lastEntry().getID();
        for (Chat withdrawn : List.of(offered, transferred)) {
            untilPhase(withdrawn.id(), ChatPhase.CHAT_PHASE_WAITING);
            Decision decision = decided(withdrawn.id(), "withdrawn");
            assertThat(coreTimeMs(killedAt, decision.getPosition())).isBetween(0L, 5_000L);
        }
        assertThat(phase(active.id())).isEqualTo(ChatPhase.CHAT_PHASE_ACTIVE);
        assertThat(phase(waiting.id())).isEqualTo(ChatPhase.CHAT_PHASE_WAITING);

        AdminApi supervisor = new AdminApi(nodes.get(2).http());
        String token = supervisor.signIn("sue", password).getAccessToken();
        try (var desk = new TextSocket(nodes.get(2).webSocket(), "")) {
            desk.type("{\"id\":1,\"hello\":{\"token\":\"" + token + "\"}}");
            desk.until("{\"replyTo\":\"1\",\"welcome\":{\"role\":\"ROLE_SUPERVISOR\"}}");
            for (Chat chat : List.of(waiting, offered, active, transferred)) {
                assignMoveAndClose(supervisor, desk, chat.id(), third, carla);
            }
        }
        assertThat(bert.offers).hasSize(1);
    }

    private void assignMoveAndClose(AdminApi supervisor, TextSocket desk, String chat, Agent to, Colleague colleague)
            throws Exception {
        AssignChatRequest assign = AssignChatRequest.newBuilder()
                .setChat(chat)
                .setRevision(explain(chat).getRevision())
                .setAgent(to.getId())
                .build();
        supervisor.call("routing/AssignChat", assign, Done.parser());
        assertThat(colleague.acceptNext().id()).isEqualTo(chat);
        untilPhase(chat, ChatPhase.CHAT_PHASE_ACTIVE);
        MoveChatRequest move = MoveChatRequest.newBuilder()
                .setChat(chat)
                .setRevision(explain(chat).getRevision())
                .setQueue(OTHER_QUEUE)
                .build();
        supervisor.call("routing/MoveChat", move, Done.parser());
        assertThat(phase(chat)).isEqualTo(ChatPhase.CHAT_PHASE_WAITING);
        desk.type("{\"id\":2,\"closeChat\":{\"chat\":\"" + chat + "\",\"reason\":\"CLOSE_REASON_ADMINISTRATIVE\"}}");
        desk.until("{\"replyTo\":\"2\",\"chatReply\":{\"chat\":{\"id\":\"" + chat
                + "\",\"phase\":\"CHAT_PHASE_CLOSED\"}}}");
    }

    private StreamEntry lastEntry() {
        return redis.xrevrange(LOG, StreamEntryID.MAXIMUM_ID, StreamEntryID.MINIMUM_ID, 1)
                .get(0);
    }

    /** From an entry to a position ("r0-4711"), as every node reckons it. */
    private long coreTimeMs(StreamEntryID from, String position) {
        StreamEntryID to = new StreamEntryID(position.replace("r0-", "") + "-0");
        List<Long> times = redis.xrange(LOG, from, to).stream()
                .map(entry -> Long.valueOf(entry.getFields().get(TIME)))
                .toList();
        assertThat(times).as("entries until " + position).hasSizeGreaterThan(1);
        return IntStream.range(1, times.size())
                .mapToLong(i -> Math.max(0, Math.min(ADVANCE_MAX_MS, times.get(i) - times.get(i - 1))))
                .sum();
    }

    // C2

    /** 1. A page is loaded anew 200 times, on one node after the other, and says no farewell. 2. It is gone. 3. No session is left. */
    @Test
    void c2ReloadsLeaveNoGhosts() throws Exception {
        Agent anna = agent("anna", Role.ROLE_AGENT, 1, QUEUE);
        String token =
                new AdminApi(nodes.get(0).http()).signIn("anna", password).getAccessToken();
        for (int i = 0; i < 200; i++) {
            try (var page = new TextSocket(nodes.get(i % 3).webSocket(), "")) {
                page.type("{\"id\":1,\"hello\":{\"token\":\"" + token + "\"}}");
                page.until("{\"replyTo\":\"1\",\"welcome\":{\"role\":\"ROLE_AGENT\"}}");
            }
        }

        untilGone(anna);
    }

    /** Nobody says good-bye when the power goes: two heartbeats are missed. */
    @Test
    void c2AnAgentWhoseNetworkIsDeadIsGoneWithin15Seconds() throws Exception {
        Agent anna = agent("anna", Role.ROLE_AGENT, 1, QUEUE);
        SlowWire wire = servers.underneath(new SlowWire(nodes.get(0).port()));
        Colleague colleague = servers.underneath(new Colleague(
                URI.create("ws://127.0.0.1:" + wire.port() + "/ws"), Credentials.password("anna", password)));
        colleague.available();
        await("connected").atMost(PATIENCE).until(() -> presence(anna).get("reachable"), "true"::equals);

        StreamEntryID cutAt = lastEntry().getID();
        wire.die();

        untilGone(anna);
        assertThat(coreTimeMs(cutAt, "r0-" + presence(anna).get("position"))).isBetween(5_000L, 15_000L);
        Chat chat = servers.customer(nodes.get(1)).open(QUEUE);
        assertThat(phase(chat.id())).isEqualTo(ChatPhase.CHAT_PHASE_WAITING);
    }

    private void untilGone(Agent agent) {
        await("no session of " + agent.getName())
                .atMost(PATIENCE)
                .until(
                        () -> presence(agent),
                        now -> "false".equals(now.get("reachable")) && "".equals(now.get("nodes")));
    }

    private Map<String, String> presence(Agent agent) {
        return redis.hgetAll("sb:{r0}:presence:agent:" + agent.getId());
    }

    // A9

    /** Each chat comes alone, on one node after the other: it is offered in the very entry of its start, not with the next one. */
    @Test
    void a9AChatIsOfferedByItsOwnStart() throws Exception {
        agent("anna", Role.ROLE_AGENT, 1, QUEUE);
        agent("bert", Role.ROLE_AGENT, 1, QUEUE);
        List<Colleague> agents = List.of(
                on(nodes.get(0), "anna").available(), on(nodes.get(1), "bert").available());
        List<Customer> customers = nodes.stream().map(servers::customer).toList();
        for (int i = 0; i < 45; i++) {
            Chat chat = customers.get(i % 3).open(QUEUE);
            AgentChat taken = whoHasAnOffer(agents).acceptNext();
            assertThat(taken.id()).isEqualTo(chat.id());
            Talk.done(taken.close(AgentEndReason.SOLVED));
            assertThat(decided(chat.id(), "offered").getPosition())
                    .isEqualTo(decided(chat.id(), "queued").getPosition());
        }
    }

    private static Colleague whoHasAnOffer(List<Colleague> agents) {
        return await("an offer on a socket")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> agents.stream()
                                .filter(agent -> !agent.offers.isEmpty())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    // H6

    /**
     * 1. A queue without hours is open on all nodes, one that has hours on another day only is closed on all. 2. The node that
     * reckons the hours is killed. 3. Changed hours open the queue on the others, and the one without hours was never closed.
     */
    @Test
    void h6HoursHoldOnAllNodesWhoeverReckonsThem() throws Exception {
        Queue closed = put(Queue.newBuilder()
                .setName("other-days")
                .setTitle("Other days")
                .setOpeningHours(hours(Set.of(LocalDate.now(ZoneId.of("Pacific/Auckland"))
                        .plusDays(3)
                        .getDayOfWeek()
                        .getValue()))));
        List<AdminApi> everywhere = new ArrayList<>();
        for (ServerProcess node : nodes) {
            AdminApi api = new AdminApi(node.http());
            api.signIn("admin", password);
            untilOpen(api, "other-days", false);
            assertThat(open(api, QUEUE)).isTrue();
            everywhere.add(api);
        }

        nodes.get(0).kill();
        put(closed.toBuilder().setOpeningHours(hours(Set.of(1, 2, 3, 4, 5, 6, 7))));

        for (AdminApi api : everywhere.subList(1, 3)) {
            untilOpen(api, "other-days", true);
            assertThat(open(api, QUEUE)).isTrue();
        }
        assertThat(phase(servers.customer(nodes.get(1)).open(QUEUE).id())).isEqualTo(ChatPhase.CHAT_PHASE_WAITING);
    }

    /** The whole of these days, over midnight. */
    private static OpeningHours hours(Set<Integer> weekdays) {
        OpeningHours.Builder hours = OpeningHours.newBuilder().setTimeZone("Pacific/Auckland");
        weekdays.stream()
                .sorted()
                .forEach(day -> hours.addWeekly(WeeklyHours.newBuilder()
                        .setWeekday(day)
                        .setFromMinute(0)
                        .setUntilMinute(1_440)));
        return hours.build();
    }

    private static void untilOpen(AdminApi api, String queue, boolean open) {
        await(queue + " open: " + open).atMost(PATIENCE).until(() -> open(api, queue) == open);
    }

    private static boolean open(AdminApi api, String queue) throws Exception {
        return api.call(
                        "routing/ListWaiting",
                        ListWaitingRequest.newBuilder().setQueue(queue).build(),
                        WaitingList.parser())
                .getOpen();
    }
}
