package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static io.rollcall.query.CountedEvents.BROWSE;
import static io.rollcall.query.CountedEvents.PLAY;
import static io.rollcall.query.CountedEvents.SEARCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.rollcall.event.testkit.Today;
import io.rollcall.query.CountedEvents;
import io.rollcall.query.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestRedis.class)
class MetricsTest {
    private static final Instant AS_OF = Instant.parse("2026-11-22T10:15:02.250Z");

    private final LocalDate today = Today.lasting(Duration.ofSeconds(45));
    private CountedEvents events = CountedEvents.fromTheBeginning();

    /**
     * Today: 1, 2, 3 in US and 3, 4 in BR: dau US 3, BR 2, * 4. Yesterday: 1 in US. Two days ago nothing. Six days ago 1 in US and 9 in
     * BR. Twenty days ago 20..29 in US.
     */
    @BeforeEach
    void fill() {
        events.active(today, "US", 1, PLAY)
                .active(today, "US", 1, PLAY)
                .active(today, "US", 2, SEARCH)
                .active(today, "US", 3, BROWSE)
                .active(today, "BR", 3, PLAY)
                .active(today, "BR", 4, BROWSE)
                .passive(today, "BR", 5, BROWSE)
                .passive(today, "DE", 6, BROWSE)
                .active(today.minusDays(1), "US", 1, BROWSE)
                .active(today.minusDays(6), "US", 1, BROWSE)
                .active(today.minusDays(6), "BR", 9, BROWSE)
                .active(today.minusDays(20), "US", 20, 29)
                .apply(AS_OF);
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void theEnvelopeIsTheOneOfTheContract() {
        given().get("/v1/metrics/dau?region=US")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .body(equalTo("{\"metric\":\"dau\",\"definition_version\":1,\"additive\":false,\"rows\":[{\"dt\":\""
                        + today
                        + "\",\"region\":\"US\",\"value\":3,\"status\":\"live\",\"method\":\"exact\",\"low\":3,\"high\":3,"
                        + "\"as_of\":\"2026-11-22T10:15:02.250Z\"}]}"));
    }

    @Test
    void dauCountsAProfileOnceInEachRegionAndOnceInAll() {
        assertThat(values("dau?region=US,BR,*")).containsExactly("* 4", "BR 2", "US 3");
    }

    @Test
    void withoutDatesAQuestionIsAboutTodayAndWithoutRegionsAboutEachButNotTheirTotal() {
        assertThat(values("dau")).containsExactly("BR 2", "US 3");
    }

    @Test
    void groupByNoneIsOneRowADayForAllRegions() {
        assertThat(values("dau?group_by=none")).containsExactly("* 4");
        assertThat(values("dau?group_by=none&region=*")).containsExactly("* 4");
    }

    @Test
    void aRegionWithoutActiveProfilesHasNoDauButItsEventsCount() {
        assertThat(values("dau?region=DE")).isEmpty();
        assertThat(ask("engagement?region=DE").getInt("rows[0].events")).isEqualTo(1);
        assertThat(ask("engagement?region=DE").getInt("rows[0].active_profiles"))
                .isZero();
    }

    @Test
    void rowsAreSortedByDayThenRegionAndADayWithoutDataHasNone() {
        JsonPath answer = ask("dau?region=*,US&from=" + today.minusDays(2) + "&to=" + today.plusDays(3));
        assertThat(answer.<String>getList("rows.dt"))
                .containsExactly(
                        today.minusDays(1).toString(),
                        today.minusDays(1).toString(),
                        today.toString(),
                        today.toString());
        assertThat(answer.<String>getList("rows.region")).containsExactly("*", "US", "*", "US");
    }

    @Test
    void anOlderDayIsKnownFromItsSketchesAndSaysSo() {
        JsonPath answer = ask("dau?to=" + today.minusDays(6) + "&region=*,BR,US");
        assertThat(answer.<String>getList("rows.method")).containsOnly("hyperloglog");
        assertThat(answer.<Integer>getList("rows.value")).containsExactly(2, 1, 1);
        assertThat(answer.<Integer>getList("rows.low")).allMatch(low -> low <= 2);
    }

    @Test
    void onlyFromMeansFromThenToToday() {
        assertThat(ask("dau?region=US&from=" + today.minusDays(1)).<String>getList("rows.dt"))
                .as("to defaults to today")
                .containsExactly(today.minusDays(1).toString(), today.toString());
    }

    @Test
    void windowsEndWithTheirDayAndCountAProfileOnce() {
        assertThat(values("wau?region=*,US,BR")).containsExactly("* 5", "BR 3", "US 3");
        assertThat(values("mau?region=*,US,BR")).containsExactly("* 15", "BR 3", "US 13");
        assertThat(values("mau28?group_by=none")).containsExactly("* 15");
        assertThat(values("wau?region=*&to=" + today.minusDays(1))).containsExactly("* 2");
        assertThat(values("wau?region=*&to=" + today.minusDays(7))).isEmpty();
        assertThat(ask("mau?region=*").getString("rows[0].method")).isEqualTo("hyperloglog");
    }

    @Test
    void aWindowThatBeginsBeforeTheSketchesHasNoRow() {
        assertThat(values("mau?region=*&to=" + today.minusDays(4))).isNotEmpty();
        assertThat(values("mau?region=*&to=" + today.minusDays(5))).isEmpty();
    }

    @Test
    void aWindowThatEndsInTheFutureHasNoRow() {
        assertThat(values("wau?region=*&to=" + today.plusDays(1))).isEmpty();
    }

    @Test
    void stickinessIsTheMeanDauOverTheDaysOfHistoryByTheMau() {
        // * had 10, 2, 1 and 4 active on four of the 21 days since the first; mau 15: 17 / 21 / 15.
        JsonPath total = ask("stickiness?group_by=none");
        assertThat(total.getInt("rows[0].days")).isEqualTo(21);
        assertThat(total.getString("rows[0].value")).isEqualTo("0.053968");
        assertThat(total.getString("rows[0].point")).isEqualTo("0.266667");
        assertThat(total.getDouble("rows[0].low")).isBetween(0.04, 0.053968);
        assertThat(total.getDouble("rows[0].high")).isBetween(0.053968, 0.07);
        // BR had 1 six days ago and 2 today, mau 3; the days before count for it too: 3 / 21 / 3.
        JsonPath brazil = ask("stickiness?region=BR");
        assertThat(brazil.getString("rows[0].value")).isEqualTo("0.047619");
        assertThat(brazil.getString("rows[0].point")).isEqualTo("0.666667");
        assertThat(brazil.getString("rows[0].method")).isEqualTo("hyperloglog");
    }

    @Test
    void stickinessOfTheFirstDayOfAllIsOne() {
        events.close();
        events = CountedEvents.fromTheBeginning().active(today, "US", 1, 500).apply(AS_OF);
        JsonPath answer = ask("stickiness?region=*,US");
        assertThat(answer.<Integer>getList("rows.days")).containsExactly(1, 1);
        assertThat(answer.<Float>getList("rows.value")).containsExactly(1.0f, 1.0f);
        assertThat(values("mau?region=*,US")).as("one day's mau is its dau").containsExactly("* 500", "US 500");
    }

    @Test
    void engagementHasAColumnForEachMeasure() {
        given().get("/v1/metrics/engagement?region=*,US,BR")
                .then()
                .statusCode(200)
                .body("additive", equalTo(false))
                .body(
                        "additive_columns",
                        equalTo(List.of(
                                "play_events", "search_events", "browse_events", "events", "total_watch_time_sec")))
                .body(
                        "rows.collect { r -> [r.region, r.play_events, r.search_events, r.browse_events, r.events,"
                                + " r.total_watch_time_sec, r.active_profiles] }",
                        equalTo(List.of(
                                List.of("*", 3, 1, 4, 8, 1800, 4),
                                List.of("BR", 1, 0, 2, 3, 600, 2),
                                List.of("US", 2, 1, 1, 4, 1200, 3))))
                .body("rows[0].method", equalTo("exact"))
                .body("rows[0].low", equalTo(null));
        assertThat(ask("engagement").<Map<String, Object>>getList("rows").get(0).keySet())
                .containsExactly(
                        "dt",
                        "region",
                        "play_events",
                        "search_events",
                        "browse_events",
                        "events",
                        "total_watch_time_sec",
                        "active_profiles",
                        "status",
                        "method",
                        "low",
                        "high",
                        "as_of");
    }

    @Test
    void engagementOfDaysWhoseCountersMayBeGoneHasNoRow() {
        assertThat(ask("engagement?to=" + today.minusDays(6)).<Object>getList("rows"))
                .isEmpty();
    }

    @Test
    void aProfileHasARowForEachDayAndRegionItWasSeenIn() {
        given().get("/v1/profiles/3/engagement?from=" + today.minusDays(3))
                .then()
                .statusCode(200)
                .body(equalTo(
                        "{\"metric\":\"engagement_metrics\",\"definition_version\":1,\"additive\":false,\"profile_id\":3,\"rows\":["
                                + profileRow("BR", 1, 600) + "," + profileRow("US", 0, 0) + "]}"));
        assertThat(JsonPath.from(given().get("/v1/profiles/1/engagement?from=" + today.minusDays(3))
                                .asString())
                        .<Integer>getList("rows.play_events"))
                .containsExactly(0, 2);
    }

    private String profileRow(String region, int plays, int watchSec) {
        return "{\"dt\":\"" + today + "\",\"region\":\"" + region + "\",\"play_events\":" + plays
                + ",\"search_events\":0,\"unique_titles_viewed\":null,\"total_watch_time_sec\":" + watchSec
                + ",\"status\":\"live\",\"method\":\"exact\",\"low\":null,\"high\":null,\"as_of\":\"2026-11-22T10:15:02.250Z\"}";
    }

    @Test
    void anIdThatJavaScriptWouldRoundIsAnsweredAsTextWhereItIsAskedFor() {
        String question = "/v1/profiles/9007199254740993/engagement";
        given().get(question + "?ids=text").then().statusCode(200).body("profile_id", equalTo("9007199254740993"));
        given().get(question + "?ids=number").then().statusCode(200).body("profile_id", equalTo(9007199254740993L));
    }

    @Test
    void aProfileThatWasNotSeenHasNoRows() {
        given().get("/v1/profiles/9223372036854775807/engagement")
                .then()
                .statusCode(200)
                .body("profile_id", equalTo(Long.MAX_VALUE))
                .body("rows.size()", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metrics/dau",
                "metrics/wau",
                "metrics/mau",
                "metrics/mau28",
                "metrics/stickiness",
                "metrics/engagement",
                "profiles/3/engagement"
            })
    void csvSaysWhatJsonSays(String question) {
        String address = "/v1/" + question + "?from=" + today.minusDays(30);
        List<Map<String, Object>> rows = given().accept("application/json")
                .get(address)
                .jsonPath(JsonPathConfig.jsonPathConfig().numberReturnType(JsonPathConfig.NumberReturnType.BIG_DECIMAL))
                .getList("rows");
        assertThat(rows).isNotEmpty();
        List<String> expected =
                new ArrayList<>(List.of(String.join(",", rows.get(0).keySet())));
        rows.forEach(row -> expected.add(String.join(
                ",",
                row.values().stream()
                        .map(cell -> cell == null ? "" : cell.toString())
                        .toList())));
        String csv = given().accept("text/csv")
                .get(address)
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();
        assertThat(csv.lines().toList()).isEqualTo(expected);
    }

    @Test
    void csvWithoutRowsIsItsHeader() {
        assertThat(given().accept("text/csv").get("/v1/metrics/dau?region=FR").asString())
                .isEqualTo("dt,region,value,status,method,low,high,as_of\n");
    }

    @Test
    void anEventIsInTheNextAnswer() {
        events.active(today, "US", 77, BROWSE).apply(AS_OF.plusSeconds(1));
        assertThat(values("dau?region=US")).containsExactly("US 4");
        assertThat(ask("dau?region=US").getString("rows[0].as_of")).isEqualTo("2026-11-22T10:15:03.250Z");
    }

    @Test
    void asOfIsNullWhileAShardCannotSay() {
        events.close();
        events = CountedEvents.fromTheBeginning().active(today, "US", 1, BROWSE).apply(Instant.EPOCH);
        given().get("/v1/metrics/dau").then().body("rows[0].value", equalTo(1)).body("rows[0].as_of", equalTo(null));
    }

    private JsonPath ask(String question) {
        return given().get("/v1/metrics/" + question)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** {@code REGION VALUE} of each row. */
    private List<String> values(String question) {
        return ask(question).<Map<String, Object>>getList("rows").stream()
                .map(row -> row.get("region") + " " + row.get("value"))
                .toList();
    }
}
