package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static io.rollcall.query.CountedEvents.BROWSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.rollcall.event.testkit.Today;
import io.rollcall.lake.Lake;
import io.rollcall.query.ArchivedEvents;
import io.rollcall.query.CountedEvents;
import io.rollcall.query.TestLake;
import io.rollcall.query.TestRedis;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Published figures over HTTP. The tests share the lake, so each has days of its own. */
@QuarkusTest
@QuarkusTestResource(TestRedis.class)
@WithTestResource(value = TestLake.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class PublishedTest {
    private static final int ROUNDS = 3;
    private static final List<String> REGIONS = List.of("*", "BR", "US");

    @Inject
    Lake lake;

    private final LocalDate today = Today.lasting(Duration.ofSeconds(45));

    @Test
    void theEnvelopeIsTheOneOfTheContract() {
        LocalDate dt = LocalDate.parse("2001-01-31");
        Instant received = Instant.parse("2001-03-01T00:00:00.250Z");
        archive().active(dt, "US", 1, 3).archive(received).publish(received);
        given().get(question("dau?region=US", dt, dt))
                .then()
                .statusCode(200)
                .body(equalTo("{\"metric\":\"dau\",\"definition_version\":1,\"additive\":false,\"rows\":[{\"dt\":\""
                        + dt
                        + "\",\"region\":\"US\",\"value\":3,\"status\":\"final\",\"method\":\"exact\",\"low\":3,\"high\":3,"
                        + "\"as_of\":\"2001-03-01T00:00:00.250Z\"}]}"));
    }

    @Test
    void regionsAndGroupByWorkAsTheyDoLive() {
        LocalDate dt = LocalDate.parse("2002-01-31");
        archive().active(dt, "US", 1, 3).active(dt, "BR", 3, 4).night(dt);
        assertThat(values("dau", dt, dt)).containsExactly("BR 2", "US 3");
        assertThat(values("dau?region=BR,*", dt, dt)).containsExactly("* 4", "BR 2");
        assertThat(values("mau?group_by=none", dt, dt)).containsExactly("* 4");
        assertThat(values("wau?group_by=none", dt.minusDays(300), dt)).containsExactly("* 4");
    }

    @Test
    void engagementHasItsMeasuresInJsonAndInCsv() {
        LocalDate dt = LocalDate.parse("2003-01-31");
        archive()
                .event(dt, "US", 1, "play")
                .event(dt, "US", 1, "search")
                .event(dt, "US", 2, "browse")
                .night(dt.plusDays(3));
        assertThat(given().accept("text/csv")
                        .get(question("engagement", dt, dt))
                        .asString())
                .isEqualTo(
                        "dt,region,play_events,search_events,browse_events,events,total_watch_time_sec,active_profiles,"
                                + "status,method,low,high,as_of\n"
                                + "2003-01-31,US,1,1,1,3,600,2,final,exact,,,2003-02-04T02:30:00Z\n");
        given().get("/v1/profiles/1/engagement?from=" + dt + "&to=" + dt)
                .then()
                .body("rows[0].play_events", equalTo(1))
                .body("rows[0].unique_titles_viewed", equalTo(0))
                .body("rows[0].status", equalTo("final"));
    }

    @Test
    void anEarlierValueStaysReadable() {
        LocalDate dt = LocalDate.parse("2004-01-31");
        archive().active(dt, "US", 1, 3).night(dt.plusDays(5));
        archive().active(dt, "US", 4, 9).night(dt.plusDays(6));
        assertThat(ask("dau", dt, dt).getString("rows[0].status")).isEqualTo("restated");
        assertThat(values("dau", dt, dt)).containsExactly("US 9");
        assertThat(values("dau?as_of=2004-02-06T02:30:00Z", dt, dt)).containsExactly("US 3");
        assertThat(values("dau?as_of=2004-02-06T01:30:00-01:00", dt, dt)).containsExactly("US 3");
        assertThat(values("dau?as_of=2004-02-06T02:29:59Z", dt, dt)).isEmpty();
        assertThat(values("dau?as_of=9999-12-31T23:59:59Z", dt, dt)).containsExactly("US 9");
    }

    @Test
    void theReportHasTheColumnsOfTheContract() {
        LocalDate dt = LocalDate.parse("2006-01-31");
        archive().active(dt, "US", 1, 3).night(dt.plusDays(5));
        List<Map<String, Object>> rows = given().get("/v1/reconciliations?from=" + dt + "&to=" + dt)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("rows");
        assertThat(rows)
                .filteredOn(row -> "dau".equals(row.get("measure")) && "US".equals(row.get("region")))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.keySet())
                            .containsExactly(
                                    "dt",
                                    "region",
                                    "measure",
                                    "live",
                                    "exact",
                                    "difference",
                                    "duplicates",
                                    "late",
                                    "sketch",
                                    "unexplained",
                                    "within_bound",
                                    "reconciled_at");
                    assertThat(row).containsEntry("exact", 3).containsEntry("live", null);
                });
        assertThat(given().accept("text/csv")
                        .get("/v1/reconciliations?from=" + dt + "&to=" + dt)
                        .asString())
                .startsWith(
                        "dt,region,measure,live,exact,difference,duplicates,late,sketch,unexplained,within_bound,reconciled_at\n")
                .contains(dt + ",US,dau,,3,,,,,,,");
        given().get("/v1/reconciliations?from=2006-01-01&to=2007-06-01")
                .then()
                .statusCode(400)
                .body("code", equalTo("range_too_long"));
    }

    @Test
    void withoutRedisThePublishedDaysAreAnsweredAllTheSame() {
        LocalDate dt = LocalDate.parse("2005-01-31");
        archive().active(dt, "US", 1, 3).night(dt);
        TestRedis.without(() -> {
            for (String metric : List.of("dau", "wau", "mau", "mau28", "stickiness", "engagement")) {
                given().get(question(metric, dt, dt)).then().statusCode(200).body("rows.size()", equalTo(1));
            }
            given().get(question("dau", dt, today)
                            .replace("2005-01-31", today.minusDays(1).toString()))
                    .then()
                    .statusCode(503)
                    .body("code", equalTo("live_counters_unavailable"));
        });
    }

    /**
     * Yesterday and the two days before are published one after the other, and again with late events, while somebody asks all the
     * time: each answer has each day once in each region, from one source or the other, and a day that was published stays so.
     */
    @Test
    void whoAsksWhileARunPublishesSeesEveryDayOnce() {
        List<LocalDate> days =
                IntStream.of(3, 2, 1, 0).mapToObj(today::minusDays).toList();
        try (CountedEvents events = CountedEvents.fromTheBeginning()) {
            days.forEach(dt -> events.active(dt, "US", 1, BROWSE).active(dt, "BR", 2, BROWSE));
            events.apply(Instant.now());
        }
        ArchivedEvents archive = archive();
        days.forEach(dt -> archive.active(dt, "US", 1, 1).active(dt, "BR", 2, 2));
        CompletableFuture<Void> runs = CompletableFuture.runAsync(() -> publishDayByDay(archive, days));
        int settledBefore = 0;
        int answers = 0;
        while (!runs.isDone()) {
            settledBefore = requireEveryDayOnce(ask("dau?region=*,US,BR", days.get(0), today), settledBefore);
            answers++;
        }
        runs.join();
        assertThat(answers).isGreaterThan(ROUNDS);
        assertThat(requireEveryDayOnce(ask("dau?region=*,US,BR", days.get(0), today), settledBefore))
                .isEqualTo(REGIONS.size() * (days.size() - 1));
    }

    private static void publishDayByDay(ArchivedEvents archive, List<LocalDate> days) {
        for (LocalDate dt : days.subList(0, days.size() - 1)) {
            archive.night(dt);
            for (int round = 0; round < ROUNDS; round++) {
                Instant later = ArchivedEvents.nightAfter(dt).plusSeconds(60L * (round + 1));
                archive.active(dt, "US", 10L + round, 10L + round)
                        .archive(later)
                        .publish(later);
            }
        }
    }

    /** Returns how many rows are settled. */
    private int requireEveryDayOnce(JsonPath answer, int settledBefore) {
        List<Map<String, Object>> rows = answer.getList("rows");
        List<String> expected = IntStream.of(3, 2, 1, 0)
                .mapToObj(today::minusDays)
                .flatMap(dt -> REGIONS.stream().map(region -> dt + " " + region))
                .toList();
        assertThat(rows)
                .extracting(row -> row.get("dt") + " " + row.get("region"))
                .isEqualTo(expected);
        int settled = Math.toIntExact(
                rows.stream().filter(row -> !"live".equals(row.get("status"))).count());
        assertThat(settled).isGreaterThanOrEqualTo(settledBefore);
        assertThat(settled % REGIONS.size()).as("a day comes from one source").isZero();
        return settled;
    }

    private ArchivedEvents archive() {
        return new ArchivedEvents(lake);
    }

    private static String question(String metric, LocalDate from, LocalDate to) {
        return "/v1/metrics/" + metric + (metric.contains("?") ? "&" : "?") + "from=" + from + "&to=" + to;
    }

    private static JsonPath ask(String metric, LocalDate from, LocalDate to) {
        return given().get(question(metric, from, to))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** {@code REGION VALUE} of each row. */
    private static List<String> values(String metric, LocalDate from, LocalDate to) {
        Stream<Map<String, Object>> rows = ask(metric, from, to).<Map<String, Object>>getList("rows").stream();
        return rows.map(row -> row.get("region") + " " + row.get("value")).toList();
    }
}
