package dev.switchboard.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 10.0.0.7/32",
        "10.0.0.0/8, 10.0.0.0/8",
        "0.0.0.0/0, 0.0.0.0/0",
        "fd00::/8, fd00:0:0:0:0:0:0:0/8",
        "::1, 0:0:0:0:0:0:0:1/128",
        "::ffff:10.0.0.7, 10.0.0.7/32",
    })
    void shouldReadAddressesAndNetworks(String text, String printed) throws Exception {
        assertThat(Network.parse(text)).hasToString(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "10.0.0.7/8", "10.0.0.0/33", "fd00::/129", "10.0.0/8", "300.0.0.1", ":", "1/"})
    void shouldRefuseWhatIsNone(String text) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(Kind.Malformed.class)
                .hasMessageContaining("is not a network");
    }
}
