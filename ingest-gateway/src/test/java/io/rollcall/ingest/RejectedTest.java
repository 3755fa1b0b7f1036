package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.rollcall.event.Tombstone;
import io.rollcall.event.Topics;
import io.rollcall.log.AppEventRecords;
import io.rollcall.log.testkit.EventLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was rejected, to be seen and to be sent through the front door again. Each test has a version of its own. */
@QuarkusTest
@TestProfile(RejectedTest.Keys.class)
@WithTestResource(KafkaResource.class)
class RejectedTest {
    private static final String PATH = "/v1/rejected";
    private static final String REPLAYS = "/v1/rejected/replays";

    private final String version = "7." + ThreadLocalRandom.current().nextInt(1_000_000);

    /** A key of each kind, and a type of event of which all but a thousandth is kept. */
    public static final class Keys implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "rollcall.ingest.keys.web.secret", "web-secret",
                    "rollcall.ingest.keys.jobs.secret", "jobs-secret",
                    "rollcall.ingest.keys.jobs.backfill", "true",
                    "rollcall.ingest.keys.slow.secret", "slow-secret",
                    "rollcall.ingest.keys.slow.events-per-second", "1",
                    "rollcall.ingest.recent-listeners", "2",
                    "rollcall.admin.keys.alice", "admin-secret",
                    "rollcall.query.read-tokens.bob", "read-secret",
                    "rollcall.catalogue.file", catalogue().toString());
        }

        private static Path catalogue() {
            try {
                return Files.writeString(
                        Files.createTempFile("events", ".yaml"),
                        "events: {player_stats: {active: false, sample: {rate: 0.999, by: profile}}}");
            } catch (IOException unwritable) {
                throw new UncheckedIOException("no place for the catalogue", unwritable);
            }
        }
    }

    @Test
    void whatWasRejectedIsCountedWithMaskedSamples() {
        send(event(4_711, "\"event_name\": \"plya\", \"device_id\": \"annas-tv\""));
        send(event(4_712, "\"event_name\": \"plya\", \"device_id\": \"berts-tv\""));
        send(event(4_713, "\"event_name\": \"play\", \"region\": \"XX\""));
        as("read-secret")
                .queryParam("app_version", version)
                .get(PATH)
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("complete", equalTo(true))
                .body("events", equalTo(3))
                .body("rows", hasSize(2))
                .body("rows[0].reason", equalTo("unknown_event_name"))
                .body("rows[0].key", equalTo("web"))
                .body("rows[0].platform", equalTo("tv"))
                .body("rows[0].app_version", equalTo(version))
                .body("rows[0].events", equalTo(2))
                .body("rows[0].accepted_since", equalTo(0))
                .body("rows[0].samples", hasSize(2))
                .body("rows[0].samples[0].event.event_name", equalTo("plya"))
                .body("rows[0].samples[0].event.profile_id", equalTo("9999"))
                .body("rows[0].samples[0].event.device_id", equalTo("aaaaa-aa"))
                .body("rows[1].reason", equalTo("unknown_region"))
                .body(not(containsString("4711")))
                .body(not(containsString("annas")))
                .body(not(containsString("secret")));
    }

    @Test
    void administratorMaySeeThemPlainlyAndNobodyElse() {
        send(event(4_714, "\"event_name\": \"plya\""));
        as("admin-secret")
                .queryParam("app_version", version)
                .queryParam("masked", "false")
                .get(PATH)
                .then()
                .statusCode(200)
                .body("rows[0].samples[0].event.profile_id", equalTo(4_714))
                .body("rows[0].samples[0].detail", containsString("'plya'"));
        as("read-secret").queryParam("masked", "false").get(PATH).then().statusCode(401);
        as("web-secret").get(PATH).then().statusCode(401).body("code", equalTo("unauthorized"));
        given().get(PATH).then().statusCode(401).header("WWW-Authenticate", containsString("Bearer"));
        as("read-secret").post(REPLAYS + "?reason=unknown_event_name").then().statusCode(401);
        as("admin-secret").get(REPLAYS).then().statusCode(405).header("Allow", equalTo("POST"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?reson=x",
                "?reason=x",
                "?from=2026-13-01",
                "?limit=0",
                "?limit=1&limit=2",
                "?platform=ios",
                "?from=2026-11-02&to=2026-11-01",
                "?from=2020-01-01&to=2026-01-01",
                "?masked=no"
            })
    void questionThatMakesNoSenseIsRefused(String question) {
        as("admin-secret").get(PATH + question).then().statusCode(400).body("code", equalTo("invalid_parameter"));
    }

    @Test
    void otherDaysAndReasonsAreNotCounted() {
        send(event(4_715, "\"event_name\": \"plya\""));
        as("read-secret")
                .queryParam("app_version", version)
                .queryParam("to", "2020-01-01")
                .get(PATH)
                .then()
                .body("events", equalTo(0));
        as("read-secret")
                .queryParam("app_version", version)
                .queryParam("reason", "invalid_field")
                .get(PATH)
                .then()
                .body("events", equalTo(0));
        as("read-secret")
                .queryParam("app_version", version)
                .queryParam("platform", "web")
                .get(PATH)
                .then()
                .body("events", equalTo(0));
    }

    @Test
    void samplesOfAnErasedProfileGo() {
        long profile = ThreadLocalRandom.current().nextLong(1_000_000_000L, Long.MAX_VALUE);
        send(event(profile, "\"event_name\": \"plya\""));
        send(event(profile, "\"event_name\": \"plya\"").replace('}', ' '));
        try (EventLog log = new EventLog(KafkaResource.broker().bootstrapServers())) {
            log.entomb(new Tombstone(profile, Instant.parse("2026-11-22T10:00:00Z")));
        }
        as("admin-secret")
                .queryParam("app_version", version)
                .queryParam("masked", "false")
                .get(PATH)
                .then()
                .body("events", equalTo(2))
                .body("rows.samples.flatten()", hasSize(0))
                .body(not(containsString(Long.toString(profile))));
    }

    /** As after an event name was added to the catalogue: what stands on the topic is right now. */
    @Test
    void replayBringsInWhatIsRightNowOnceWithTheIdsOfTheFirstRequest() throws Exception {
        ConsumerRecord<byte[], byte[]> refused;
        try (Topic rejected = new Topic(KafkaResource.broker().bootstrapServers(), Topics.APP_EVENTS_REJECTED)) {
            send("{\"sent_at\": " + Instant.now().toEpochMilli() + ", \"events\": ["
                    + event(4_716, "\"event_name\": \"plya\"") + "]}");
            refused = rejected.records(1).get(0);
        }
        String id = Topic.header(refused, Topics.EVENT_ID_HEADER);
        assertThat(id).endsWith("-0");
        assertThat(Topic.header(refused, Topics.KEY_HEADER)).isEqualTo("web");
        rejectAs("unknown_region", event(4_717, "\"event_name\": \"play\""), refused.headers());
        assertThat(replay("unknown_region&dry_run=true").getInt("accepted")).isPositive();
        try (Topic accepted = new Topic(KafkaResource.broker().bootstrapServers(), Topics.APP_EVENTS)) {
            JsonPath first = replay("unknown_region");
            assertThat(first.getBoolean("complete")).isTrue();
            assertThat(first.getInt("accepted")).isPositive();
            List<ConsumerRecord<byte[], byte[]>> in = accepted.records(first.getInt("accepted"));
            assertThat(in)
                    .filteredOn(record -> Topic.value(record).contains(version))
                    .singleElement()
                    .satisfies(record ->
                            assertThat(AppEventRecords.stamp(record).eventId()).isEqualTo(id));
            JsonPath second = replay("unknown_region");
            assertThat(second.getInt("accepted")).isZero();
            assertThat(second.getInt("already_accepted")).isGreaterThanOrEqualTo(first.getInt("accepted"));
            send(Events.play(4_718));
            assertThat(accepted.records(in.size() + 1)).hasSize(in.size() + 1);
        }
        as("read-secret")
                .queryParam("app_version", version)
                .queryParam("reason", "unknown_region")
                .get(PATH)
                .then()
                .body("rows[0].accepted_since", equalTo(1));
    }

    /**
     * As after a kill between the events of a piece and the mark beside them: the next replay brings them in once more, as the
     * same events, which count once; after it nothing is left.
     */
    @Test
    void eventsWhoseMarkWasLostComeInOnceMoreAsTheSame() throws Exception {
        String event = event(4_721, "\"event_id\": \"of-" + version + "\", \"event_name\": \"play\"");
        try (Topic accepted = new Topic(KafkaResource.broker().bootstrapServers(), Topics.APP_EVENTS)) {
            rejectAs("event_too_large", event, null);
            send(event);
            JsonPath next = replay("event_too_large");
            assertThat(next.getInt("accepted")).isPositive();
            List<ConsumerRecord<byte[], byte[]>> twice = accepted.records(1 + next.getInt("accepted")).stream()
                    .filter(record -> Topic.value(record).equals(event))
                    .toList();
            assertThat(twice).hasSize(2);
            assertThat(twice.get(1).partition())
                    .as("of one profile")
                    .isEqualTo(twice.get(0).partition());
            assertThat(AppEventRecords.stamp(twice.get(1)))
                    .as("what the log's readers know a duplicate by")
                    .isEqualTo(AppEventRecords.stamp(twice.get(0)));
            assertThat(replay("event_too_large").getInt("accepted")).isZero();
        }
    }

    @Test
    void replayLeavesWhatIsWrongStillAndWhatHasNoId() throws Exception {
        send(event(4_719, "\"event_name\": \"play\", \"region\": \"YY\""));
        rejectAs("event_in_future", event(4_720, "\"event_name\": \"play\""), null);
        JsonPath regions = replay("unknown_region");
        assertThat(regions.getInt("still_rejected")).isPositive();
        assertThat(regions.getString("reasons.unknown_region.detail")).isEqualTo("region ...");
        JsonPath future = replay("event_in_future");
        assertThat(future.getInt("without_id")).isPositive();
        assertThat(future.getInt("accepted")).isZero();
    }

    @Test
    void replayOfEverythingIsNotOffered() {
        as("admin-secret").post(REPLAYS).then().statusCode(400).body("code", equalTo("invalid_parameter"));
    }

    private String event(long profileId, String fields) {
        String region = fields.contains("region") ? "" : "\"region\": \"US\", ";
        return "{\"profile_id\": " + profileId + ", \"event_time\": \"" + Events.now() + "\", \"platform\": \"tv\", "
                + region + "\"app_version\": \"" + version + "\", " + fields + "}";
    }

    private static void send(String body) {
        as("web-secret").contentType(ContentType.JSON).body(body).post("/v1/events");
    }

    /** Puts an event on the topic of the rejected as a gateway would whose rules were others. */
    static void rejectAs(String reason, String event, @Nullable Headers origin)
            throws ExecutionException, InterruptedException {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.APP_EVENTS_REJECTED, null, event.getBytes(StandardCharsets.UTF_8));
        if (origin != null) {
            origin.forEach(record.headers()::add);
        }
        record.headers()
                .remove(Topics.REASON_HEADER)
                .add(Topics.REASON_HEADER, reason.getBytes(StandardCharsets.UTF_8));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", KafkaResource.broker().bootstrapServers(),
                        "client.id", UUID.randomUUID().toString()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    static JsonPath replay(String question) {
        String lines = as("admin-secret")
                .post(REPLAYS + "?reason=" + question)
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString();
        JsonPath last = JsonPath.from(lines.substring(lines.lastIndexOf('\n', lines.length() - 2) + 1));
        assertThat(last.getBoolean("done")).isTrue();
        return last;
    }

    private static RequestSpecification as(String secret) {
        return given().header("Authorization", "Bearer " + secret);
    }
}
