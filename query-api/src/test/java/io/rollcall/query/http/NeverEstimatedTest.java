package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static io.rollcall.query.CountedEvents.BROWSE;
import static io.rollcall.query.CountedEvents.PLAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rollcall.event.testkit.Today;
import io.rollcall.lake.Lake;
import io.rollcall.lake.metric.Metric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.query.ArchivedEvents;
import io.rollcall.query.CountedEvents;
import io.rollcall.query.TestLake;
import io.rollcall.query.TestRedis;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What HyperLogLogs cannot answer has no row, or is refused; the live counters are full while it is asked. */
@QuarkusTest
@QuarkusTestResource(TestRedis.class)
@WithTestResource(value = TestLake.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class NeverEstimatedTest {
    private static final LocalDate PUBLISHED = LocalDate.parse("2011-05-01");
    /** Who is in no other test of this lake, and so was never seen before. */
    private static final long PROFILE = 41_000;

    /** Questions whose parameters are their own; those without are about every metric of {@link Metrics#computed}. */
    private static final List<String> WITH_PARAMETERS = List.of(
            "retention?kind=on&days=1",
            "retention?days=5,40",
            "retention?weighted=true",
            "churn?window=1",
            "segments?high_from=1",
            "adoption?lookback=0",
            "adoption?event_name=play&property=cdn",
            "funnel?steps=browse,play",
            "paths?start=browse");

    private static List<String> ofPublishedDays() {
        return Stream.concat(Metrics.computed().stream().map(Metric::name), WITH_PARAMETERS.stream())
                .toList();
    }

    @Inject
    Lake lake;

    private final LocalDate today = Today.lasting(Duration.ofSeconds(45));

    /** Today one browses and plays in US, another in BR; both did so on a published day, too. */
    @BeforeEach
    void fill() {
        if (lake.published().days(PUBLISHED, PUBLISHED).isEmpty()) {
            new ArchivedEvents(lake)
                    .event(PUBLISHED, "US", PROFILE, "browse")
                    .event(PUBLISHED, "US", PROFILE, "play")
                    .event(PUBLISHED, "BR", PROFILE + 1, "browse")
                    .event(PUBLISHED, "BR", PROFILE + 1, "play")
                    .night(PUBLISHED)
                    .workOut();
        }
        try (CountedEvents events = CountedEvents.fromTheBeginning()) {
            events.active(today, "US", PROFILE, BROWSE)
                    .active(today, "US", PROFILE, PLAY)
                    .active(today, "BR", PROFILE + 1, BROWSE)
                    .active(today, "BR", PROFILE + 1, PLAY)
                    .apply(Instant.now());
        }
    }

    @Test
    void todayHasNoRowUntilItIsPublishedWhateverTheLiveCountersKnow() {
        given().get("/v1/metrics/dau?region=*").then().body("rows[0].value", equalTo(2));
        ofPublishedDays().forEach(this::requireNoRowToday);
    }

    @Test
    void redisIsNotAskedForWhatItCannotAnswer() {
        TestRedis.without(() -> ofPublishedDays().forEach(this::requireNoRowToday));
    }

    private void requireNoRowToday(String question) {
        String region = question.contains("?") ? "&region=*" : "?region=*";
        assertThat(given().get("/v1/metrics/" + question + region + "&from=" + today + "&to=" + today)
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("rows"))
                .as(question)
                .isEmpty();
    }

    @Test
    void aCellOfRetentionThatIsNotOverIsNotFilledFromWhoIsSeenLive() {
        given().get("/v1/metrics/retention?region=*&kind=on&days=1&from=" + PUBLISHED + "&to=" + PUBLISHED)
                .then()
                .statusCode(200)
                .body("rows", hasSize(1))
                .body("rows[0].complete", equalTo(0))
                .body("rows[0].retained", nullValue())
                .body("rows[0].rate", nullValue());
    }

    @ParameterizedTest
    @MethodSource("ofDays")
    void earlierFiguresOfTodayAreNone(String metric) {
        given().get("/v1/metrics/" + metric + "?region=*&as_of=9999-12-31T00:00:00Z")
                .then()
                .statusCode(200)
                .body("rows", empty());
    }

    private static List<String> ofDays() {
        return Metrics.ofDays().stream().map(Metric::name).toList();
    }

    @ParameterizedTest
    @MethodSource("io.rollcall.lake.metric.Metrics#names")
    void regionsAreNotUnited(String metric) {
        requireRefused(
                metric + "?region=US,BR&group_by=none&from=2011-08-01&to=2011-08-02",
                "regions_not_unitable",
                "use region=*");
    }

    private static List<String> withoutEarlierValues() {
        return Stream.concat(
                        Metrics.computed().stream()
                                .filter(metric -> !metric.keepsEarlier())
                                .map(Metric::name),
                        Stream.of("retention?kind=on", "adoption?event_name=play", "funnel?steps=browse,play"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("withoutEarlierValues")
    void earlierFiguresOfWhatTakesParametersAreRefused(String question) {
        requireRefused(
                question + (question.contains("?") ? "&" : "?") + "as_of=2011-05-02T03:00:00Z",
                "invalid_parameter",
                "leave as_of out");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            wau?kind=on                  | unknown_parameter | no parameter 'kind'
            mau?segment=high             | unknown_parameter | no parameter 'segment'
            overlap?region=US,BR         | unknown_metric    | no metric is called 'overlap'
            retention?kind=rolling       | invalid_parameter | on, on_or_after, bracket
            """)
    void whatWouldBeAnOverlapOfTwoSketchesIsRefused(String question, String code, String detail) {
        requireRefused(question, code, detail);
    }

    private static void requireRefused(String question, String code, String detail) {
        given().get("/v1/metrics/" + question)
                .then()
                .statusCode(400)
                .body("code", equalTo(code))
                .body("detail", containsString(detail));
    }

    @Test
    void anExperimentOfTodayIsUnknownUntilTodayIsCounted() {
        given().get("/v1/experiments/row?metric=plays&from=" + today + "&to=" + today)
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown_experiment"))
                .body("detail", containsString("none of these days is published yet"));
        given().get("/v1/experiments?from=" + today + "&to=" + today)
                .then()
                .statusCode(200)
                .body("rows", empty())
                .body("not_published", contains(today.toString()));
    }

    @Test
    void theTitlesOfALiveDayAreNotGuessed() {
        given().get("/v1/profiles/" + PROFILE + "/engagement")
                .then()
                .statusCode(200)
                .body("rows[0].play_events", equalTo(1))
                .body("rows[0].unique_titles_viewed", nullValue());
    }
}
