package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static io.rollcall.query.CountedEvents.BROWSE;
import static io.rollcall.query.CountedEvents.PLAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rollcall.lake.Lake;
import io.rollcall.query.ArchivedEvents;
import io.rollcall.query.CountedEvents;
import io.rollcall.query.TestLake;
import io.rollcall.query.TestRedis;
import io.rollcall.query.Today;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HyperLogLogs cannot answer has no row, or is refused; the live counters are full while it is asked. */
@QuarkusTest
@QuarkusTestResource(TestRedis.class)
@WithTestResource(value = TestLake.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class NeverEstimatedTest {
    private static final LocalDate PUBLISHED = LocalDate.parse("2011-05-01");
    /** Who is in no other test of this lake, and so was never seen before. */
    private static final long PROFILE = 41_000;

    private static final List<String> OF_PUBLISHED_DAYS = List.of(
            "retention",
            "retention?kind=on&days=1",
            "retention?days=5,40",
            "retention?weighted=true",
            "lifecycle",
            "churn",
            "churn?window=1",
            "lness",
            "segments",
            "segments?high_from=1",
            "growth",
            "sessions",
            "adoption",
            "adoption?lookback=0",
            "adoption?event_name=play&property=cdn",
            "funnel",
            "funnel?steps=browse,play",
            "paths",
            "paths?start=browse",
            "titles",
            "revenue");

    @Inject
    Lake lake;

    private final LocalDate today = Today.whole();

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
        OF_PUBLISHED_DAYS.forEach(this::requireNoRowToday);
    }

    @Test
    void redisIsNotAskedForWhatItCannotAnswer() {
        TestRedis.without(() -> OF_PUBLISHED_DAYS.forEach(this::requireNoRowToday));
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
    @ValueSource(strings = {"dau", "wau", "mau28", "mau", "stickiness", "engagement"})
    void earlierFiguresOfTodayAreNone(String metric) {
        given().get("/v1/metrics/" + metric + "?region=*&as_of=9999-12-31T00:00:00Z")
                .then()
                .statusCode(200)
                .body("rows", empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dau",
                "wau",
                "mau28",
                "mau",
                "stickiness",
                "engagement",
                "retention",
                "lifecycle",
                "churn",
                "lness",
                "segments",
                "growth",
                "sessions",
                "adoption",
                "funnel",
                "paths",
                "titles",
                "revenue"
            })
    void regionsAreNotUnited(String metric) {
        requireRefused(metric + "?region=US,BR&group_by=none", "regions_not_unitable", "use region=*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "retention",
                "retention?kind=on",
                "churn",
                "segments",
                "adoption",
                "adoption?event_name=play",
                "funnel",
                "funnel?steps=browse,play",
                "paths",
                "titles",
                "revenue"
            })
    void earlierFiguresOfWhatTakesParametersAreRefused(String question) {
        requireRefused(
                question + (question.contains("?") ? "&" : "?") + "as_of=2011-05-02T03:00:00Z",
                "invalid_parameter",
                "leave as_of out");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dau?event_name=play          | unknown_parameter | no parameter 'event_name'
            wau?kind=on                  | unknown_parameter | no parameter 'kind'
            mau?segment=high             | unknown_parameter | no parameter 'segment'
            dau?platform=tv              | unknown_parameter | no parameter 'platform'
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
    void anExperimentOfTodayIsUnknownUntilTodayIsPublished() {
        given().get("/v1/experiments/row?metric=plays&from=" + today + "&to=" + today)
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown_experiment"))
                .body("detail", containsString("none of these days is published yet"));
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
