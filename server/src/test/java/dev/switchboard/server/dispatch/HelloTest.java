package dev.switchboard.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.Authenticate;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Heartbeat;
import dev.switchboard.protocol.v1.Hello;
import dev.switchboard.protocol.v1.Presence;
import dev.switchboard.protocol.v1.QueueStatus;
import dev.switchboard.protocol.v1.ResumePoint;
import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.ServerFrame.BodyCase;
import dev.switchboard.protocol.v1.Welcome;
import dev.switchboard.server.delivery.DeliverySettings;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.routing.model.SiteId;
import dev.switchboard.server.session.Identity;
import dev.switchboard.server.session.Identity.AgentRole;
import dev.switchboard.server.session.SessionSettings;
import dev.switchboard.server.session.TokenVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** From the upgrade to the welcome, and what ends a connection later. */
class HelloTest {
    private final SimCluster cluster = new SimCluster(2);
    private final SimServer server = cluster.startServer();
    private final SimDirectory directory = cluster.directory();

    private static ClientFrame.Builder hello(String token) {
        return ClientFrame.newBuilder().setHello(Hello.newBuilder().setToken(token));
    }

    private static ClientFrame.Builder heartbeat() {
        return ClientFrame.newBuilder().setHeartbeat(Heartbeat.getDefaultInstance());
    }

    @Test
    void shouldWelcomeCustomerWithLimitsAndQueues() {
        cluster.agent(server, 5);
        SimClient client = new SimClient(cluster, server, SimDirectory.ORIGIN);
        Welcome welcome = client.hello(Hello.newBuilder().setToken(directory.customerToken(7)));

        assertThat(welcome.getRole()).isEqualTo(Role.ROLE_CUSTOMER);
        assertThat(welcome.getSubject()).isEqualTo("7");
        assertThat(welcome.getHeartbeatMs()).isEqualTo(20_000);
        assertThat(welcome.getLimits().getTextMaxChars()).isEqualTo(4_000);
        assertThat(welcome.getSession()).isNotEmpty();
        assertThat(welcome.getTokenExpiresInMs()).isBetween(899_000L, 900_000L);
        assertThat(welcome.getQueuesList())
                .extracting(QueueStatus::getQueue)
                .containsExactly("support", "sales", "direct");
        assertThat(welcome.getQueuesList()).allMatch(QueueStatus::getOnline);
    }

    @Test
    void shouldTellCoreOfAgentBeforeWelcome() {
        cluster.configureAgent(5, 3);
        Welcome welcome = cluster.connect(server)
                .hello(Hello.newBuilder().setToken(directory.agentToken(5, AgentRole.SUPERVISOR)));
        assertThat(welcome.getRole()).isEqualTo(Role.ROLE_SUPERVISOR);
        assertThat(welcome.getHeartbeatMs()).isEqualTo(5_000);
        assertThat(welcome.getAgent().getPresence()).isEqualTo(Presence.PRESENCE_AWAY);
        assertThat(welcome.getAgent().getName()).isEqualTo("Agent 5");
    }

    @Test
    void shouldCloseConnectionWithoutHello() {
        SimClient client = cluster.connect(server);
        cluster.world().runFor(9_999);
        assertThat(client.closed()).isNull();
        client.awaitClosed(CloseCode.HELLO_TIMEOUT, 10);
        assertThat(server.frontend().connectionCount()).isZero();
    }

    @Test
    void shouldRefuseOtherFirstFrame() {
        SimClient client = cluster.connect(server);
        assertThat(client.refused(SimCluster.startChat("key-00001", ""))).isEqualTo(ErrorCode.HELLO_EXPECTED);
        client.awaitClosed(CloseCode.PROTOCOL_VIOLATION, 10);
    }

    @Test
    void shouldRefuseSecondHelloAlsoWhileFirstIsBeingAnswered() {
        SimClient client = cluster.customer(server, 7);
        assertThat(client.refused(hello(directory.customerToken(7)))).isEqualTo(ErrorCode.ALREADY_GREETED);
        client.awaitClosed(CloseCode.PROTOCOL_VIOLATION, 10);

        SimClient hasty = cluster.connect(server);
        hasty.post(hello(directory.customerToken(7)));
        assertThat(hasty.refused(hello(directory.customerToken(7)))).isEqualTo(ErrorCode.ALREADY_GREETED);
        hasty.awaitClosed(CloseCode.PROTOCOL_VIOLATION, 10);
    }

