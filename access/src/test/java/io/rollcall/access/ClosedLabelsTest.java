package io.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosedLabelsTest {
    @ParameterizedTest
    @CsvSource({
        "GET, /v1/metrics/{metric}, GET, /v1/metrics/{metric}",
        "POST, /v1/events, POST, /v1/events",
        "GET, root, GET, root",
        "GET, NOT_FOUND, GET, NOT_FOUND",
        "PUT, /v1/metrics/%00, PUT, OTHER",
        "GET, /v1//events, GET, OTHER",
        "GET, /v1/{made}/{up}, GET, OTHER",
        "MADEUP, /%zz, OTHER, OTHER"
    })
    void whatClientsMakeUpIsOneSeries(String method, String address, String methodLabel, String addressLabel) {
        Meter.Id kept = labels("http.server.requests", "method", method, "uri", address);
        assertThat(kept.getTag("method")).isEqualTo(methodLabel);
        assertThat(kept.getTag("uri")).isEqualTo(addressLabel);
    }

    @Test
    void othersKeepWhatTheyHave() {
        assertThat(labels("http.client.requests", "uri", "/topics").getTag("uri"))
                .isEqualTo("/topics");
        assertThat(labels("http.server.connections").getTags()).isEmpty();
    }

    private static Meter.Id labels(String name, String... labels) {
        return new ClosedLabels().labels().map(new Meter.Id(name, Tags.of(labels), null, null, Meter.Type.TIMER));
    }
}
