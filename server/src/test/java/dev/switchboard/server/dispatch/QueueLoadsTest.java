package dev.switchboard.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.v1.Hello;
import dev.switchboard.protocol.v1.Presence;
import dev.switchboard.protocol.v1.QueueLoad;
import dev.switchboard.protocol.v1.QueueStatus;
import dev.switchboard.protocol.v1.ServerFrame;
import dev.switchboard.protocol.v1.ServerFrame.BodyCase;
import dev.switchboard.protocol.v1.Welcome;
import dev.switchboard.server.routing.Command;
import dev.switchboard.server.routing.CoreDriver;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.AgentRules;
import dev.switchboard.server.routing.model.QueueId;
import dev.switchboard.server.routing.model.QueueRules;
import dev.switchboard.server.session.Identity.AgentRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What screens show of queues: titles for customers, what waits for agents. */
class QueueLoadsTest {
    private final SimCluster cluster = new SimCluster(41);
    private final SimServer here = cluster.startServer();
    private final SimServer there = cluster.startServer();

    private Welcome welcome(SimServer server, long agent, AgentRole role) {
        return cluster.connect(server)
                .hello(Hello.newBuilder().setToken(cluster.directory().agentToken(agent, role)));
    }

    private void serves(long agent, long revision, QueueId... queues) {
        cluster.configure(new Command.ConfigureAgent(
                new AgentId(agent), new AgentRules(revision, 3, List.of(queues), List.of())));
    }

    private static List<QueueLoad> loads(SimClient client) {
        return client.frames(BodyCase.QUEUE_LOAD).stream()
                .map(ServerFrame::getQueueLoad)
                .toList();
    }

    private static String text(QueueLoad load) {
        return load.getQueue() + " " + load.getWaiting() + (load.getOnline() ? " online" : "");
    }

    @Test
    void shouldShowCustomersTitlesAndTheNameOfTheSite() {
        SimClient customer = cluster.connect(here);
        Welcome welcome =
                customer.hello(Hello.newBuilder().setToken(cluster.directory().customerToken(7)));

        assertThat(welcome.getSiteName()).isEqualTo("Shop");
        assertThat(welcome.getQueuesList())
                .extracting(QueueStatus::getQueue)
                .containsExactly("support", "sales", "direct");
        assertThat(welcome.getQueuesList())
                .extracting(QueueStatus::getTitle)
                .containsExactly("Queue 1", "Queue 2", "Queue 3");
        assertThat(welcome.getQueueLoadsList()).isEmpty();

        cluster.agent(there, 5);
        assertThat(customer.await(BodyCase.QUEUE_STATUS).getQueueStatus().getTitle())
                .isEqualTo("Queue 1");
        cluster.start(customer);
        cluster.world().runFor(3_000);
        assertThat(loads(customer)).as("not for customers").isEmpty();
    }

    @Test
    void shouldTellAgentsOfTheirQueuesAndSupervisorsOfAll() {
        serves(5, 1, SimCluster.SALES, SimCluster.SUPPORT);
        serves(9, 1);
        cluster.start(cluster.customer(here, 7));
        cluster.world().runFor(5_000);

        Welcome agent = welcome(there, 5, AgentRole.AGENT);
        Welcome supervisor = welcome(there, 9, AgentRole.SUPERVISOR);

        assertThat(agent.getQueueLoadsList()).extracting(QueueLoadsTest::text).containsExactly("sales 0", "support 1");
        assertThat(agent.getQueueLoads(1).getOldestWaitedMs()).isBetween(4_000L, 6_000L);
        assertThat(agent.getQueueLoads(1).getTitle()).isEqualTo("Queue 1");
        assertThat(agent.getSiteName()).isEmpty();
        assertThat(supervisor.getQueueLoadsList())
                .extracting(QueueLoadsTest::text)
                .containsExactly("direct 0", "foreign 0", "sales 0", "support 1");
    }

    @Test
    void shouldPushAtMostOncePerSecondAndAlwaysTheLastState() {
        serves(5, 1, SimCluster.SUPPORT);
        SimClient agent = cluster.device(there, 5, AgentRole.AGENT);
        List<SimClient> customers = new ArrayList<>();
        List<String> chats = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            SimClient customer = cluster.customer(here, 100 + i);
            customers.add(customer);
            chats.add(cluster.start(customer));
        }
        for (int i = 0; i < 13; i++) {
            customers.get(i).ask(SimCluster.close(chats.get(i), 0));
        }
        long sinceStartMs = 2_500;
        cluster.world().runFor(sinceStartMs);

