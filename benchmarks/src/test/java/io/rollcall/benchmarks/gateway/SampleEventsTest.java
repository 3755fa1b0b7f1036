package io.rollcall.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.event.EventCatalogue;
import io.rollcall.event.Regions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleEventsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:02.123Z");

    @Test
    void everyEventIsOneThatTheGatewayTakes() throws Exception {
        for (String event : SampleEvents.make(500, NOW)) {
            JsonNode json = new ObjectMapper().readTree(event);
            assertThat(json.path("profile_id").asLong()).isPositive();
            assertThat(EventCatalogue.builtIn().find(json.path("event_name").asText()))
                    .isPresent();
            assertThat(Regions.isKnown(json.path("region").asText())).isTrue();
            assertThat(Instant.parse(json.path("event_time").asText())).isBetween(NOW.minusSeconds(60), NOW);
        }
    }

    @Test
    void theSameSeedMakesTheSameEvents() {
        assertThat(SampleEvents.make(50, NOW)).isEqualTo(SampleEvents.make(50, NOW));
    }

    @Test
    void aBodyHasOneEventALine() {
        List<String> events = SampleEvents.make(250, NOW);

        assertThat(Bodies.of(events, 100))
                .hasSize(2)
                .allSatisfy(body -> assertThat(body.toString().lines()).hasSize(100));
    }
}
