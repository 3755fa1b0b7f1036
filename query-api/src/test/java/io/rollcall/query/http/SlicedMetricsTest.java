package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.rollcall.lake.Lake;
import io.rollcall.lake.metric.Interval;
import io.rollcall.query.ArchivedEvents;
import io.rollcall.query.TestLake;
import io.rollcall.query.TestRedis;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics of some of the events, as they are asked for; that their values are right, the tests of the lake show. */
@QuarkusTest
@QuarkusTestResource(TestRedis.class)
@WithTestResource(value = TestLake.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class SlicedMetricsTest {
    private static final LocalDate DAY = LocalDate.parse("2011-03-01");
    private static final LocalDate NEXT = DAY.plusDays(1);
    private static final long PROFILE = 61_000;

    @Inject
    Lake lake;

    /** One profile on two devices, one on a tv in Brazil, and one that does not say. */
    @BeforeEach
    void fill() {
        if (!lake.published().days(DAY, DAY).isEmpty()) {
            return;
        }
        new ArchivedEvents(lake)
                .eventOn(DAY, "US", PROFILE, "play", "tv", "1.0")
                .eventOn(DAY, "US", PROFILE, "browse", "mobile", "2.0")
                .eventOn(DAY, "BR", PROFILE + 1, "play", "tv", "1.0")
                .event(DAY, "US", PROFILE + 2, "browse")
                .eventOn(NEXT, "US", PROFILE, "browse", "mobile", "2.0")
                .event(DAY.minusDays(1), "US", PROFILE + 3, "browse", "{\"a'b\":\"it's\",\"n\":7}")
                .night(NEXT)
                .workOut();
    }

    @Test
    void aFilterSaysWhichEventsCount() {
        ask("dau", DAY, "region=*&platform=tv")
                .body("rows.value", contains(2))
                .body("rows.method", contains("exact"))
                .body("rows.status", contains("provisional"))
                .body("rows.low", contains(2));
        ask("dau", DAY, "region=*&platform=mobile,unknown").body("rows.value", contains(2));
        ask("dau", DAY, "platform=tv&app_version=2.0").body("rows", empty()).body("not_published", equalTo(null));
        ask("dau", DAY, "region=*&device_class=big_screen&continent=South%20America")
                .body("rows.value", contains(1));
        ask("engagement", DAY, "region=*&platform=mobile")
                .body("rows[0].events", equalTo(1))
                .body("rows[0].play_events", equalTo(0));
        askOfDays("dau", DAY.minusDays(365), DAY, "region=*&platform=tv")
                .body("rows.size()", equalTo(1))
                .body("rows.value", contains(2));
        ask("mau", NEXT, "region=*&platform=tv").body("rows.value", contains(2));
        ask("sessions", DAY, "region=*&platform=mobile").body("rows.sessions", contains(1));
        ask("lifecycle", NEXT, "region=*&platform=mobile")
                .body("rows[0].returning", equalTo(1))
                .body("rows[0].active", equalTo(1));
        ask("lifecycle", NEXT, "region=*&platform=tv")
                .body("rows[0].dormant", equalTo(2))
                .body("rows[0].active", equalTo(0));
        ask("retention", DAY, "region=*&platform=mobile&kind=on&days=1")
                .body("rows.retained", contains(1))
                .body("rows.cohort", contains(1));
    }

    @Test
    void aBreakdownHasAColumnForWhatItIsBrokenDownBy() {
        ask("dau", DAY, "group_by=platform")
                .body("rows.region", everyItem(equalTo("*")))
                .body("rows.platform", contains("mobile", "tv", "unknown"))
                .body("rows.value", contains(1, 2, 1));
        ask("dau", DAY, "group_by=region,platform")
                .body("rows.region", contains("BR", "US", "US", "US"))
                .body("rows.platform", contains("tv", "mobile", "tv", "unknown"));
        ask("dau", DAY, "region=BR&group_by=platform,region").body("rows.platform", contains("tv"));
        ask("dau", DAY, "group_by=app_version,platform&platform=tv,mobile")
                .body("rows.app_version", contains("1.0", "2.0"))
                .body("rows.platform", contains("tv", "mobile"));
        String csv = given().get("/v1/metrics/engagement?from=2011-03-01&to=2011-03-01&group_by=platform&format=csv")
                .asString();
        assertThat(csv.lines())
                .startsWith(
                        "dt,region,platform,play_events,search_events,browse_events,events,total_watch_time_sec,"
                                + "active_profiles,status,method,low,high,as_of",
                        "2011-03-01,*,mobile,0,0,1,1,0,1,provisional,exact,,,2011-03-03T02:30:00Z")
                .hasSize(4);
    }

    /** Five days after it the live window of the day has closed. */
    @Test
    void anAnswerOfWhichNothingCanChangeHasATagAndIsNotSentTwice() {
        LocalDate old = DAY.minusDays(100);
        new ArchivedEvents(lake)
                .active(old, "US", PROFILE + 10, PROFILE + 12)
                .night(old.plusDays(5))
                .workOut();
        for (String question : List.of("dau?region=*", "dau?format=csv", "lness?region=*", "hourly?platform=unknown")) {
            String address = "/v1/metrics/" + question + "&from=" + old + "&to=" + old;
            String tag = given().get(address)
                    .then()
                    .statusCode(200)
                    .body(containsString("final"))
                    .header("Cache-Control", "private, no-cache")
                    .header("ETag", startsWith("W/\""))
                    .extract()
                    .header("ETag");
            given().header("If-None-Match", "\"other\", " + tag)
                    .get(address)
                    .then()
                    .statusCode(304)
                    .header("ETag", tag)
                    .body(equalTo(""));
            given().header("If-None-Match", "\"other\"").get(address).then().statusCode(200);
            assertThat(given().get(address + (address.contains("format") ? "&region=*" : "&format=csv"))
                            .header("ETag"))
                    .as("another answer has another")
                    .isNotEqualTo(tag);
        }
        // A day of these can still change, or come.
        for (LocalDate from : List.of(DAY, old)) {
            given().header("If-None-Match", "*")
                    .get("/v1/metrics/dau?from=" + from + "&to=" + DAY)
                    .then()
                    .statusCode(200)
                    .header("ETag", nullValue())
                    .header("Cache-Control", "no-store");
        }
        given().get("/v1/metrics/dau?from=" + old + "&to=" + old + "&region=BR")
                .then()
                .header("ETag", nullValue());
    }

    /** Every metric that says it can be filtered can, by everything that it names. */
    @Test
    void whatIsListedIsTaken() {
        List<String> filterable = given().get("/v1/metrics").jsonPath().getList("metrics.findAll { it.filters }.id");
        assertThat(filterable)
                .contains("dau", "wau", "mau", "engagement", "sessions", "retention", "lifecycle", "titles");
        for (String metric : filterable) {
            ask(metric, DAY, "region=*&platform=tv");
            ask(metric, DAY, "group_by=continent,device_class");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            revenue?platform=tv                            | invalid_parameter | does not follow from single events
            churn?group_by=platform                        | invalid_parameter | does not follow from single events
            dau?platform=fridge                            | invalid_parameter | one of tv, mobile, web, console, other
            dau?group_by=platform,region,app_version       | invalid_parameter | one or two of region, platform
            dau?group_by=platform,platform                 | invalid_parameter | one or two of
            dau?group_by=none,platform                     | invalid_parameter | neither none nor
            dau?group_by=cdn                               | invalid_parameter | neither none nor
            dau?platform=tv&as_of=2011-03-03T02:30:00Z     | invalid_parameter | leave as_of out
            lness?platform=tv&from=2011-01-01&to=2011-03-01 | range_too_long   | at most 31
            dau?platform=tv&from=2010-01-01&to=2011-03-01  | range_too_long    | at most 400
            dau?group_by=platform&region=US,*              | regions_not_unitable | cannot be united
            dau?group_by=none&region=US&from=2011-01-01&to=2011-01-02 | regions_not_unitable | none of these days
            revenue?group_by=none&region=US,BR             | regions_not_unitable | use region=*
            churn?group_by=none&region=US                  | regions_not_unitable | use region=*
            retention?weighted=true&group_by=none&region=US | regions_not_unitable | use region=*
            revenue?event_name=play                        | invalid_parameter | does not follow from single events
            churn?property.plan=basic                      | invalid_parameter | property.NAME
            dau?event_name=pley                            | unknown_event_name | is it 'play'?
            dau?property.=x                                | invalid_parameter | names no property
            dau?property.a=                                | invalid_parameter | is empty
            dau?property.a=x&property.a=y                  | invalid_parameter | more than once
            dau?property.a=1&property.b=1&property.c=1&property.d=1&property.e=1 | invalid_parameter | at most 4
            dau?properties.a=x                             | unknown_parameter | property.NAME
            retention?weighted=true&platform=tv            | invalid_parameter | weighted
            retention?weighted=true&interval=week          | invalid_parameter | leave it or interval out
            retention?interval=total                       | invalid_parameter | has interval=day, week, month
            titles?by=trending&interval=week               | invalid_parameter | leave interval out
            wau?interval=week                              | invalid_parameter | it has interval=day
            dau?interval=hour                              | invalid_parameter | none of day, week, month, total
            dau?interval=week&as_of=2011-03-03T02:30:00Z   | invalid_parameter | of several days together
            """)
    void whereAFilterMeansNothingItIsRefused(String question, String code, String detail) {
        given().urlEncodingEnabled(false)
                .get("/v1/metrics/" + question)
                .then()
                .statusCode(400)
                .body("code", equalTo(code))
                .body("detail", containsString(detail));
    }

    @Test
    void severalRegionsAreOneFigureOfTheDaysThatTheLakeHas() {
        ask("dau", DAY, "region=US,BR&group_by=none")
                .body("rows.region", contains("*"))
                .body("rows.value", contains(3))
                .body("rows.method", contains("exact"));
        ask("dau", DAY, "region=BR&group_by=none").body("rows.value", contains(1));
        ask("dau", DAY, "region=US&group_by=platform&platform=tv,mobile")
                .body("rows.platform", contains("mobile", "tv"))
                .body("rows.value", contains(1, 1));
        ask("dau", DAY, "region=US&group_by=region").body("rows.region", contains("US"));
        askOfDays("engagement", DAY, NEXT, "region=US,BR&group_by=none&interval=total")
                .body("rows.active_profiles", contains(3));
        askOfDays("dau", NEXT, NEXT.plusDays(1), "region=US,BR&group_by=none")
                .body("rows.dt", contains("2011-03-02"))
                .body("not_published", contains("2011-03-03"));
    }

    @Test
    void namesAndPropertiesOfEventsAreFilters() {
        ask("dau", DAY, "region=*&event_name=play").body("rows.value", contains(2));
        ask("dau", DAY, "region=*&event_name=play,browse").body("rows.value", contains(3));
        ask("dau", DAY, "group_by=platform&event_name=browse").body("rows.platform", contains("mobile", "unknown"));
        ask("dau", DAY.minusDays(1), "region=*&property.a%27b=it%27s").body("rows.value", contains(1));
        ask("dau", DAY.minusDays(1), "region=*&property.a%27b=other").body("rows", empty());
        ask("dau", DAY.minusDays(1), "region=*&property.n=7&event_name=browse").body("rows.value", contains(1));
        ask("dau", DAY.minusDays(1), "region=*&property.n=%27%20OR%20true%20--").body("rows", empty());
        ask("adoption", DAY, "region=*&event_name=play&property.n=7").body("rows", empty());
    }

    /** DAY is a Tuesday. The week's Monday is before the range: a part of a week is not complete. */
    @Test
    void anIntervalHasARowWithAColumnThatSaysWhetherItIsWhole() {
        askOfDays("dau", DAY, NEXT, "region=*&interval=week")
                .body("rows.dt", contains("2011-02-28"))
                .body("rows.complete", contains(0))
                .body("rows.value", contains(3))
                .body("rows.low", contains(3))
                .body("rows.status", contains("provisional"))
                .body("not_published", equalTo(null));
        askOfDays("dau", DAY, NEXT, "region=*&interval=total&platform=tv")
                .body("rows.dt", contains("2011-03-01"))
                .body("rows.complete", contains(1))
                .body("rows.value", contains(2));
        askOfDays("dau", DAY, NEXT.plusDays(1), "region=*&interval=month")
                .body("rows.dt", contains("2011-03-01"))
                .body("rows.complete", contains(0))
                .body("not_published", contains("2011-03-03"));
        askOfDays("dau", DAY, DAY, "region=*&interval=day").body("rows[0].complete", equalTo(null));
        askOfDays("retention", DAY, NEXT, "region=*&interval=week&kind=on&days=1")
                .body("rows.dt", contains("2011-02-28"))
                .body("rows.complete", contains(0))
                .body("rows.cohort", contains(3))
                .body("rows.retained", contains(nullValue()));
        String csv = given().get(
                        "/v1/metrics/dau?from=2011-03-01&to=2011-03-02&interval=total&group_by=region,platform&format=csv")
                .asString();
        assertThat(csv.lines())
                .startsWith(
                        "dt,region,platform,complete,value,status,method,low,high,as_of",
                        "2011-03-01,BR,tv,1,1,provisional,exact,1,1,2011-03-03T02:30:00Z")
                .hasSize(5);
        String retention = given().get("/v1/metrics/retention?from=2011-03-01&to=2011-03-02&interval=month&format=csv")
                .asString();
        assertThat(retention.lines().findFirst())
                .hasValue("dt,region,complete,kind,day,cohort,retained,rate,cohorts,status,method,low,high,as_of");
    }

    /** Every interval that a metric names can be asked, of all events and of some. */
    @Test
    void everyIntervalThatIsListedIsTaken() {
        List<Map<String, Object>> listed = given().get("/v1/metrics").jsonPath().getList("metrics");
        for (Map<String, Object> metric : listed) {
            for (Interval interval : Interval.values()) {
                boolean isTaken = String.valueOf(metric.get("intervals")).contains(interval.word());
                String address = "/v1/metrics/" + metric.get("id") + "?from=" + DAY + "&to=" + NEXT + "&interval="
                        + interval.word();
                given().get(address).then().statusCode(isTaken ? 200 : 400);
                if (isTaken && !String.valueOf(metric.get("filters")).equals("[]")) {
                    given().get(address + "&platform=tv").then().statusCode(200);
                }
            }
        }
    }

    private static ValidatableResponse askOfDays(String metric, LocalDate from, LocalDate to, String parameters) {
        return given().urlEncodingEnabled(false)
                .get("/v1/metrics/" + metric + "?from=" + from + "&to=" + to + "&" + parameters)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse ask(String metric, LocalDate dt, String parameters) {
        return given().urlEncodingEnabled(false)
                .get("/v1/metrics/" + metric + "?from=" + dt + "&to=" + dt + "&" + parameters)
                .then()
                .statusCode(200);
    }
}
