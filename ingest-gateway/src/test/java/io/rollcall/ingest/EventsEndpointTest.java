package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.rollcall.event.LiveWindow;
import io.rollcall.event.Shards;
import io.rollcall.event.Stamp;
import io.rollcall.event.StampCodec;
import io.rollcall.event.TimeQuality;
import io.rollcall.event.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The front door without write keys, tried as a new user would. */
@QuarkusTest
@WithTestResource(KafkaResource.class)
class EventsEndpointTest {
    private static final String PATH = "/v1/events";
    private static final String PROBLEM = "application/problem+json";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Vertx vertx;

    private final Topic accepted = topic(Topics.APP_EVENTS);
    private final Topic rejected = topic(Topics.APP_EVENTS_REJECTED);

    @AfterEach
    void closeTopics() {
        accepted.close();
        rejected.close();
    }

    @Test
    void singleEventIsLoggedAsItCameWithItsStampBesideIt() {
        String event = "  {\"region\": \"US\",   \"profile_id\":42,\"event_name\":\"play\",\"duration_sec\":90,"
                + " \"event_id\":\"e-1\", \"event_time\": \"" + Events.now()
                + "\", \"x\": [1, {}], \"名\": \"é\\u00e9\"}";
        long before = System.currentTimeMillis();

        post(event).statusCode(202).body("accepted", equalTo(1)).body("rejected", hasSize(0));

        ConsumerRecord<byte[], byte[]> record = accepted.records(1).get(0);
        assertThat(Topic.value(record)).isEqualTo(event.strip());
        assertThat(record.key()).isNull();
        assertThat(record.timestamp()).isBetween(before, System.currentTimeMillis());
        assertThat(record.partition()).isEqualTo(Shards.partitionOf(Shards.shardOf(42), 8));
        Stamp stamp = stamp(record);
        assertThat(stamp.profileId()).isEqualTo(42);
        assertThat(stamp.region()).isEqualTo("US");
        assertThat(stamp.eventName()).isEqualTo("play");
        assertThat(stamp.eventId()).isEqualTo("e-1");
        assertThat(stamp.durationSec()).isEqualTo(90);
        assertThat(stamp.active()).isTrue();
        assertThat(stamp.quality()).isEqualTo(TimeQuality.OK);
        assertThat(stamp.dt()).isEqualTo(LiveWindow.dtOf(stamp.eventTimeMillis()));
    }