    @Test
    void shouldNameWhatIsWrongWithToken() {
        Map<TokenVerifier.Why, ErrorCode> errors = Map.of(
                TokenVerifier.Why.MALFORMED, ErrorCode.TOKEN_INVALID,
                TokenVerifier.Why.BAD_SIGNATURE, ErrorCode.TOKEN_INVALID,
                TokenVerifier.Why.WRONG_AUDIENCE, ErrorCode.TOKEN_INVALID,
                TokenVerifier.Why.UNKNOWN_SITE, ErrorCode.TOKEN_INVALID,
                TokenVerifier.Why.EXPIRED, ErrorCode.TOKEN_EXPIRED,
                TokenVerifier.Why.REVOKED, ErrorCode.TOKEN_REVOKED,
                TokenVerifier.Why.STORAGE_UNAVAILABLE, ErrorCode.STORAGE_UNAVAILABLE);
        assertThat(errors).hasSameSizeAs(TokenVerifier.Why.values());
        errors.forEach((why, error) -> {
            SimClient client = cluster.connect(server);
            assertThat(client.refused(hello(directory.badToken(why)))).isEqualTo(error);
            cluster.settle();
            CloseCode code = Objects.requireNonNull(client.closed());
            CloseCode expected = switch (error) {
                case TOKEN_EXPIRED -> CloseCode.TOKEN_EXPIRED;
                case TOKEN_REVOKED -> CloseCode.REVOKED;
                case STORAGE_UNAVAILABLE -> CloseCode.OVERLOADED;
                default -> CloseCode.TOKEN_INVALID;
            };
            assertThat(code).isEqualTo(expected);
        });
    }

    @Test
    void shouldRefuseForeignOriginAndForeignSite() {
        SimClient foreign = new SimClient(cluster, server, "https://evil.example.com");
        assertThat(foreign.refused(hello(directory.customerToken(7)))).isEqualTo(ErrorCode.ORIGIN_NOT_ALLOWED);
        foreign.awaitClosed(CloseCode.ORIGIN_NOT_ALLOWED, 10);

        long utcMs = cluster.world().utcMs();
        String token =
                directory.token(new Identity.Customer(new CustomerId(7), new SiteId(99), "", utcMs, utcMs + 1_000));
        SimClient lost = cluster.connect(server);
        assertThat(lost.refused(hello(token))).isEqualTo(ErrorCode.TOKEN_INVALID);
        assertThat(server.frontend().sessions().size()).isZero();
    }

