package dev.switchboard.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.routing.model.*;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Snapshot and hash; that a restored core goes on alike is the property test's part. */
class SnapshotTest {
    private static CoreDriver sample() {
        CoreDriver core = new CoreDriver();
        SkillId german = core.skill(1);
        QueueId sales = core.queue(1, 500, false, new Requirement(german, 2));
        core.agent(1, 2, List.of(sales), new SkillLevel(german, 3));
        core.accept(core.chat(10, sales));
        core.pass(700);
        core.decline(core.chat(-11, sales));
        core.close(core.chat(12, sales));
        core.done(new Command.DisconnectCustomer(new CustomerId(10), new SessionId(10)));
        core.chat(13, sales);
        return core;
    }

    /** The hash is compared between nodes, so it may not depend on the machine, the JVM or the build. */
    @Test
    void shouldHaveTheSameHashEverywhere() {
        assertThat(new RoutingCore().stateHash()).isEqualTo(-5667793116589304031L);
        assertThat(sample().core().stateHash()).isEqualTo(3428666794511873474L);
    }

    @Test
    void shouldRestoreWhatItWrote() {
        CoreDriver core = sample();
        byte[] snapshot = core.core().snapshot();
        RoutingCore restored = RoutingCore.restore(snapshot);
        restored.checkInvariants();
        assertThat(restored.snapshot()).isEqualTo(snapshot);
        assertThat(restored.stateHash()).isEqualTo(core.core().stateHash());
        assertThat(restored.view().chatsOf(new AgentId(1)))
                .isEqualTo(core.view().chatsOf(new AgentId(1)));
        assertThat(restored.view().nextTimerMs()).isEqualTo(core.view().nextTimerMs());
    }

    @Test
    void shouldRefuseOtherFormatsAndBrokenBytes() {
        byte[] snapshot = sample().core().snapshot();
        byte[] newer = snapshot.clone();
        newer[0] = 3;
        assertThatThrownBy(() -> RoutingCore.restore(newer))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("format version 3");
        for (int length = 0; length < snapshot.length; length++) {
            byte[] cut = Arrays.copyOf(snapshot, length);
            assertThatThrownBy(() -> RoutingCore.restore(cut)).isInstanceOf(MalformedBytesException.class);
        }
        byte[] longer = Arrays.copyOf(snapshot, snapshot.length + 1);
        assertThatThrownBy(() -> RoutingCore.restore(longer)).isInstanceOf(MalformedBytesException.class);
    }
}