    @Test
    void everyFormOfBodyIsTaken() {
        String two = Events.play(1) + "\r\n\n  " + Events.play(2) + "\n";
        post(Events.array(Events.play(1), Events.play(2))).statusCode(202).body("accepted", equalTo(2));
        post("{\"sent_at\": \"" + Events.now() + "\", \"events\": [" + Events.play(3) + "]}")
                .statusCode(202)
                .body("accepted", equalTo(1));
        post("{\"events\": [" + Events.play(3) + "], \"sent_at\": " + System.currentTimeMillis() + "}")
                .statusCode(202)
                .body("accepted", equalTo(1));
        ndjson(two).statusCode(202).body("accepted", equalTo(2));
        plain().contentType("application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .body(Events.gzip(two))
                .post(PATH)
                .then()
                .statusCode(202)
                .body("accepted", equalTo(2));
        assertThat(accepted.records(8)).hasSize(8);
    }

    @Test
    void brokenEventsCostTheirNeighboursNothing() {
        String broken = "{\"profile_id\": 1, \"event_name\": }";
        String region = Events.play(5).replace("\"US\"", "\"XX\"").replace("}", ", \"event_id\": \"mine\"}");

        post(Events.array(Events.play(1), broken, Events.play(2), "7", region, Events.play(3)))
                .statusCode(202)
                .contentType(ContentType.JSON)
                .body("accepted", equalTo(3))
                .body("rejected.index", equalTo(List.of(1, 3, 4)))
                .body("rejected.reason", equalTo(List.of("malformed_json", "schema_violation", "unknown_region")))
                .body("rejected[0].event_id", nullValue())
                .body("rejected[2].event_id", equalTo("mine"));

        assertThat(accepted.records(3))
                .extracting(record -> stamp(record).profileId())
                .containsExactlyInAnyOrder(1L, 2L, 3L);
        List<ConsumerRecord<byte[], byte[]>> kept = rejected.records(3);
        assertThat(kept).extracting(Topic::value).containsExactlyInAnyOrder(broken, "7", region);
        assertThat(kept)
                .extracting(record -> Topic.header(record, Topics.REASON_HEADER))
                .containsExactlyInAnyOrder("malformed_json", "schema_violation", "unknown_region");
        assertThat(kept)
                .allSatisfy(record ->
                        assertThat(Topic.header(record, Topics.DETAIL_HEADER)).isNotBlank());
        assertThat(kept)
                .allSatisfy(record ->
                        assertThat(record.timestamp()).isCloseTo(System.currentTimeMillis(), within(60_000L)));
    }

    @Test
    void truncatedArrayKeepsWhatCameBefore() {
        post("[" + Events.play(1) + "," + Events.play(2).substring(0, 30))
                .statusCode(202)
                .body("accepted", equalTo(1))
                .body("rejected.index", equalTo(List.of(1)))
                .body("rejected[0].reason", equalTo("malformed_json"));
    }

    @Test
    void unknownFieldsAreKeptAndCounted() {
        String event = Events.play(9).replace("}", ", \"mood\": \"good\", \"nested\": {\"a\": [1]}}");
        double before = Series.value("rollcall_ingest_unknown_fields_total");

        post(event).statusCode(202).body("accepted", equalTo(1));

        assertThat(Topic.value(accepted.records(1).get(0))).isEqualTo(event);
        assertThat(Series.value("rollcall_ingest_unknown_fields_total")).isEqualTo(before + 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            malformed_json      | {"profile_id":
            malformed_json      | hello
            schema_violation    | "hello"
            schema_violation    | null
            missing_field       | {}
            invalid_field       | {"profile_id": -5, "event_name": "play", "event_time": 0, "region": "US"}
            invalid_field       | {"profile_id": 0, "event_name": "play", "event_time": 0, "region": "US"}
            unknown_event_name  | {"profile_id": 5, "event_name": "sneeze", "event_time": 0, "region": "US"}
            unknown_region      | {"profile_id": 5, "event_name": "play", "event_time": 0, "region": "XX"}
            event_too_old       | {"profile_id": 5, "event_name": "play", "event_time": 0, "region": "US"}
            event_too_old       | {"profile_id": 5, "event_name": "play", "event_time": "1970-01-01T00:00:00Z", "region": "US"}
            event_in_future     | {"profile_id": 5, "event_name": "play", "event_time": "2100-01-01T00:00:00Z", "region": "US"}
            """)
    void batchWithoutOneGoodEventIsRefusedWithItsReasons(String reason, String body) {
        post(body)
                .statusCode(400)
                .contentType(PROBLEM)
                .body("code", equalTo("nothing_accepted"))
                .body("status", equalTo(400))
                .body("accepted", equalTo(0))
                .body("rejected[0].index", equalTo(0))
                .body("rejected[0].reason", equalTo(reason));
        ConsumerRecord<byte[], byte[]> kept = rejected.records(1).get(0);
        assertThat(Topic.value(kept)).isEqualTo(body);
        assertThat(Topic.header(kept, Topics.REASON_HEADER)).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n ", "[]", "[ ]", "{\"events\": []}", "{\"sent_at\": 5, \"events\": [ ]}"})
    void bodyWithoutEventsSaysSo(String body) {
        post(body)
                .statusCode(400)
                .contentType(PROBLEM)
                .body("code", equalTo("no_events"))
                .body("accepted", equalTo(0))
                .body("rejected", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yesterday\"", "\"2026-11-22T10:15:02\"", "{}", "1e400", "true"})
    void envelopeWithAnInvalidTimeIsRefusedAndKept(String sentAt) {
        String body = "{\"sent_at\": " + sentAt + ", \"events\": [" + Events.play(1) + "]}";
        post(body)
                .statusCode(400)
                .contentType(PROBLEM)
                .body("code", equalTo("invalid_envelope"))
                .body("detail", containsString("sent_at"));
        assertThat(Topic.value(rejected.records(1).get(0))).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(ints = {2 << 20, 20 << 20})
    void largeBodyHearsOurOwn413(int bytes) {
        post(" ".repeat(bytes)).statusCode(413).contentType(PROBLEM).body("code", equalTo("body_too_large"));
        post(Events.play(1)).statusCode(202);
    }

    /** All threads that judge events are busy with something else, for as long as this test likes. */
    @Test
    void requestThatWaitsForItsTurnWasReceivedWhenItCame() throws Exception {
        // Where this is the first test, two threads would load the HTTP client's classes at once, and wait for each
        // other.
        assertThat(Series.value("rollcall_ingest_in_flight_requests")).isZero();
        int threads = Runtime.getRuntime().availableProcessors();
        WorkerExecutor intake = vertx.createSharedWorkerExecutor("rollcall-intake", threads);
        CountDownLatch busy = new CountDownLatch(threads);
        CountDownLatch free = new CountDownLatch(1);
        CompletableFuture<Integer> answer;
        long came;
        try {
            for (int thread = 0; thread < threads; thread++) {
                // That it was done is said by the latch.
                Future<Long> unused = intake.executeBlocking(
                        () -> {
                            busy.countDown();
                            free.await();
                            return busy.getCount();
                        },
                        false);
            }
            busy.await();
            answer = CompletableFuture.supplyAsync(
                    () -> post(Events.play(4_712)).extract().statusCode());
            await().atMost(PATIENCE).until(() -> Series.value("rollcall_ingest_in_flight_requests") == 1);
            came = System.currentTimeMillis();
            await().atMost(PATIENCE).until(() -> System.currentTimeMillis() > came + 100);
        } finally {
            free.countDown();
            intake.close();
        }
        assertThat(answer.join()).isEqualTo(202);
        assertThat(accepted.records(1).get(0).timestamp()).isLessThanOrEqualTo(came);
    }

    @Test
    void gzipBombIsStopped() {
        byte[] bomb = Events.gzip(new byte[256 << 20]);
        assertThat(bomb.length).isLessThan(1 << 20);
        given().contentType(ContentType.JSON)
                .header("Content-Encoding", "gzip")
                .body(bomb)
                .post(PATH)
                .then()
                .statusCode(413)
                .contentType(PROBLEM)
                .body("code", equalTo("unpacked_too_large"));
    }

    /** Each of them costs a caller twenty bytes, and must not cost a frame of the stack. */
    @Test
    void bodyOfTenThousandMembersIsReadToItsEnd() throws IOException {
        byte[] empty = Events.gzip("");
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int member = 0; member < 10_000; member++) {
            members.write(empty);
        }
        byte[] nothing = members.toByteArray();
        members.write(Events.gzip(Events.play(4_711)));
        given().contentType(ContentType.JSON)
                .header("Content-Encoding", "gzip")
                .body(members.toByteArray())
                .post(PATH)
                .then()
                .statusCode(202)
                .body("accepted", equalTo(1));
        assertThat(stamp(accepted.records(1).get(0)).profileId()).isEqualTo(4_711);
        given().contentType(ContentType.JSON)
                .header("Content-Encoding", "gzip")
                .body(nothing)
                .post(PATH)
                .then()
                .statusCode(400)
                .contentType(PROBLEM);
    }

    @Test
    void corruptGzipIsRefusedAndKept() {
        byte[] whole = Events.gzip(Events.play(1));
        byte[] cut = Arrays.copyOf(whole, whole.length - 12);
        given().contentType(ContentType.JSON)
                .header("Content-Encoding", "gzip")
                .body(cut)
                .post(PATH)
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("code", equalTo("corrupt_gzip"));
        assertThat(rejected.records(1).get(0).value()).isEqualTo(cut);
    }

    @Test
    void ofAnUnreadableBodyOfTheLargestSizeTheBeginningIsKept() {
        byte[] plain = new byte[(8 << 20) - 1];
        Arrays.fill(plain, (byte) 'x');
        given().contentType(ContentType.JSON)
                .header("Content-Encoding", "gzip")
                .body(Events.gzip(plain))
                .post(PATH)
                .then()
                .statusCode(400);
        ConsumerRecord<byte[], byte[]> record = rejected.records(1).get(0);
        assertThat(record.value()).isEqualTo(Arrays.copyOf(plain, 32 << 10));
        assertThat(Topic.header(record, Topics.SIZE_HEADER)).isEqualTo(Integer.toString(plain.length));
    }

    @Test
    void thousandEventsAreTakenAndOneMoreIsNot() {
        post(Events.arrayOf(1_000)).statusCode(202).body("accepted", equalTo(1_000));
        assertThat(accepted.records(1_000)).hasSize(1_000);
        post(Events.arrayOf(1_001)).statusCode(413).contentType(PROBLEM).body("code", equalTo("too_many_events"));
        post(Events.play(77)).statusCode(202);
        assertThat(accepted.records(1_001)).hasSize(1_001);
    }

    @Test
    void otherMethodsHearWhichOneIsRight() {
        for (String method : List.of("GET", "PUT", "DELETE", "PATCH")) {
            given().request(method, PATH)
                    .then()
                    .statusCode(405)
                    .header("Allow", "POST")
                    .contentType(PROBLEM)
                    .body("code", equalTo("method_not_allowed"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/html", "application/xml", "application/json; charset=iso-8859-1", "multipart/form-data"})
    void otherContentTypesAreRefused(String type) {
        plain().contentType(type)
                .body(Events.play(1))
                .post(PATH)
                .then()
                .statusCode(415)
                .contentType(PROBLEM)
                .body("code", equalTo("unsupported_content_type"));
    }

    @Test
    void otherEncodingsAreRefused() {
        given().contentType(ContentType.JSON)
                .header("Content-Encoding", "br")
                .body(Events.play(1))
                .post(PATH)
                .then()
                .statusCode(415)
                .header("Accept-Encoding", "gzip")
                .body("code", equalTo("unsupported_content_encoding"));
    }

    @Test
    void resentRequestGetsTheSameIdsAndEqualEventsStayTwo() {
        String event = Events.play(11);
        String resent = "{\"sent_at\": %d, \"events\": [" + event + "," + event + "]}";
        post(resent.formatted(System.currentTimeMillis())).statusCode(202);
        post(resent.formatted(System.currentTimeMillis() + 1_000)).statusCode(202);

        List<String> ids = accepted.records(4).stream()
                .map(record -> stamp(record).eventId())
                .toList();
        assertThat(ids).hasSize(4);
        assertThat(ids.subList(0, 2)).isEqualTo(ids.subList(2, 4)).doesNotHaveDuplicates();
    }

    @Test
    void wrongClockIsSetRightBySentAt() {
        Instant hourAhead = Instant.now().plus(Duration.ofDays(400));
        String event = Events.at(12, "\"" + hourAhead.minusSeconds(30) + "\"");
        post("{\"sent_at\": \"" + hourAhead + "\", \"events\": [" + event + "]}")
                .statusCode(202);

        ConsumerRecord<byte[], byte[]> record = accepted.records(1).get(0);
        Stamp stamp = stamp(record);
        assertThat(stamp.quality()).isEqualTo(TimeQuality.CORRECTED);
        assertThat(stamp.eventTimeMillis()).isEqualTo(record.timestamp() - 30_000);
        assertThat(stamp.sentAtMillis()).hasValue(hourAhead.toEpochMilli());
    }

    @Test
    void timeAfterTheReceiptIsClampedToIt() {
        post(Events.at(13, "\"" + Instant.now().plusSeconds(600) + "\"")).statusCode(202);
        ConsumerRecord<byte[], byte[]> record = accepted.records(1).get(0);
        assertThat(stamp(record).quality()).isEqualTo(TimeQuality.CLAMPED);
        assertThat(stamp(record).eventTimeMillis()).isEqualTo(record.timestamp());
    }

    @Test
    void backfillTakesOldEvents() {
        String old = Events.at(14, "\"2001-02-03T04:05:06Z\"");
        post(old).statusCode(400).body("rejected[0].reason", equalTo("event_too_old"));
        json().header("Rollcall-Backfill", "true").body(old).post(PATH).then().statusCode(202);
        assertThat(stamp(accepted.records(1).get(0)).dt()).hasToString("2001-02-03");
        assertThat(accepted.records(1).get(0).headers().lastHeader(Topics.BACKFILL_HEADER))
                .as("the mark of what is not happening now")
                .isNotNull();
        post(Events.at(15, "\"" + Instant.now() + "\"")).statusCode(202);
        assertThat(accepted.records(2).get(1).headers().lastHeader(Topics.BACKFILL_HEADER))
                .isNull();
        json().header("Rollcall-Backfill", "maybe")
                .body(old)
                .post(PATH)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_header"));
    }

    @Test
    void metricsHaveEverySeriesOfTheClosedLists() {
        String before = metrics();
        assertThat(before)
                .contains("rollcall_ingest_events_total{outcome=\"accepted\",reason=\"none\"}")
                .contains("rollcall_ingest_events_total{outcome=\"unavailable\",reason=\"none\"}")
                .contains("rollcall_ingest_events_total{outcome=\"rejected\",reason=\"too_many_properties\"}")
                .contains("rollcall_ingest_ack_seconds_bucket{le=\"0.005\"}")
                .contains("rollcall_ingest_in_flight_bytes")
                .contains("rollcall_ingest_requests_total{status=\"503\"}");
        double acceptedBefore = Series.value("rollcall_ingest_events_total{outcome=\"accepted\",reason=\"none\"}");
        double rejectedBefore =
                Series.value("rollcall_ingest_events_total{outcome=\"rejected\",reason=\"missing_field\"}");
        post(Events.array(Events.play(1), "{}", "{}")).statusCode(202);
        assertThat(Series.value("rollcall_ingest_events_total{outcome=\"accepted\",reason=\"none\"}"))
                .isEqualTo(acceptedBefore + 1);
        assertThat(Series.value("rollcall_ingest_events_total{outcome=\"rejected\",reason=\"missing_field\"}"))
                .isEqualTo(rejectedBefore + 2);
        assertThat(Series.value("rollcall_ingest_in_flight_bytes")).isZero();
    }

    @Test
    void aDryRunIsJudgedAndStoredNowhere() {
        double before = Series.sum("rollcall_ingest_events_total{");
        String body = Events.array(Events.play(77), Events.play(77).replace("\"US\"", "\"XX\""));
        json().queryParam("dry_run", true)
                .body(body)
                .post(PATH)
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("accepted", equalTo(1))
                .body("rejected.index", equalTo(List.of(1)))
                .body("rejected.reason", equalTo(List.of("unknown_region")));
        json().queryParam("dry_run", true)
                .body("{}")
                .post(PATH)
                .then()
                .statusCode(200)
                .body("accepted", equalTo(0))
                .body("rejected[0].reason", equalTo("missing_field"));
        json().queryParam("dry_run", true).body("").post(PATH).then().statusCode(400);
        json().queryParam("dry_run", true)
                .body("{\"sent_at\": 5, \"sent_at\": 6, \"events\": [{}]}")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_envelope"));

        String stored = Events.play(77);
        json().queryParam("dry_run", false).body(stored).post(PATH).then().statusCode(202);
        assertThat(accepted.records(1)).extracting(Topic::value).containsExactly(stored);
        post("{\"last\": 1}").statusCode(400);
        assertThat(rejected.records(1)).extracting(Topic::value).containsExactly("{\"last\": 1}");
        assertThat(Series.sum("rollcall_ingest_events_total{")).isEqualTo(before + 2);
    }

    @Test
    void theCatalogueIsAListOrOneSchema() {
        given().get("/v1/catalogue")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("events.name", hasItems("play", "experiment_exposure"))
                .body(
                        "events.find { it.name == 'experiment_exposure' }.required",
                        equalTo(List.of("properties.experiment", "properties.variant")))
                .body("limits.events_per_request", equalTo(1_000))
                .body("reasons", hasItems("schema_violation"));
        given().accept("application/schema+json, application/json;q=0.5")
                .get("/v1/catalogue")
                .then()
                .statusCode(200)
                .contentType("application/schema+json")
                .body("properties.event_name.enum", hasItems("play"))
                .body("required", hasItems("profile_id"));
        given().accept("text/csv").get("/v1/catalogue").then().statusCode(406).contentType(PROBLEM);
        given().header("Origin", "https://evil.example")
                .get("/v1/catalogue")
                .then()
                .statusCode(403)
                .body("code", equalTo("loopback_only"));
    }

    @Test
    void readinessKnowsTheTopic() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'event log' }.data.topic", equalTo("app-events"))
                .body("checks.find { it.name == 'event log' }.data.partitions", equalTo(8));
    }

    @Test
    void openApiDescribesTheEndpoint() {
        given().accept(ContentType.JSON)
                .queryParam("format", "JSON")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("paths.'/v1/events'.post.responses.keySet()", hasItems("202", "400", "401", "413", "429", "503"))
                .body("components.schemas.AppEvent.required", hasItems("profile_id", "region"));
    }

    @Test
    void problemsNeverShowAStackTrace() {
        post("{").statusCode(400).body(allOf(not(containsString("Exception")), not(containsString("\tat "))));
    }

    private static Topic topic(String name) {
        return new Topic(KafkaResource.broker().bootstrapServers(), name);
    }

    private static RequestSpecification json() {
        return given().contentType(ContentType.JSON);
    }

    /** Without the charset that the client would add of its own accord. */
    private static RequestSpecification plain() {
        return given().config(RestAssured.config()
                .encoderConfig(EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs("multipart/form-data", ContentType.TEXT)));
    }

    private static ValidatableResponse post(String body) {
        return json().body(body).post(PATH).then();
    }

    private static ValidatableResponse ndjson(String body) {
        return plain().contentType("application/x-ndjson")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(PATH)
                .then();
    }

    private static Stamp stamp(ConsumerRecord<byte[], byte[]> record) {
        return StampCodec.decode(
                record.headers().lastHeader(Topics.STAMP_HEADER).value());
    }

    private static String metrics() {
        return given().get("/q/metrics").then().statusCode(200).extract().asString();
    }
}
