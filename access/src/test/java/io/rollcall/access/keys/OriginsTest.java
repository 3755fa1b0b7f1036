package io.rollcall.access.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    @ParameterizedTest
    @CsvSource({
        "https://app.example.com,       https://app.example.com,          true",
        "https://app.example.com,       https://APP.example.com,          true",
        "https://App.example.com:443,   https://app.example.com,          true",
        "http://app.example.com:80,     http://app.example.com,           true",
        "https://app.example.com:8443,  https://app.example.com:8443,     true",
        "https://app.example.com:8443,  https://app.example.com,          false",
        "https://app.example.com,       http://app.example.com,           false",
        "https://app.example.com,       https://app.example.com.evil.net, false",
        "https://app.example.com,       https://evil-app.example.com,     false",
        "https://app.example.com,       null,                             false",
        "https://*.example.com,         https://app.example.com,          true",
        "https://*.example.com,         https://eu.app.example.com,       true",
        "https://*.example.com,         https://example.com,              false",
        "https://*.example.com,         https://.example.com,             false",
        "https://*.example.com,         https://evilexample.com,          false",
        "https://*.example.com,         http://app.example.com,           false",
        "https://*.example.com,         https://app.example.com:8443,     false",
        "https://*.example.com:8443,    https://app.example.com:8443,     true",
        "https://*.example.com,         x,                                false",
        "capacitor://localhost,         capacitor://localhost,            true",
        "file://,                       file://,                          true",
        "http://[::1]:8080,             http://[::1]:8080,                true",
        "null,                          null,                             true",
        "null,                          https://app.example.com,          false",
        "*,                             https://anybody.example,          true",
        "*,                             null,                             true"
    })
    void anEntryStandsForItsOriginsAndNoOthers(String entry, String origin, boolean isListed) {
        assertThat(Origins.of("list", List.of(entry)).include(origin)).isEqualTo(isListed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app.example.com",
                "https://app.example.com/",
                "https://app.example.com/path",
                "https://*",
                "https://app.*.com",
                "*.example.com",
                "https://user@app.example.com",
                "https://a b"
            })
    void whatIsNoOriginIsRefusedAtTheStart(String entry) {
        assertThatThrownBy(() -> Origins.of("rollcall.ingest.cors.origins", List.of("https://a.example", entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rollcall.ingest.cors.origins has '" + entry + "'");
    }

    @Test
    void onAnEmptyListThereIsNobody() {
        assertThat(Origins.NONE.isEmpty()).isTrue();
        assertThat(Origins.NONE.include("https://app.example.com")).isFalse();
        assertThat(Origins.NONE.include("null")).isFalse();
    }
}
