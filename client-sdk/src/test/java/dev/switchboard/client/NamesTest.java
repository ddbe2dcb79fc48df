package dev.switchboard.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.client.internal.connection.Failure;
import dev.switchboard.client.internal.connection.Phase;
import dev.switchboard.client.internal.connection.Reason;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Public enums name everything that the protocol and the inner enums name. */
class NamesTest {

    @Test
    void shouldKnowAllErrorsOfTheProtocol() {
        assertThat(names(ErrorCode.values())).containsAll(names(dev.switchboard.protocol.ErrorCode.values()));
    }

    @Test
    void shouldNameAllStatesAndReasons() {
        assertThat(names(ClientState.values())).isEqualTo(names(Phase.values()));
        assertThat(names(StateReason.values())).isEqualTo(names(Reason.values()));
    }

    @Test
    void shouldKnowTheErrorsThatTheClientFinds() {
        assertThat(Wire.exception(Failure.closed(Reason.REQUESTED)).code()).isEqualTo(ErrorCode.CLIENT_CLOSED);
        assertThat(Wire.exception(Failure.tooManyRequests(1)).code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
        assertThat(Wire.exception(Failure.unexpectedReply()).code()).isEqualTo(ErrorCode.UNKNOWN);
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }
}
