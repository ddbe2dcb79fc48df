package dev.switchboard.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.v1.Role;
import dev.switchboard.protocol.v1.Welcome;
import dev.switchboard.server.gateway.GatewaySettings.Flow;
import dev.switchboard.server.gateway.GatewaySettings.Rate;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrameLimiterTest {
    private static final ClientAddress OFFICE = ClientAddress.of(InetAddress.getLoopbackAddress());

    private final Flow customer = new Flow(new Rate(20, 40), new Rate(1_000, 4_000));
    private final long nowNanos = 5;
    private final FrameLimits limits = limits(1_000);

    @Test
    void shouldNameTheLimitThatWasMet() {
        FrameLimiter one = welcomed(limits, "17");
        FrameLimiter two = welcomed(limits, "17");
        FrameLimiter three = welcomed(limits, "17");

        assertThat(judge(one, 41, 10)).isEqualTo(Map.of("passed", 40, "FRAMES", 1));
        assertThat(judge(two, 40, 10)).isEqualTo(Map.of("passed", 40));
        assertThat(judge(three, 1, 10)).isEqualTo(Map.of("IDENTITY_FRAMES", 1));
        assertThat(judge(welcomed(limits, "18"), 1, 10)).isEqualTo(Map.of("passed", 1));
    }

    @Test
    void shouldLimitBytesOfAConnectionAndOfAnIdentity() {
        assertThat(judge(welcomed(limits, "17"), 6, 1_000)).isEqualTo(Map.of("passed", 4, "BYTES", 2));
        assertThat(judge(welcomed(limits, "17"), 6, 1_000)).isEqualTo(Map.of("passed", 4, "BYTES", 2));
        assertThat(judge(welcomed(limits, "17"), 1, 1_000)).isEqualTo(Map.of("IDENTITY_BYTES", 1));
    }

    /** What a flooder sends beyond his own limits does not count for his colleagues. */
    @Test
    void shouldNotTakeRefusedFramesFromTheAddress() {
        FrameLimits tight = limits(100);
        judge(welcomed(tight, "17"), 10_000, 10);

        assertThat(judge(welcomed(tight, "18"), 40, 10)).isEqualTo(Map.of("passed", 40));
        assertThat(judge(welcomed(tight, "19"), 40, 10)).isEqualTo(Map.of("passed", 20, "ADDRESS_FRAMES", 20));
    }

    @Test
    void shouldNotForgiveForEver() {
        FrameLimiter limiter = welcomed(limits, "17");
        int forgiven = 0;
        while (limiter.forgives(Refusal.FRAMES, nowNanos)) {
            forgiven++;
        }

        assertThat(forgiven).isEqualTo(50);
        assertThat(limiter.forgives(Refusal.IDENTITY_FRAMES, nowNanos)).isFalse();
        assertThat(limiter.forgives(Refusal.ADDRESS_FRAMES, nowNanos)).isTrue();
    }

    private FrameLimits limits(int addressBurst) {
        Rate many = new Rate(1_000, 1_000);
        var admission = new GatewaySettings.Admission(
                1_000, 1_000, many, many, 1_000, 1_000, many, GatewaySettings.Proxies.NONE);
        return new FrameLimits(
                customer, customer, new AddressLimits(admission, new Rate(1, addressBurst), () -> nowNanos));
    }

    private FrameLimiter welcomed(FrameLimits from, String subject) {
        FrameLimiter limiter = from.of(OFFICE, nowNanos);
        limiter.welcomed(
                Welcome.newBuilder()
                        .setRole(Role.ROLE_CUSTOMER)
                        .setSubject(subject)
                        .build(),
                nowNanos);
        return limiter;
    }

    /** How many frames came to what, all at the same moment. */
    private Map<String, Integer> judge(FrameLimiter limiter, int frames, int bytes) {
        Map<String, Integer> outcomes = new HashMap<>();
        for (int i = 0; i < frames; i++) {
            Refusal refusal = limiter.judge(bytes, nowNanos);
            outcomes.merge(refusal == null ? "passed" : refusal.name(), 1, Integer::sum);
        }
        return outcomes;
    }
}