    @Test
    void shouldLetNoProgramWithoutSubjectIn() {
        long utcMs = cluster.world().utcMs();
        String token = directory.token(new Identity.Program("1", true, utcMs, utcMs + 1_000));
        assertThat(cluster.connect(server).refused(hello(token))).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void shouldRefuseAgentWhomRoutingDoesNotKnow() {
        SimClient client = cluster.connect(server);
        assertThat(client.refused(hello(directory.agentToken(77, AgentRole.AGENT))))
                .isEqualTo(ErrorCode.UNKNOWN_AGENT);
        // An administrator without an agent's duties may watch.
        SimClient administrator = cluster.connect(server);
        assertThat(administrator
                        .ask(hello(directory.agentToken(78, AgentRole.ADMINISTRATOR)))
                        .hasWelcome())
                .isTrue();
    }

    @Test
    void shouldRefuseMalformedHello() {
        Hello.Builder tooMany = Hello.newBuilder().setToken(directory.customerToken(7));
        for (int i = 0; i < 51; i++) {
            tooMany.addResume(ResumePoint.newBuilder().setChat("r0-1"));
        }
        for (Hello.Builder bad : List.of(
                tooMany,
                Hello.newBuilder().setToken("x".repeat(8_193)),
                Hello.newBuilder().setClient("x".repeat(101)))) {
            SimClient client = cluster.connect(server);
            assertThat(client.refused(ClientFrame.newBuilder().setHello(bad))).isEqualTo(ErrorCode.INVALID_FIELD);
            client.awaitClosed(CloseCode.PROTOCOL_VIOLATION, 10);
        }
    }

    @Test
    void shouldAnswerFramesThatCameDuringHelloAfterwards() {
        SimClient client = cluster.connect(server);
        long first = client.post(hello(directory.customerToken(7)));
        long second = client.post(SimCluster.startChat("key-00001", ""));
        assertThat(client.reply(second).hasChatReply()).isTrue();
        assertThat(client.frames().get(0).getReplyTo()).isEqualTo(first);
        assertThat(client.frames().get(0).hasWelcome()).isTrue();
    }

    @Test
    void shouldBoundFramesThatComeDuringHello() {
        SimClient client = cluster.connect(server);
        client.post(hello(directory.customerToken(7)));
        for (int i = 0; i < 16; i++) {
            client.post(SimCluster.getEntries("r0-1", 0, 0));
        }
        long oneTooMany = client.post(SimCluster.getEntries("r0-1", 0, 0));
        assertThat(SimClient.error(client.reply(oneTooMany))).isEqualTo(ErrorCode.OVERLOADED);
        client.awaitClosed(CloseCode.OVERLOADED, 10);
        cluster.settle();
        assertThat(server.frontend().sessions().size()).isZero();
    }

    @Test
    void shouldEndSilentConnectionAndWithdrawItsAgent() {
        SimClient agent = cluster.agent(server, 5);
        for (int i = 0; i < 5; i++) {
            cluster.world().runFor(5_000);
            assertThat(agent.ask(heartbeat()).hasHeartbeat()).isTrue();
        }
        assertThat(reachable(5)).isTrue();
        cluster.world().runFor(10_000);
        assertThat(agent.closed()).isNull();
        agent.awaitClosed(CloseCode.HEARTBEAT_MISSED, 3_000);
        cluster.settle();
        assertThat(reachable(5)).isFalse();
    }

    private boolean reachable(long agent) {
        return Objects.requireNonNull(server.view().agent(new AgentId(agent))).reachable();
    }

    @Test
    void shouldEndConnectionWithItsTokenUnlessRenewed() {
        SimClient renewed = new SimClient(cluster, server, SimDirectory.ORIGIN);
        renewed.hello(Hello.newBuilder().setToken(directory.customerToken(7, 30_000)));
        SimClient lapsed = new SimClient(cluster, server, SimDirectory.ORIGIN);
        lapsed.hello(Hello.newBuilder().setToken(directory.customerToken(8, 30_000)));
        cluster.world().runFor(20_000);
        lapsed.ask(heartbeat());
        assertThat(renewed.ask(authenticate(directory.customerToken(7))).hasDone())
                .isTrue();
        lapsed.awaitClosed(CloseCode.TOKEN_EXPIRED, 10_100);
        assertThat(SimClient.error(lapsed.await(BodyCase.ERROR))).isEqualTo(ErrorCode.TOKEN_EXPIRED);
        cluster.world().runFor(20_000);
        renewed.ask(heartbeat());
        assertThat(renewed.closed()).isNull();
    }

    private static ClientFrame.Builder authenticate(String token) {
        return ClientFrame.newBuilder()
                .setAuthenticate(Authenticate.newBuilder().setToken(token));
    }

    @Test
    void shouldRenewOnlyForSameSubject() {
        SimClient client = cluster.customer(server, 7);
        assertThat(client.refused(authenticate(directory.customerToken(8)))).isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(client.refused(authenticate("rubbish"))).isEqualTo(ErrorCode.TOKEN_INVALID);
        assertThat(client.closed()).isNull();
    }

    @Test
    void shouldCloseRevokedSessionsAndLetOldTokenInNoMore() {
        SimClient customer = cluster.customer(server, 7);
        SimClient other = cluster.customer(server, 8);
        String oldToken = directory.customerToken(7);
        cluster.world().runFor(1_000);
        cluster.configure(
                new Command.RevokeCustomer(new CustomerId(7), cluster.world().utcMs()));
        customer.awaitClosed(CloseCode.REVOKED, 100);
        assertThat(other.closed()).isNull();
        assertThat(cluster.connect(server).refused(hello(oldToken))).isEqualTo(ErrorCode.TOKEN_REVOKED);
        cluster.world().runFor(1);
        assertThat(cluster.connect(server)
                        .ask(hello(directory.customerToken(7)))
                        .hasWelcome())
                .isTrue();
    }

    @Test
    void shouldCloseSessionsOfRemovedAgent() {
        SimClient agent = cluster.agent(server, 5);
        cluster.configure(new Command.RemoveAgent(new AgentId(5)));
        agent.awaitClosed(CloseCode.REVOKED, 100);
    }

    @Test
    void shouldKeepSessionForReconnectWithinGrace() {
        SimClient client = cluster.connect(server);
        String session = client.hello(Hello.newBuilder().setToken(directory.customerToken(7)))
                .getSession();
        client.disconnect();
        cluster.world().runFor(59_000);
        assertThat(reconnect(7, session)).isEqualTo(session);
        assertThat(reconnect(8, session)).isNotEqualTo(session);
    }

    @Test
    void shouldForgetSessionAfterGrace() {
        SimClient client = cluster.connect(server);
        String session = client.hello(Hello.newBuilder().setToken(directory.customerToken(7)))
                .getSession();
        client.disconnect();
        cluster.world().runFor(60_001);
        assertThat(server.frontend().sessions().size()).isZero();
        assertThat(reconnect(7, session)).isNotEqualTo(session);
    }

    private String reconnect(long customer, String session) {
        return cluster.connect(server)
                .hello(Hello.newBuilder()
                        .setToken(directory.customerToken(customer))
                        .setSession(session))
                .getSession();
    }

    @Test
    void shouldReplaceConnectionThatStillLooksAlive() {
        SimClient before = cluster.connect(server);
        String session = before.hello(Hello.newBuilder().setToken(directory.customerToken(7)))
                .getSession();
        assertThat(reconnect(7, session)).isEqualTo(session);
        before.awaitClosed(CloseCode.REPLACED, 10);
        assertThat(server.frontend().sessions().size()).isEqualTo(1);
    }

    @Test
    void shouldLimitSessionsOfOneSubjectButLetAbsentOnesMakeRoom() {
        List<SimClient> tabs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            tabs.add(cluster.customer(server, 7));
        }
        SimClient tooMany = cluster.connect(server);
        assertThat(tooMany.refused(hello(directory.customerToken(7)))).isEqualTo(ErrorCode.LIMIT_REACHED);
        tooMany.awaitClosed(CloseCode.TOO_MANY_SESSIONS, 10);

        tabs.get(3).disconnect();
        assertThat(cluster.connect(server)
                        .ask(hello(directory.customerToken(7)))
                        .hasWelcome())
                .isTrue();
        assertThat(server.frontend().sessions().size()).isEqualTo(20);
    }

