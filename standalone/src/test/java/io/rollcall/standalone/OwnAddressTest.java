package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:8080, http://localhost:8080",
        "localhost, http://127.0.0.1:8080, http://localhost:8080",
        "127.0.0.2, http://127.0.0.2:8080, http://127.0.0.2:8080",
        "::1, http://[::1]:8080, http://[::1]:8080",
        "0.0.0.0, http://127.0.0.1:8080, http://localhost:8080",
        "::, http://127.0.0.1:8080, http://localhost:8080",
        "192.0.2.7, http://192.0.2.7:8080, http://192.0.2.7:8080",
    })
    void itIsReachedWhereItListens(String host, String url, String shown) {
        OwnAddress address = new OwnAddress(host, 8080);
        assertThat(address.url()).isEqualTo(url);
        assertThat(address.shownUrl()).isEqualTo(shown);
    }

    @Test
    void aHostThatNobodyKnowsIsNamed() {
        assertThatThrownBy(() -> new OwnAddress("no.such.host.invalid", 8080).url())
                .hasMessageContaining("no.such.host.invalid");
    }

    @Test
    void theBannerOfAnIpv6LoopbackCanBeOpened() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new Banner(new OwnAddress("::1", 8080), List.of("  may read  this machine"))
                .print(new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("dashboard  http://[::1]:8080/")
                .contains("may read  this machine");
    }
}
