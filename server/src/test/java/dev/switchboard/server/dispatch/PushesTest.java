package dev.switchboard.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.v1.PlaceUpdate;
import dev.switchboard.protocol.v1.Presence;
import dev.switchboard.protocol.v1.QueueStatus;
import dev.switchboard.protocol.v1.ServerFrame.BodyCase;
import dev.switchboard.server.session.Identity.AgentRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What clients are told without asking. */
class PushesTest {
    private final SimCluster cluster = new SimCluster(31);
    private final SimServer server = cluster.startServer();

    @Test
    void shouldTellPlacesAtMostOncePerSecondAndOnlyWhenChanged() {
        List<SimClient> customers = new ArrayList<>();
        List<String> chats = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            SimClient customer = cluster.customer(server, 100 + i);
            customers.add(customer);
            chats.add(cluster.start(customer));
        }
        cluster.world().runFor(3_000);
        assertThat(customers
                        .get(9)
                        .frames(BodyCase.CHAT_REPLY)
                        .get(0)
                        .getChatReply()
                        .getChat()
                        .getPlace())
                .isEqualTo(10);
        int before = customers.get(9).frames(BodyCase.PLACE_UPDATE).size();
        int first = customers.get(0).frames(BodyCase.PLACE_UPDATE).size();
        for (int i = 1; i <= 5; i++) {
            customers.get(i).ask(SimCluster.close(chats.get(i), 0));
        }
        cluster.world().runFor(3_000);

        List<PlaceUpdate> updates = customers.get(9).frames(BodyCase.PLACE_UPDATE).stream()
                .skip(before)
                .map(frame -> frame.getPlaceUpdate())
                .toList();
        assertThat(updates).hasSizeBetween(1, 2);
        assertThat(updates.get(updates.size() - 1).getPlace()).isEqualTo(5);
        assertThat(updates.get(updates.size() - 1).getWaiting()).isEqualTo(5);
        assertThat(customers.get(0).frames(BodyCase.PLACE_UPDATE)).hasSize(first);
    }

    @Test
    void shouldTellCustomersWhenSomebodyIsThere() {
        SimClient customer = cluster.customer(server, 7);
        SimClient agent = cluster.agent(server, 5);
        cluster.settle();
        assertThat(statuses(customer)).contains("support true", "sales true", "direct true");
        assertThat(statuses(customer)).doesNotContain("foreign true");
        agent.ask(SimCluster.presence(Presence.PRESENCE_AWAY));
        cluster.settle();
        assertThat(statuses(customer)).endsWith("support false", "sales false", "direct false");
        assertThat(agent.frames(BodyCase.QUEUE_STATUS)).isEmpty();
    }

    private static List<String> statuses(SimClient customer) {
        return customer.frames(BodyCase.QUEUE_STATUS).stream()
                .map(frame -> frame.getQueueStatus())
                .map((QueueStatus status) -> status.getQueue() + " " + status.getOnline())
                .toList();
    }

    @Test
    void shouldTellStateToAllDevicesOfAgent() {
        SimClient desk = cluster.agent(server, 5);
        SimClient phone = cluster.device(server, 5, AgentRole.AGENT);
        desk.ask(SimCluster.presence(Presence.PRESENCE_BUSY));
        cluster.settle();
        assertThat(phone.await(BodyCase.AGENT_STATE).getAgentState().getPresence())
                .isEqualTo(Presence.PRESENCE_BUSY);
    }

    @Test
    void shouldOfferOnAllDevicesAndOnReconnectOnce() {
        SimClient desk = cluster.agent(server, 5);
        SimClient phone = cluster.device(server, 5, AgentRole.AGENT);
        String chat = cluster.start(cluster.customer(server, 7));
        cluster.settle();
        for (SimClient device : List.of(desk, phone)) {
            assertThat(device.frames(BodyCase.OFFER)).hasSize(1);
            assertThat(device.frames(BodyCase.OFFER).get(0).getOffer().getChat().getId())
                    .isEqualTo(chat);
        }
    }
}
