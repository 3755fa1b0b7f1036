package io.rollcall.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.event.EventCatalogue;
import io.rollcall.event.EventReader;
import io.rollcall.event.EventReading;
import io.rollcall.event.Limits;
import io.rollcall.event.Regions;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CrowdTest {
    private static final long NOW = Instant.parse("2026-11-22T10:15:00Z").toEpochMilli();
    private static final int SHIPMENTS = 8_000;

    private static final List<Shipment> ALL = shipments();
    private static final List<ObjectNode> EVENTS =
            ALL.stream().flatMap(shipment -> shipment.events().stream()).toList();

    @Test
    void everyEventIsOneThatTheGatewayAccepts() {
        EventReader reader = new EventReader(Limits.DEFAULT);
        EventCatalogue catalogue = EventCatalogue.builtIn();
        assertThat(EVENTS).allSatisfy(event -> {
            byte[] bytes = event.toString().getBytes(UTF_8);
            assertThat(reader.read(bytes, 0, bytes.length)).isInstanceOfSatisfying(EventReading.Read.class, read -> {
                assertThat(catalogue.find(read.event().eventName())).isPresent();
                assertThat(Regions.isKnown(read.event().region())).isTrue();
            });
        });
    }

    @Test
    void everyEventHasAnIdOfItsOwn() {
        assertThat(EVENTS).extracting(event -> event.path("event_id").asText()).doesNotHaveDuplicates();
    }

    @Test
    void everyRequestFits() {
        assertThat(ALL).allSatisfy(shipment -> {
            assertThat(shipment.events()).hasSizeBetween(1, Limits.DEFAULT.eventsPerRequest());
            assertThat(shipment.body(NOW)).hasSizeLessThan(Limits.DEFAULT.bodyBytes());
        });
    }

    @Test
    void anEnvelopeIsStampedByTheDevicesClockWhenItIsSentAndItsEventsStayTheSame() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Shipment skewed = ALL.stream()
                .filter(shipment -> shipment.clockSkewMillis() != 0)
                .findFirst()
                .orElseThrow();
        JsonNode sent = json.readTree(skewed.body(NOW));
        JsonNode again = json.readTree(skewed.body(NOW + 5_000));
        assertThat(sent.path("sent_at").asLong()).isEqualTo(NOW + skewed.clockSkewMillis());
        assertThat(again.path("sent_at").asLong()).isEqualTo(NOW + 5_000 + skewed.clockSkewMillis());
        assertThat(again.path("events")).isEqualTo(sent.path("events"));
    }

    @Test
    void someEventsAreHoursLateAndSomeDaysButNoneTooOld() {
        List<Long> agesMillis = ALL.stream()
                .flatMap(shipment -> shipment.events().stream()
                        .map(event -> NOW
                                + shipment.clockSkewMillis()
                                - Instant.parse(event.path("event_time").asText())
                                        .toEpochMilli()))
                .toList();
        assertThat(agesMillis).anyMatch(age -> age > TimeUnit.DAYS.toMillis(2));
        assertThat(agesMillis).allMatch(age -> age < Limits.DEFAULT.maxAge().toMillis());
        long late = agesMillis.stream().filter(age -> age > 0).count();
        assertThat((double) late / EVENTS.size()).isBetween(0.005, 0.06);
    }

    @Test
    void regionsAndPlatformsAreInProportion() {
        Map<String, Long> regions = counts("region");
        assertThat(share(regions, "US")).isBetween(0.20, 0.28);
        assertThat(share(regions, "SE")).isBetween(0.001, 0.014);
        assertThat(counts("platform").keySet()).containsExactlyInAnyOrder("tv", "mobile", "web", "console", "other");
    }

    @Test
    void peopleDoEverythingThatASessionConsistsOf() {
        assertThat(counts("event_name").keySet())
                .containsExactlyInAnyOrder(
                        "app_start", "browse", "search", "play", "pause", "resume", "heartbeat", "stop");
        assertThat(named("play"))
                .filteredOn(play -> says(play, "outcome").equals("started"))
                .allSatisfy(
                        play -> assertThat(play.path("duration_sec").asInt()).isBetween(60, 3_600));
    }

    @Test
    void aFewPlaysFailAndAFewAreLeftBeforeTheyStart() {
        List<ObjectNode> plays = named("play");
        Map<String, Long> outcomes =
                plays.stream().collect(Collectors.groupingBy(play -> says(play, "outcome"), Collectors.counting()));
        assertThat(outcomes.keySet()).containsExactlyInAnyOrder("started", "failed", "abandoned");
        assertThat((double) outcomes.getOrDefault("failed", 0L) / plays.size()).isBetween(0.005, 0.02);
        assertThat((double) outcomes.getOrDefault("abandoned", 0L) / plays.size())
                .isBetween(0.02, 0.04);
        assertThat(plays)
                .allSatisfy(play -> assertThat(says(play, "error_code").isEmpty())
                        .isNotEqualTo(says(play, "outcome").equals("failed")));
        assertThat(plays)
                .allSatisfy(play -> assertThat(play.has("duration_sec"))
                        .isEqualTo(says(play, "outcome").equals("started")));
    }

    @Test
    void aFewPlaysThatStartedEndByAnError() {
        List<ObjectNode> stops = named("stop");
        long broken = stops.stream()
                .filter(stop -> !says(stop, "error_code").isEmpty())
                .count();
        assertThat((double) broken / stops.size()).isBetween(0.001, 0.01);
    }

    @Test
    void theSameSeedGivesTheSamePeople() {
        Population population = new Population(7, 1_000);
        assertThat(population.person(42)).isEqualTo(new Population(7, 1_000).person(42));
        assertThat(population.person(42)).isNotEqualTo(population.person(43));
    }

    private static List<Shipment> shipments() {
        Crowd crowd = new Crowd(new Population(1, 50_000), 500, new Random(1));
        List<Shipment> shipments = new ArrayList<>();
        for (int shipment = 0; shipment < SHIPMENTS; shipment++) {
            shipments.add(crowd.next(NOW));
        }
        return shipments;
    }

    private static List<ObjectNode> named(String eventName) {
        return EVENTS.stream()
                .filter(event -> event.path("event_name").asText().equals(eventName))
                .toList();
    }

    private static String says(ObjectNode event, String property) {
        return event.path("properties").path(property).asText();
    }

    private static Map<String, Long> counts(String field) {
        return EVENTS.stream()
                .collect(Collectors.groupingBy(event -> event.path(field).asText(), Collectors.counting()));
    }

    private static double share(Map<String, Long> counts, String value) {
        return (double) counts.getOrDefault(value, 0L) / EVENTS.size();
    }
}
