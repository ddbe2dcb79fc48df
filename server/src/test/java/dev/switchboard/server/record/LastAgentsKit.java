package dev.switchboard.server.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.loop.Loop;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.CustomerId;
import dev.switchboard.server.storage.StoreKit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What every {@link LastAgents} promises. */
public abstract class LastAgentsKit extends StoreKit {
    private static final CustomerId CUSTOMER = new CustomerId(Long.MAX_VALUE);

    protected abstract LastAgents node(Loop loop);

    @Test
    void shouldKnowNobodyAtFirst() {
        LastAgents agents = node(anna);
        assertThat(get(anna, () -> agents.of(CUSTOMER))).isNull();
    }

    @Test
    void shouldTellAllNodesWhoWasPutLast() {
        LastAgents ofAnna = node(anna);
        LastAgents ofBert = node(bert);
        List<CompletableFuture<Void>> puts = new ArrayList<>();
        for (long agent = 1; agent <= 100; agent++) {
            AgentId each = new AgentId(agent);
            puts.add(start(anna, () -> ofAnna.put(CUSTOMER, each)));
        }
        puts.forEach(StoreKit::join);
        assertThat(get(bert, () -> ofBert.of(CUSTOMER))).isEqualTo(new AgentId(100));
        assertThat(get(bert, () -> ofBert.of(new CustomerId(1)))).isNull();

        get(bert, () -> ofBert.put(CUSTOMER, new AgentId(Long.MAX_VALUE)));
        assertThat(get(anna, () -> ofAnna.of(CUSTOMER))).isEqualTo(new AgentId(Long.MAX_VALUE));
    }
}
