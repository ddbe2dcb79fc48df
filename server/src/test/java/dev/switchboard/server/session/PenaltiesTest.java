package dev.switchboard.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.loop.SimLoop;
import dev.switchboard.server.loop.SimWorld;
import dev.switchboard.server.routing.model.AgentId;
import dev.switchboard.server.routing.model.CustomerId;
import org.junit.jupiter.api.Test;

class PenaltiesTest {
    private static final Subject FLOODER = new Subject.OfCustomer(new CustomerId(7));

    private final SimWorld world = new SimWorld(1);
    private final SimLoop loop = world.newLoop("node");
    private final Penalties penalties = new Penalties(loop);

    @Test
    void shouldDoubleFromOneSecondToFiveMinutes() {
        for (long expected : new long[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
            penalties.add(FLOODER);
            assertThat(penalties.leftMs(FLOODER)).isEqualTo(expected * 1_000);
            world.runFor(expected * 1_000 - 1);
            assertThat(penalties.leftMs(FLOODER)).isEqualTo(1);
            world.runFor(1);
            assertThat(penalties.leftMs(FLOODER)).isZero();
        }
    }

    @Test
    void shouldForgiveAfterTenMinutes() {
        penalties.add(FLOODER);
        penalties.add(FLOODER);
        assertThat(penalties.leftMs(FLOODER)).isEqualTo(2_000);
        world.runFor(2_000 + Penalties.FORGIVEN_MS);
        penalties.add(FLOODER);
        assertThat(penalties.leftMs(FLOODER)).isEqualTo(1_000);
    }

    @Test
    void shouldBeOfOneSubjectOnly() {
        penalties.add(FLOODER);
        assertThat(penalties.leftMs(new Subject.OfAgent(new AgentId(7)))).isZero();
        assertThat(penalties.leftMs(new Subject.OfCustomer(new CustomerId(8)))).isZero();
    }

    @Test
    void shouldForgiveTheOldestAtTheBound() {
        penalties.add(FLOODER);
        penalties.add(new Subject.OfCustomer(new CustomerId(8)));
        penalties.add(FLOODER);
        for (int id = 100; penalties.size() < Penalties.SUBJECTS_MAX; id++) {
            penalties.add(new Subject.OfCustomer(new CustomerId(id)));
        }
        penalties.add(new Subject.OfCustomer(new CustomerId(99)));

        assertThat(penalties.size()).isEqualTo(Penalties.SUBJECTS_MAX);
        assertThat(penalties.leftMs(new Subject.OfCustomer(new CustomerId(8)))).isZero();
        assertThat(penalties.leftMs(FLOODER)).isPositive();
    }
}