    @Test
    void shouldLimitSessionsAndConnectionsOfNode() {
        SimCluster small = new SimCluster(3).with(SessionSettings.DEFAULTS.withBounds(20, 2, 100, 16));
        SimServer node = small.startServer();
        small.customer(node, 1);
        small.customer(node, 2);
        SimClient third = small.connect(node);
        assertThat(third.refused(hello(small.directory().customerToken(3)))).isEqualTo(ErrorCode.OVERLOADED);
        third.awaitClosed(CloseCode.OVERLOADED, 10);

        small.connect(node);
        small.connect(node);
        SimClient fifth = small.connect(node);
        fifth.awaitClosed(CloseCode.OVERLOADED, 10);
        assertThat(node.frontend().connectionCount()).isEqualTo(4);
    }

    @Test
    void shouldSendEverybodyAwayWhenDraining() {
        SimClient customer = cluster.customer(server, 7);
        SimClient agent = cluster.agent(server, 5);
        server.loop().run(() -> server.frontend().goAway(1_000, "drain"));
        for (SimClient client : List.of(customer, agent)) {
            assertThat(client.await(BodyCase.GO_AWAY).getGoAway().getReconnectInMs())
                    .isBetween(1_000, 2_000);
            assertThat(client.closed()).isEqualTo(CloseCode.DRAIN);
        }
        SimClient late = cluster.connect(server);
        assertThat(SimClient.error(late.await(BodyCase.ERROR))).isEqualTo(ErrorCode.NOT_READY);
        assertThat(late.closed()).isEqualTo(CloseCode.DRAIN);
    }

    @Test
    void shouldTakeNobodyBeforeNodeHasJoined() {
        SimServer young = new SimServer(cluster, "young", SessionSettings.DEFAULTS, DeliverySettings.DEFAULTS);
        SimClient client = cluster.connect(young);
        young.logFaults().down(true);
        assertThat(client.refused(hello(directory.customerToken(7)))).isEqualTo(ErrorCode.NOT_READY);
        assertThat(client.closed()).isEqualTo(CloseCode.OVERLOADED);
    }
}
