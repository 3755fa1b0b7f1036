package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.rollcall.event.Sampling;
import io.rollcall.event.Topics;
import io.rollcall.log.AppEventRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ThrowingRunnable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tracking plan, changed while the gateway runs; and what it says of sampling, held at the door. */
@QuarkusTest
@TestProfile(CatalogueFileTest.AFile.class)
@WithTestResource(KafkaResource.class)
class CatalogueFileTest {
    private static final String REFUSED = "rollcall_catalogue_file_readings_total{outcome=\"refused\"}";
    private static final String BROKEN = "rollcall_catalogue_file_broken";
    private static final String LEFT_OUT = "rollcall_ingest_sampled_total{event_name=\"player_stats\"";

    /** As docs/guides/sampling.md says of a tenth by profile. */
    private static final List<Long> TENTH_OF_FORTY = List.of(5L, 7L, 11L, 15L, 17L, 27L);

    @ConfigProperty(name = "rollcall.catalogue.file")
    Path file = Path.of("");

    /** A catalogue with no names, read again many times a second. */
    public static final class AFile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path file = Files.createTempFile("events", ".yaml");
                Files.writeString(file, "events: {}");
                return Map.of("rollcall.catalogue.file", file.toString(), "rollcall.catalogue.poll", "100ms");
            } catch (IOException unwritable) {
                throw new UncheckedIOException("no place for the catalogue", unwritable);
            }
        }
    }

    @Test
    void thePlanChangesWithoutARestart() throws IOException {
        holds("a1", "watchlist_add: {active: true, properties: {source: {type: string}}}");
        assertThat(said("'watchlist_add'").getBoolean("active")).isTrue();
        assertThat(said("'watchlist_add'").getString("check")).isEqualTo("observe");
        send("watchlist_add", 1, ", \"properties\": {\"source\": 7}").statusCode(202);

        holds("a2", "watchlist_add: {active: true, check: enforce, properties: {source: {type: string}}}");
        send("watchlist_add", 1, ", \"properties\": {\"source\": 7}")
                .statusCode(400)
                .body("rejected[0].reason", equalTo("schema_violation"));
        send("watchlist_add", 1, ", \"properties\": {\"source\": \"home\"}").statusCode(202);
        given().accept("application/schema+json")
                .get("/v1/catalogue")
                .then()
                .body("properties.event_name.enum.findAll { it == 'watchlist_add' }", hasSize(1));

        holds("a3", "watchlist_remove: {active: true}");
        send("watchlist_add", 1, "").statusCode(400).body("rejected[0].reason", equalTo("unknown_event_name"));
        send("watchlist_remove", 1, "").statusCode(202);
    }

    /** Each is refused for what stands there, and what held before still holds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "events: {basket: {active: true, sample: {rate: 0.1, by: profile}}}",
                "events: {subscription_change: {active: false, sample: {rate: 0.1, by: profile}}}",
                "events: {experiment_exposure: {active: false, sample: {rate: 0.1, by: event}}}",
                "events: {basket: {active: false, sample: {rate: 1.5, by: profile}}}",
                "events: {basket: {active: true, properties: {source: {type: 7}}}}",
                "events: {basket: {active: true, properties: {source: {$ref: 'https://example.com/'}}}}",
                "events: ["
            })
    void aBrokenPlanLeavesTheOneOfBeforeAndIsSeen(String broken) throws IOException {
        holds("b1", "checkout: {active: true}");
        double refused = Series.value(REFUSED);
        write(broken);
        within(() -> assertThat(Series.value(REFUSED)).isGreaterThan(refused));
        assertThat(Series.value(BROKEN)).isEqualTo(1);
        assertThat(version()).isEqualTo("b1");
        send("checkout", 2, "").statusCode(202);
        send("basket", 2, "").statusCode(400);

        holds("b2", "basket: {active: true}");
        within(() -> assertThat(Series.value(BROKEN)).isZero());
        send("basket", 2, "").statusCode(202);
    }

    @Test
    void aShareIsDeclaredKeptAndRecorded() throws IOException {
        holds("c1", "player_stats: {active: false, sample: {rate: 0.1, by: profile}}");
        assertThat(said("'player_stats'").getDouble("sample.rate")).isEqualTo(0.1);
        assertThat(said("'player_stats'").getString("sample.by")).isEqualTo("profile");
        double leftOut = Series.sum(LEFT_OUT);
        try (Topic topic = new Topic(KafkaResource.broker().bootstrapServers(), Topics.APP_EVENTS)) {
            sendAll(LongStream.rangeClosed(1, 40).mapToObj(profile -> stats(profile, "")))
                    .statusCode(202)
                    .body("accepted", equalTo(40))
                    .body("rejected", hasSize(0));
            assertThat(Series.sum(LEFT_OUT)).isEqualTo(leftOut + 34);
            sendAll(LongStream.rangeClosed(41, 43).mapToObj(profile -> stats(profile, ", \"sample_rate\": 0.5")))
                    .statusCode(202);
            List<ConsumerRecord<byte[], byte[]>> records = topic.records(9);

            assertThat(records).hasSize(9);
            assertThat(records.stream()
                            .collect(Collectors.toMap(
                                    record -> AppEventRecords.stamp(record).profileId(), AppEventRecords::sampling)))
                    .as("what the door drew, with its rate; what a client drew itself says so in the event")
                    .isEqualTo(LongStream.concat(
                                    TENTH_OF_FORTY.stream().mapToLong(Long::longValue), LongStream.rangeClosed(41, 43))
                            .boxed()
                            .collect(Collectors.toMap(
                                    profile -> profile,
                                    profile -> profile > 40
                                            ? Optional.<Sampling>empty()
                                            : Optional.of(new Sampling(0.1, Sampling.Unit.PROFILE)))));
        }
        assertThat(Series.sum(LEFT_OUT))
                .as("a client's own share is not drawn again")
                .isEqualTo(leftOut + 34);
        send("player_stats", 1, ", \"sample_rate\": 1.5")
                .statusCode(400)
                .body("rejected[0].reason", equalTo("invalid_field"))
                .body("rejected[0].detail", containsString("sample_rate"));
    }

    private void holds(String version, String events) throws IOException {
        write("version: " + version + "\nevents: {" + events + "}");
        within(() -> assertThat(version()).isEqualTo(version));
    }

    private static String version() {
        return given().get("/v1/catalogue").jsonPath().getString("version");
    }

    private static JsonPath said(String name) {
        return given().get("/v1/catalogue").jsonPath().setRootPath("events.find { it.name == " + name + " }");
    }

    private void write(String yaml) throws IOException {
        Path next = Files.createTempFile("events", ".yaml");
        Files.writeString(next, yaml);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void within(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
    }

    private static String stats(long profile, String more) {
        return event("player_stats", profile, more);
    }

    private static String event(String name, long profile, String more) {
        return Events.play(profile).replace("\"play\"", '"' + name + '"').replaceFirst("}$", more + "}");
    }

    private static ValidatableResponse send(String name, long profile, String more) {
        return sendAll(Stream.of(event(name, profile, more)));
    }

    private static ValidatableResponse sendAll(Stream<String> events) {
        return given().contentType(ContentType.JSON)
                .body(events.collect(Collectors.joining(", ", "[", "]")))
                .post("/v1/events")
                .then();
    }
}
