package dev.switchboard.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.v1.Hello;
import dev.switchboard.protocol.v1.ResumePoint;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The log lost its end, the transcripts did not, and no node is left that knew: nobody may meet what the lost chat left. */
class LostEndTest {
    private final SimCluster cluster = new SimCluster(22);
    private final SimServer here = cluster.startServer();
    private final SimServer there = cluster.startServer();

    @Test
    void shouldNotGiveLostChatsToCustomersWhoStartNext() {
        cluster.settle();
        Runnable failover = cluster.log().savepoint();
        Set<String> lost = new HashSet<>();
        for (int customer = 100; customer < 120; customer++) {
            SimClient alice = cluster.customer(here, customer);
            String chat = cluster.start(alice);
            alice.ask(SimCluster.send(chat, "message-1", "my secret"));
            lost.add(chat);
        }
        here.kill();
        there.kill();
        failover.run();

        SimServer next = cluster.startServer();
        next.publish();
        for (int customer = 200; customer < 220; customer++) {
            SimClient bob = cluster.customer(next, customer);
            String chat = cluster.start(bob);
            assertThat(bob.ask(SimCluster.send(chat, "message-1", "hello")).hasSent())
                    .isTrue();
            cluster.settle();
            assertThat(bob.lines(chat)).containsExactly("1:[started]", "2:hello");
            assertThat(lost).doesNotContain(chat);
        }
    }

    /** The customer's program still holds the lost chat; it must be told that there is none, not be given another's. */
    @Test
    void shouldNotKnowLostChatWhenItsCustomerComesBack() {
        cluster.settle();
        Runnable failover = cluster.log().savepoint();
        String lost = cluster.start(cluster.customer(here, 8));
        here.kill();
        there.kill();
        failover.run();
        SimServer next = cluster.startServer();
        for (int customer = 200; customer < 210; customer++) {
            cluster.start(cluster.customer(next, customer));
        }
        SimClient back = new SimClient(cluster, next, SimDirectory.ORIGIN);
        Hello.Builder hello = Hello.newBuilder()
                .setToken(cluster.directory().customerToken(8))
                .addResume(ResumePoint.newBuilder().setChat(lost).setLastSequence(1));
        assertThat(back.hello(hello).getChatsList()).isEmpty();
        assertThat(back.lines(cluster.start(back))).containsExactly("1:[started]");
    }
}
