package io.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.net.HostAndPort;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThisMachineTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "0:0:0:0:0:0:0:1"})
    void aConnectionFromLoopbackIsOfThisMachine(String address) {
        assertThat(ThisMachine.objection(address, HostAndPort.create("localhost", 8080), headers()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7", "2001:db8::1", "169.254.1.1"})
    void aConnectionFromElsewhereIsNot(String address) {
        assertThat(ThisMachine.objection(address, HostAndPort.create("localhost", 8080), headers()))
                .contains("the request comes from another machine");
    }

    @Test
    void aConnectionFromNobodyKnowsWhereIsNot() {
        assertThat(ThisMachine.objection(null, null, headers())).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Forwarded          | for=192.0.2.60;proto=http",
                "forwarded          | for=127.0.0.1",
                "X-Forwarded-For    | 127.0.0.1",
                "x-forwarded-proto  | https",
                "X-Forwarded-Host   | localhost",
                "X-Real-IP          | 192.0.2.60",
                "Via                | 1.1 proxy"
            })
    void whatAProxyForwardsIsNotWhateverItSays(String header, String value) {
        assertThat(objection(header, value))
                .hasValueSatisfying(why -> assertThat(why).contains("proxy", header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "rollcall.localhost", "127.0.0.1", "127.0.0.53", "::1"})
    void theHostMayBeANameOfThisMachine(String host) {
        assertThat(ThisMachine.objection("127.0.0.1", HostAndPort.create(host, 8080), headers()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rebound.example",
                "localhost.example",
                "127.0.0.1.example",
                "192.168.1.5",
                "0.0.0.0",
                "2001:db8::1",
                "127.1"
            })
    void aHostThatSomebodyElseNamedIsNot(String host) {
        assertThat(ThisMachine.objection("127.0.0.1", HostAndPort.create(host, 8080), headers()))
                .hasValueSatisfying(why -> assertThat(why).contains("Host"));
    }

    @Test
    void aHostThatCannotBeReadIsNotAndNoHostIsNoBrowser() {
        assertThat(ThisMachine.objection("127.0.0.1", null, headers().set("Host", "a b")))
                .isPresent();
        assertThat(ThisMachine.objection("127.0.0.1", null, headers())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,       8080, http://localhost:8080",
        "localhost,       8080, http://LOCALHOST:8080",
        "127.0.0.1,         -1, http://127.0.0.1",
        "rollcall.localhost, 443, https://rollcall.localhost",
        "::1,             8080, http://[::1]:8080",
        "[::1],           8080, http://[::1]:8080"
    })
    void aPageOfThisServerIs(String host, int port, String origin) {
        assertThat(ThisMachine.objection(
                        "127.0.0.1", HostAndPort.create(host, port), headers().set("Origin", origin)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://localhost.evil.example",
                "http://localhost:3000",
                "http://127.0.0.1:8080",
                "http://localhost",
                "null",
                "",
                "http://",
                "file://",
                "%%"
            })
    void aPageOfAnotherOriginIsNot(String origin) {
        assertThat(objection("Origin", origin))
                .hasValueSatisfying(why -> assertThat(why).contains("Origin"));
    }

    @ParameterizedTest
    @CsvSource({"same-origin,true", "same-site,false", "none,true", "cross-site,false", "Cross-Site,false"})
    void aBrowserSaysWhoSentIt(String site, boolean isOfThisMachine) {
        assertThat(objection("Sec-Fetch-Site", site).isEmpty()).isEqualTo(isOfThisMachine);
    }

    private static Optional<String> objection(String header, String value) {
        return ThisMachine.objection(
                "127.0.0.1", HostAndPort.create("localhost", 8080), headers().set(header, value));
    }

    private static MultiMap headers() {
        return MultiMap.caseInsensitiveMultiMap();
    }
}
