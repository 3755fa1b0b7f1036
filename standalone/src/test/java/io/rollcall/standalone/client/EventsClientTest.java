package io.rollcall.standalone.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.standalone.FakeGateway;
import io.rollcall.standalone.client.GatewayAnswer.TryLater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsClientTest {
    @Test
    void keyAndBackfillTravelAsHeaders() throws Exception {
        try (FakeGateway gateway = FakeGateway.accepting()) {
            EventsClient open = EventsClient.of(gateway.url()).withKey(null);
            open.post(EventsClient.NDJSON, "{}\n".getBytes(UTF_8));
            open.withKey("secret").forBackfill().post(EventsClient.JSON, "{}".getBytes(UTF_8));
            assertThat(gateway.requests())
                    .containsExactly(
                            new FakeGateway.Request("POST", "/v1/events", "application/x-ndjson", "", "", "{}\n"),
                            new FakeGateway.Request(
                                    "POST", "/v1/events", "application/json", "Bearer secret", "true", "{}"));
        }
    }

    @Test
    void nobodyThereIsAnAnswerThatNamesTheAddress() throws Exception {
        String url;
        try (FakeGateway gateway = FakeGateway.accepting()) {
            url = gateway.url();
        }
        GatewayAnswer answer = EventsClient.of(url).post(EventsClient.JSON, new byte[0]);
        assertThat(answer)
                .isInstanceOfSatisfying(
                        TryLater.class,
                        later -> assertThat(later.cause()).contains("nobody answers at " + url + "/v1/events"));
    }

    @Test
    void aBaseWithAPathKeepsIt() {
        assertThat(EventsClient.of("https://example.com/rollcall").uri())
                .hasToString("https://example.com/rollcall/v1/events");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "ftp://localhost", "http://", "not a url"})
    void whatIsNotAnHttpUrlIsRefused(String base) {
        assertThatThrownBy(() -> EventsClient.of(base)).isInstanceOf(IllegalArgumentException.class);
    }
}
