package dev.switchboard.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.v1.ServerFrame.BodyCase;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.ChatId;
import dev.switchboard.server.routing.model.CustomerId;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Customers come back to whom they talked to last, where the queue says so, and wait for no storage. */
class LastAgentTest {
    private final SimCluster cluster = new SimCluster(74);
    private final SimServer here = cluster.startServer();
    private final SimServer there = cluster.startServer();
    private final SimClient anna = cluster.agent(here, 5);
    private final SimClient ben = cluster.agent(here, 6);
    private final SimClient customer = cluster.customer(there, 7);

    /** One chat with Ben, and then Anna is the one who is idle longest. */
    private void talkToBen() {
        cluster.directory().preferLastAgent(SimCluster.SUPPORT);
        anna.ask(SimCluster.presence(dev.switchboard.protocol.v1.Presence.PRESENCE_BUSY));
        String chat = cluster.start(customer);
        int assignment = cluster.accept(ben, chat).getChat().getAssignment();
        ben.ask(SimCluster.close(chat, assignment));
        anna.ask(SimCluster.presence(dev.switchboard.protocol.v1.Presence.PRESENCE_AVAILABLE));
        cluster.settle();
        String other = cluster.start(cluster.customer(there, 8));
        cluster.world().runFor(100);
        SimClient asked = anna.frames(BodyCase.OFFER).isEmpty() ? ben : anna;
        int held = cluster.accept(asked, other).getChat().getAssignment();
        asked.ask(SimCluster.close(other, held));
        cluster.settle();
    }

    private String startAgain() {
        return SimCluster.reply(customer.ask(SimCluster.startChat("key-00002", "")))
                .getChat()
                .getId();
    }

    private java.util.List<AgentId> preferred(String chat) {
        var view = Objects.requireNonNull(here.view().chat(new ChatId(Long.parseLong(chat.substring(3)))));
        return view.offers().stream().map(offer -> offer.agent()).toList();
    }

    @Test
    void shouldOfferToTheLastAgentFirst() {
        talkToBen();
        String chat = startAgain();
        cluster.settle();
        assertThat(preferred(chat)).containsExactly(new AgentId(6));
        assertThat(Objects.requireNonNull(here.view().explain(new ChatId(Long.parseLong(chat.substring(3)))))
                        .candidates()
                        .get(0)
                        .preferred())
                .isTrue();
    }

    @Test
    void shouldStartWithoutWhenTheStorageIsAway() {
        talkToBen();
        there.faults().down(true);
        long before = cluster.world().utcMs();
        customer.post(SimCluster.startChat("key-00002", ""));
        CustomerId seven = new CustomerId(7);
        cluster.world().runUntil(() -> !there.view().openChatsOf(seven).isEmpty(), 10_000);
        assertThat(cluster.world().utcMs() - before).isLessThan(PreferredAgents.PATIENCE_MS);
    }

    @Test
    void shouldStartWithoutWhenTheStorageIsSlow() {
        talkToBen();
        there.faults().delay(5_000, 5_000);
        long before = cluster.world().utcMs();
        customer.post(SimCluster.startChat("key-00002", ""));
        CustomerId seven = new CustomerId(7);
        cluster.world().runUntil(() -> !there.view().openChatsOf(seven).isEmpty(), 10_000);
        assertThat(cluster.world().utcMs() - before)
                .isBetween(PreferredAgents.PATIENCE_MS, PreferredAgents.PATIENCE_MS + 100);
    }
}
