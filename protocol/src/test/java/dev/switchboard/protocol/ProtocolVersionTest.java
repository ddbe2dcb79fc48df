package dev.switchboard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.protocol.v1.Heartbeat;
import org.junit.jupiter.api.Test;

class ProtocolVersionTest {

    @Test
    void shouldMatchThePackageOfTheGeneratedTypes() {
        assertThat(Heartbeat.getDescriptor().getFile().getPackage())
                .isEqualTo("switchboard.v" + ProtocolVersion.CURRENT);
    }
}