        List<QueueLoad> told = loads(agent);
        assertThat(told).hasSizeBetween(1, 6);
        assertThat(text(told.get(told.size() - 1))).isEqualTo("support 7");
        cluster.world().runFor(5_000);
        assertThat(loads(agent)).as("nothing changed").hasSameSizeAs(told);
    }

    @Test
    void shouldTellNothingTwiceAndNothingAfterThereAndBack() {
        serves(5, 1, SimCluster.SUPPORT);
        SimClient agent = cluster.device(there, 5, AgentRole.AGENT);
        cluster.world().runFor(3_000);
        int before = loads(agent).size();
        SimClient customer = cluster.customer(here, 7);
        // A first round is at once, so that the second of two changes falls into the pause after it.
        cluster.start(customer);
        cluster.settle();
        assertThat(loads(agent)).hasSize(before + 1);
        SimClient other = cluster.customer(here, 8);
        other.ask(SimCluster.close(cluster.start(other), 0));
        cluster.world().runFor(3_000);
        assertThat(loads(agent)).hasSize(before + 1);
    }

    @Test
    void shouldFollowTheQueuesOfAnAgentAndTheEndOfAQueue() {
        serves(5, 1, SimCluster.SUPPORT);
        SimClient agent = cluster.device(there, 5, AgentRole.AGENT);
        serves(9, 1);
        SimClient supervisor = cluster.device(here, 9, AgentRole.SUPERVISOR);
        serves(5, 2, SimCluster.SALES, SimCluster.FOREIGN);
        cluster.world().runFor(3_000);
        assertThat(loads(agent)).extracting(QueueLoad::getQueue).containsExactly("foreign", "sales", "support");
        assertThat(loads(agent).get(0).getTitle()).isEqualTo("Queue 4");
        assertThat(loads(agent).get(2).getTitle()).as("no longer his").isEmpty();
        assertThat(loads(supervisor)).isEmpty();

        cluster.configure(new Command.RemoveQueue(SimCluster.FOREIGN));
        cluster.world().runFor(3_000);
        for (SimClient client : List.of(agent, supervisor)) {
            QueueLoad last = loads(client).get(loads(client).size() - 1);
            assertThat(last.getQueue()).isEqualTo("foreign");
            assertThat(last.getTitle()).isEmpty();
        }
    }

    @Test
    void shouldTellOfChatsThatNobodyCouldHave() {
        serves(9, 1);
        cluster.start(cluster.customer(here, 7));
        Welcome supervisor = welcome(there, 9, AgentRole.SUPERVISOR);
        assertThat(supervisor.getQueueLoadsList())
                .extracting(QueueLoad::getUnmatched)
                .containsExactly(0, 0, 0, 1);

        SimClient other = cluster.device(there, 9, AgentRole.SUPERVISOR);
        serves(5, 1, SimCluster.SUPPORT);
        cluster.world().runFor(3_000);
        QueueLoad last = loads(other).get(loads(other).size() - 1);
        assertThat(text(last)).isEqualTo("support 1");
        assertThat(last.getUnmatched())
                .as("somebody serves it now, if he is not here")
                .isZero();
    }

    @Test
    void shouldTellWhenTheFirstInLineChangesAndWhenSomebodyIsThere() {
        serves(5, 1, SimCluster.SUPPORT);
        SimClient agent = cluster.device(there, 5, AgentRole.AGENT);
        SimClient customer = cluster.customer(here, 7);
        String chat = cluster.start(customer);
        cluster.world().runFor(4_000);
        cluster.start(cluster.customer(here, 8));
        agent.ask(SimCluster.presence(Presence.PRESENCE_AVAILABLE));
        cluster.accept(agent, chat);
        cluster.world().runFor(3_000);

        QueueLoad last = loads(agent).get(loads(agent).size() - 1);
        assertThat(text(last)).isEqualTo("support 1 online");
        assertThat(last.getOldestWaitedMs()).isLessThan(3_500);
    }

    @Test
    void shouldBoundTheQueuesOfASupervisor() {
        serves(9, 1);
        for (int i = 0; i < QUEUES_MADE; i++) {
            QueueRules rules = CoreDriver.queueRules("a%03d".formatted(i), 0, List.of(), 15_000, false, 100);
            cluster.configure(new Command.ConfigureQueue(new QueueId(100 + i), rules));
        }
        Welcome welcome = welcome(here, 9, AgentRole.ADMINISTRATOR);
        assertThat(welcome.getQueueLoadsCount()).isEqualTo(500);
        assertThat(welcome.getQueueLoads(499).getQueue()).isEqualTo("a499");
        assertThat(welcome.getSerializedSize()).isLessThan(64 << 10);
    }

    private static final int QUEUES_MADE = 510;
}
