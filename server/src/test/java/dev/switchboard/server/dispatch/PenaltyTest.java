package dev.switchboard.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.CloseCode;
import dev.switchboard.protocol.ErrorCode;
import dev.switchboard.protocol.v1.ClientFrame;
import dev.switchboard.protocol.v1.Hello;
import org.junit.jupiter.api.Test;

/** A customer who is cut for flooding again and again stays outside for longer and longer, and nobody else does. */
class PenaltyTest {
    private final SimCluster cluster = new SimCluster(3);
    private final SimServer server = cluster.startServer();

    @Test
    void shouldKeepAFlooderOutsideForAWhile() {
        SimClient flooder = cluster.customer(server, 7);
        SimClient neighbour = cluster.customer(server, 8);
        flooded(flooder);
        assertThat(flooder.closed()).isEqualTo(CloseCode.RATE_LIMITED);

        SimClient back = cluster.connect(server);
        assertThat(back.refused(hello(7))).isEqualTo(ErrorCode.RATE_LIMITED);
        back.awaitClosed(CloseCode.RATE_LIMITED, 10);
        assertThat(neighbour.closed()).isNull();
        assertThat(cluster.connect(server).ask(hello(9)).hasWelcome()).isTrue();

        cluster.world().runFor(1_000);
        SimClient again = cluster.customer(server, 7);
        flooded(again);
        cluster.world().runFor(1_500);
        assertThat(cluster.connect(server).refused(hello(7))).isEqualTo(ErrorCode.RATE_LIMITED);
        cluster.world().runFor(500);
        assertThat(cluster.connect(server).ask(hello(7)).hasWelcome()).isTrue();
    }

    /** Without a name there is nobody to blame: the limits of connections that are not welcome hold. */
    @Test
    void shouldCloseAStrangerWhoFloods() {
        SimClient stranger = cluster.connect(server);
        flooded(stranger);
        assertThat(stranger.closed()).isEqualTo(CloseCode.RATE_LIMITED);
        assertThat(server.frontend().connectionCount()).isZero();
    }

    private void flooded(SimClient client) {
        server.loop().run(() -> server.frontend().flooded(client));
    }

    private ClientFrame.Builder hello(long customer) {
        return ClientFrame.newBuilder()
                .setHello(Hello.newBuilder().setToken(cluster.directory().customerToken(customer)));
    }
}
