package dev.switchboard.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientVersionTest {

    @Test
    void shouldSpeakVersionOne() {
        assertThat(ClientVersion.protocolVersion()).isEqualTo(1);
    }
}
