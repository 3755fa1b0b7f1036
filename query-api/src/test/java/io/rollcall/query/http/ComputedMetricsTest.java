package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.rollcall.lake.Lake;
import io.rollcall.query.ArchivedEvents;
import io.rollcall.query.TestLake;
import io.rollcall.query.TestRedis;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Computed metrics as they are asked for; that their figures are right, the tests of their .sql files show. */
@QuarkusTest
@QuarkusTestResource(TestRedis.class)
@WithTestResource(value = TestLake.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class ComputedMetricsTest {
    private static final LocalDate DAY = LocalDate.parse("2012-03-01");
    /** Who is in no other test of this lake, and so was never seen before, whichever test comes first. */
    private static final long PROFILE = 42_000;

    private static final LocalDate NEXT = DAY.plusDays(1);

    @Inject
    Lake lake;

    /** Profile 1 of US starts, browses, plays and subscribes, and plays again on the next day; profile 2 of BR only starts. */
    @BeforeEach
    void fill() {
        if (!lake.published().days(DAY, DAY).isEmpty()) {
            return;
        }
        new ArchivedEvents(lake)
                .event(DAY, "US", PROFILE, "app_start")
                .event(DAY, "US", PROFILE, "browse")
                .event(DAY, "US", PROFILE, "play", "{\"cdn\":\"north, \\\"old\\\"\",\"startup_ms\":120}")
                .event(
                        DAY,
                        "US",
                        PROFILE,
                        "subscription_change",
                        "{\"kind\":\"start\",\"price\":999,\"currency\":\"USD\"}")
                .event(DAY, "BR", PROFILE + 1, "app_start")
                .event(NEXT, "US", PROFILE, "play")
                .event(NEXT, "US", PROFILE, "checkout")
                .night(NEXT)
                .workOut();
    }

    @Test
    void whatTheNightHasWorkedOutIsServedWithItsStatus() {
        ask("lness", NEXT, "&region=*&window=7")
                .body("metric", equalTo("lness"))
                .body("definition_version", equalTo(1))
                .body("additive", equalTo(false))
                .body("rows.active_days", contains("1", "2"))
                .body("rows.profiles", contains(1, 1))
                .body("rows.low", contains(1, 1))
                .body("rows.method", everyItem(equalTo("exact")))
                .body("rows.status", everyItem(equalTo("provisional")))
                .body("rows.as_of", everyItem(equalTo("2012-03-03T02:30:00Z")));
        ask("lifecycle", NEXT, "&region=*")
                .body("rows[0].new", equalTo(0))
                .body("rows[0].returning", equalTo(1))
                .body("rows[0].dormant", equalTo(1))
                .body("rows[0].active", equalTo(1));
        ask("growth", DAY, "").body("rows.region", contains("BR", "US")).body("rows.dau", contains(1, 1));
        ask("hourly", DAY, "&region=*")
                .body("rows.hour", equalTo(IntStream.range(0, 24).boxed().toList()))
                .body("rows.findAll { it.hour in [11, 12, 13] }.so_far", contains(0, 2, 2))
                .body("rows[12].events", equalTo(5));
        ask("sessions", DAY, "&group_by=none")
                .body("rows[0].sessions", equalTo(2))
                .body("rows[0].zero_length_sessions", equalTo(2))
                .body("rows[0].duration_mean_sec", nullValue());
        ask("paths", DAY, "&region=*")
                .body("rows.path", contains("app_start", "app_start>browse>play>subscription_change"))
                .body("rows.share", contains(0.5f, 0.5f));
        ask("titles", DAY, "&region=*&by=trending").body("rows", empty());
        ask("quality", DAY, "&by=none")
                .body("rows.region", contains("*"))
                .body("rows[0].accepted", equalTo(5))
                .body("rows[0].duplicates", equalTo(0))
                .body("rows[0].seq_gaps", nullValue())
                .body("rows[0].rejected_missing_field", equalTo(0));
        ask("events", DAY, "&region=*")
                .body("rows[0].value", equalTo(5))
                .body("rows[0].kept", equalTo(5))
                .body("rows[0].low", equalTo(5))
                .body("rows.method", everyItem(equalTo("exact")))
                .body("rows.event_name", hasItem("app_start"));
        ask("quality", DAY, "&by=app_version").body("rows.item", hasItem("unknown/unknown"));
    }

    @Test
    void whatClientsSentIsOfAllRegionsAskedForOrNot() {
        for (String region : List.of("", "&region=*", "&group_by=none", "&region=*&group_by=none")) {
            ask("quality", DAY, region)
                    .body("rows.region", everyItem(equalTo("*")))
                    .body("rows.by", contains("", "app_version", "platform"))
                    .body("rows.item", contains("", "unknown/unknown", "unknown"))
                    .body("rows.accepted", contains(5, 5, 5));
        }
        given().get("/v1/metrics/quality?region=US&from=" + DAY + "&to=" + DAY)
                .then()
                .statusCode(400)
                .body("detail", containsString("leave region out, or ask for region=*"));
    }

    @Test
    void theFirstDayIsMarkedWhereItIsAskedWhoIsNew() {
        String first = DAY.toString();
        ask("lifecycle", DAY, "&region=*").body("rows[0].new", equalTo(2)).body("history_begins", equalTo(first));
        ask("retention", DAY, "&region=*&kind=on&days=1").body("history_begins", equalTo(first));
        ask("retention", DAY, "&region=*&weighted=true&kind=on&days=1").body("history_begins", equalTo(first));
        ask("lifecycle", NEXT, "&region=*").body("history_begins", nullValue());
        ask("lness", DAY, "&region=*").body("history_begins", nullValue());
        ask("lness", DAY.minusDays(1), "&region=*").body("rows", empty()).body("history_begins", equalTo(first));
    }

    @Test
    void retentionSaysWhichCellsAreCompleteAndUnitesCohorts() {
        ask("retention", DAY, "&region=*&kind=on&days=1,2")
                .body("rows.day", contains("1", "2"))
                .body("rows.cohort", contains(2, 2))
                .body("rows.retained", contains(1, null))
                .body("rows.rate", contains(0.5f, null))
                .body("rows.complete", contains(1, 0));
        ask("retention", DAY, "&region=*&weighted=true&kind=on&days=1")
                .body("rows[0].cohort", equalTo(2))
                .body("rows[0].rate", equalTo(0.5f));
        ask("retention", DAY, "&region=*&kind=bracket&bracket=1-1").body("rows.retained", contains(1));
    }

    @Test
    void otherParametersAreWorkedOutOnDemand() {
        ask("segments", DAY, "&region=*&dimension=segment&high_from=1")
                .body("rows.item", contains("high", "low"))
                .body("rows.profiles", contains(1, 1));
        ask("churn", NEXT, "&region=*&kind=engagement&window=1")
                .body("rows.base", contains(2))
                .body("rows.churned", contains(1))
                .body("rows.rate", contains(0.5f));
        ask("funnel", DAY, "&region=*")
                .body("rows.step", contains("1", "2", "3"))
                .body("rows.profiles", contains(2, 1, 1));
        ask("funnel", DAY, "&region=*&steps=app_start,play&window_hours=48").body("rows.profiles", contains(2, 1));
        ask("retention", DAY, "&region=*&kind=on&days=1&start_event=browse&return_event=checkout")
                .body("rows.cohort", contains(1))
                .body("rows.retained", contains(1));
        ask("retention", DAY, "&region=*&kind=on&days=1&return_event=search")
                .body("rows.cohort", contains(2))
                .body("rows.retained", contains(0));
        ask("funnel", DAY, "&region=*").body("rows.dropped_off", contains(1, 0, null));
        ask("funnel", DAY, "&region=*&where=3:startup_ms=120").body("rows.profiles", contains(2, 1, 1));
        ask("funnel", DAY, "&region=*&where=3:startup_ms=121").body("rows.profiles", contains(2, 1, 0));
        ask("funnel", DAY, "&region=*&steps=app_start,play_started").body("rows.profiles", contains(2, 1));
        ask("adoption", DAY, "&region=*&event_name=play").body("rows.share", contains(0.5f));
        ask("adoption", DAY, "&region=*&event_name=play&property=startup_ms").body("rows.item", contains("120"));
    }

    @Test
    void anEventThatOnlyPublishedDaysKnowMayBeAskedForOfEveryDay() {
        ask("adoption", NEXT, "&region=*&event_name=checkout").body("rows.profiles", contains(1));
        ask("funnel", NEXT, "&region=*&steps=play,checkout").body("rows.step", contains("1", "2"));
        ask("paths", DAY, "&start=checkout").body("rows", empty());
    }

    @Test
    void whatPlaysAndSubscriptionsSayInTheirPropertiesIsServed() {
        ask("playback", DAY, "&region=*&by=none")
                .body("rows[0].attempts", equalTo(1))
                .body("rows[0].vst_p50_ms", equalTo(120));
        ask("revenue", DAY, "&region=*")
                .body("rows.currency", contains("USD"))
                .body("rows.mrr_minor", contains(999))
                .body("rows.new_mrr", contains(999));
        ask("revenue", DAY, "&region=*&rates=USD-EUR:0.5").body("rows.mrr_minor", hasItems(999, 499.5f));
        ask("churn", NEXT, "&region=*&kind=subscription").body("rows.cancellations", contains(0));
    }

    @Test
    void csvHasTheColumnsOfTheJsonAndQuotesWhatNeedsIt() {
        String csv = given().urlEncodingEnabled(false)
                .accept("text/csv")
                .get("/v1/metrics/playback?from=" + DAY + "&to=" + DAY + "&region=*&by=cdn")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(csv.lines())
                .first()
                .asString()
                .startsWith("dt,region,by,item,attempts,plays,")
                .endsWith(",status,method,low,high,as_of");
        assertThat(csv).contains("2012-03-01,*,cdn,\"north, \"\"old\"\"\",1,1,");
    }

    @Test
    void earlierFiguresAreServedWhereNoParametersAreTaken() {
        ask("lifecycle", NEXT, "&region=*&as_of=2012-03-03T02:30:00Z").body("rows[0].active", equalTo(1));
        ask("lifecycle", NEXT, "&region=*&as_of=2012-03-03T02:29:59Z").body("rows", empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            retention?from=2012-03-01&to=2012-03-01&as_of=2012-03-03T02:30:00Z | invalid_parameter | leave as_of out
            lness?window=8                                                     | invalid_parameter | one of 7, 30
            paths?start=heartbeat                                              | invalid_parameter | never part of a path
            adoption?lookback=90                                               | invalid_parameter | from 0 to 29
            retention?kind=rolling                                             | invalid_parameter | on, on_or_after, bracket
            retention?start_event=brwse                                        | unknown_event_name | parameter start_event names 'brwse', and there is no event of that name; is it 'browse'?
            retention?return_event=chekout                                     | unknown_event_name | is it 'checkout'?
            retention?weighted=true&start_event=play                           | invalid_parameter | start_event and return_event likewise
            retention?weighted=true&horizon=60                                 | invalid_parameter | leave horizon out
            retention?weighted=true&days=1,40                                  | invalid_parameter | that are standard
            retention?days=0                                                   | invalid_parameter | from 1 to 180
            retention?bracket=9-3                                              | invalid_parameter | the smaller first
            segments?high_from=0                                               | invalid_parameter | from 1 to 1000000
            funnel?steps=play                                                  | invalid_parameter | 2 to 8 steps
            funnel?steps=play,a'b                                              | unknown_event_name | parameter steps names 'a'b', and there is no event
            funnel?steps=app_start,chekout                                     | unknown_event_name | 'chekout', and there is no event of that name; is it 'checkout'?
            funnel?steps=appStart,play                                         | unknown_event_name | is it 'app_start'?
            funnel?steps=app_start,,play                                       | unknown_event_name | names ''
            adoption?event_name=serach                                         | unknown_event_name | is it 'search'?
            adoption?event_name=play,serach                                    | unknown_event_name | is it 'search'?
            adoption?event_name=Play&property=cdn                              | unknown_event_name | is it 'play'?
            paths?start=chekout                                                | unknown_event_name | parameter start names 'chekout'
            paths?start=sneeze                                                 | unknown_event_name | there are app_start, browse, checkout, content_rating
            adoption?property=cdn                                              | invalid_parameter | one event_name
            adoption?from=2012-01-01&to=2012-03-01&lookback=7                  | range_too_long    | at most 31
            adoption?from=2012-01-01&to=2012-03-01&event_name=play&property=cdn | range_too_long   | at most 31
            segments?from=2011-01-01&to=2012-03-01&high_from=2                 | range_too_long    | at most 400
            funnel?where=4:outcome=started                                     | invalid_parameter | there is no step 4
            funnel?where=outcome=started                                       | invalid_parameter | 3:outcome=started
            revenue?rates=EUR:2                                                | invalid_parameter | EUR-USD:1.08
            sessions?gap=5                                                     | unknown_parameter | there is no parameter
            """)
    void aQuestionThatIsNoneIsRefused(String question, String code, String detail) {
        given().urlEncodingEnabled(false)
                .get("/v1/metrics/" + question.replace("'", "%27"))
                .then()
                .statusCode(400)
                .body("code", equalTo(code))
                .body("detail", containsString(detail));
    }

    private static ValidatableResponse ask(String metric, LocalDate dt, String parameters) {
        return given().urlEncodingEnabled(false)
                .get("/v1/metrics/" + metric + "?from=" + dt + "&to=" + dt + parameters)
                .then()
                .statusCode(200);
    }
}
