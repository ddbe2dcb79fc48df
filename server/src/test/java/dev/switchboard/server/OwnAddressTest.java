package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnAddressTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1:80, localhost:80",
        "0.0.0.0, 127.0.0.1:80, localhost:80",
        "::, [::1]:80, [::1]:80",
        "::1, [::1]:80, [::1]:80",
        "127.0.0.2, 127.0.0.2:80, 127.0.0.2:80",
        "localhost, localhost:80, localhost:80"
    })
    void shouldReachTheServerWhereItListens(String bound, String reached, String shown) throws UnknownHostException {
        OwnAddress address = OwnAddress.of(bound, 80);
        assertThat(address).hasToString(reached);
        assertThat(address.shown()).isEqualTo(shown);
    }

    @Test
    void shouldAllowPagesOfTheOuterAddressToo() throws UnknownHostException {
        assertThat(OwnAddress.of("127.0.0.2", 80).origins())
                .containsExactly("http://localhost:80", "http://127.0.0.1:80", "http://127.0.0.2:80");
        assertThat(OwnAddress.of("0.0.0.0", 80).origins())
                .containsExactly("http://localhost:80", "http://127.0.0.1:80");
    }
}
