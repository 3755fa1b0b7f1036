package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rollcall.event.testkit.Today;
import io.rollcall.query.CountedEvents;
import io.rollcall.query.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * 100,000 profiles over 30 days, always the same ones: sketches hash the profile and nothing else, so the estimates are
 * the same at each run. What is known of them is statistical: 95 of 100 intervals hold the truth, and the error of 64 summed
 * sketches is 0.10 % of the count (0.81 % / 8).
 */
@QuarkusTest
@QuarkusTestResource(TestRedis.class)
class AccuracyTest {
    private static final long SEED = 20261122;
    private static final int PROFILES = 100_000;
    private static final int DAYS = 30;
    private static final double ERROR_OF_SUM = 0.0081 / 8;
    private static final List<String> WINDOWS = List.of("dau", "wau", "mau28", "mau");
    private static final List<String> REGIONS = List.of("US", "BR", "DE");

    private static LocalDate today = LocalDate.EPOCH;

    /** By region (and {@code *}), by days before today. */
    private static final Map<String, List<Set<Long>>> ACTIVE = Map.of(
            "*", emptyDays(),
            "US", emptyDays(),
            "BR", emptyDays(),
            "DE", emptyDays());

    @BeforeAll
    static void fill() {
        today = Today.lasting(Duration.ofSeconds(45));
        Random random = new Random(SEED);
        try (CountedEvents events = CountedEvents.fromTheBeginning()) {
            for (int profile = 0; profile < PROFILES; profile++) {
                long id = 1 + random.nextLong(Long.MAX_VALUE - 1);
                String region = REGIONS.get((int) Math.min(2, Math.abs(random.nextGaussian() * 1.2)));
                for (int day = random.nextInt(DAYS); day < DAYS; day += 1 + random.nextInt(15)) {
                    events.active(today.minusDays(day), region, id, CountedEvents.BROWSE);
                    active("*").get(day).add(id);
                    active(region).get(day).add(id);
                }
            }
            events.apply(Instant.now());
        }
    }

    private static List<Set<Long>> emptyDays() {
        return IntStream.range(0, DAYS)
                .mapToObj(day -> (Set<Long>) new HashSet<Long>())
                .toList();
    }

    /** One served row against the truth. */
    private record Compared(String dt, String region, long truth, long value, long low, long high) {
        boolean holdsTruth() {
            return low <= truth && truth <= high;
        }

        double errorsOff() {
            return Math.abs(value - truth) / (ERROR_OF_SUM * truth);
        }
    }

    @Test
    void theTruthLiesInTheServedIntervalAsOftenAsPromised() {
        List<Compared> all = new ArrayList<>();
        all.addAll(compare("dau", 1, DAYS - 1, 4));
        all.addAll(compare("wau", 7, 20, 0));
        all.addAll(compare("mau28", 28, 2, 0));
        all.addAll(compare("mau", 30, 0, 0));
        assertThat(all).hasSizeGreaterThan(180);
        assertThat(all.stream().filter(row -> !row.holdsTruth()).count())
                .as("rows without the truth in their 95 %% interval, of %s (seed %s)", all.size(), SEED)
                .isLessThanOrEqualTo(all.size() / 20);
        assertThat(all)
                .allSatisfy(
                        row -> assertThat(row.errorsOff()).as(row.toString()).isLessThan(3.5));
        assertThat(all.stream().mapToDouble(Compared::errorsOff).average().orElseThrow())
                .as(
                        "mean error in standard errors; 0.8 for a normal distribution, less where sketches are nearly empty")
                .isBetween(0.3, 0.9);
    }

    @Test
    void theLiveDaysAreExact() {
        for (Compared row : compare("dau", 1, 3, 0)) {
            assertThat(row.value()).as(row.toString()).isEqualTo(row.truth());
            assertThat(row.low()).isEqualTo(row.truth());
            assertThat(row.high()).isEqualTo(row.truth());
        }
    }

    @Test
    void aMauIsNeverBelowADauInItNorAboveTheirSum() {
        List<Compared> daily = compare("dau", 1, 3, 0);
        for (Compared mau : compare("mau", 30, 0, 0)) {
            String region = mau.region();
            List<Long> dau = daily.stream()
                    .filter(row -> row.region().equals(region))
                    .map(Compared::value)
                    .toList();
            assertThat(dau)
                    .hasSize(4)
                    .allSatisfy(value -> assertThat(mau.value()).isGreaterThanOrEqualTo(value));
            assertThat(mau.value())
                    .isLessThanOrEqualTo(
                            active(region).stream().mapToLong(Set::size).sum());
        }
    }

    @Test
    void aLongerWindowNeverHasFewer() {
        Map<String, List<Long>> windows = new TreeMap<>();
        for (String metric : WINDOWS) {
            rows(metric, today, today)
                    .forEach(row -> windows.computeIfAbsent(text(row, "region"), region -> new ArrayList<>())
                            .add(number(row, "value").longValue()));
        }
        assertThat(windows)
                .hasSize(4)
                .allSatisfy((region, values) ->
                        assertThat(values).as(region).hasSize(WINDOWS.size()).isSorted());
    }

    /** Here every profile has one region, so that they are as many as their sum; of what is estimated, that holds within the error. */
    @Test
    void allRegionsTogetherHaveNoFewerThanAnyAndNoMoreThanTheirSum() {
        for (String metric : WINDOWS) {
            List<Map<String, Object>> rows = rows(metric, today, today);
            Map<String, Object> all = rows.get(0);
            List<Map<String, Object>> regions = rows.subList(1, rows.size());
            assertThat(text(all, "region")).isEqualTo("*");
            assertThat(regions)
                    .as(metric)
                    .hasSize(3)
                    .allSatisfy(region -> assertThat(number(region, "value").longValue())
                            .isLessThanOrEqualTo(number(all, "value").longValue()));
            assertThat(number(all, "low").longValue())
                    .as(metric)
                    .isLessThanOrEqualTo(regions.stream()
                            .mapToLong(region -> number(region, "high").longValue())
                            .sum());
        }
    }

    @Test
    void stickinessLiesInItsInterval() {
        List<Map<String, Object>> rows = rows("stickiness", today, today);
        assertThat(rows).hasSize(4);
        for (Map<String, Object> row : rows) {
            List<Set<Long>> days = active(text(row, "region"));
            double truth = days.stream().mapToLong(Set::size).sum()
                    / (double) DAYS
                    / union(days, 0, DAYS).size();
            assertThat(truth)
                    .isBetween(
                            number(row, "low").doubleValue(),
                            number(row, "high").doubleValue());
            assertThat(number(row, "value").doubleValue()).isCloseTo(truth, Percentage.withPercentage(0.5));
        }
    }

    /** Rows of the days from {@code oldest} to {@code newest} before today, with the truth. */
    private static List<Compared> compare(String metric, int windowDays, int oldest, int newest) {
        return rows(metric, today.minusDays(oldest), today.minusDays(newest)).stream()
                .map(row -> {
                    String region = text(row, "region");
                    int day = Math.toIntExact(LocalDate.parse(text(row, "dt")).until(today, ChronoUnit.DAYS));
                    int first = Math.min(day + windowDays, DAYS);
                    return new Compared(
                            text(row, "dt"),
                            region,
                            union(active(region), day, first).size(),
                            number(row, "value").longValue(),
                            number(row, "low").longValue(),
                            number(row, "high").longValue());
                })
                .toList();
    }

    private static Set<Long> union(List<Set<Long>> days, int from, int to) {
        Set<Long> union = new HashSet<>();
        days.subList(from, to).forEach(union::addAll);
        return union;
    }

    private static Number number(Map<String, Object> row, String column) {
        return (Number) Objects.requireNonNull(row.get(column));
    }

    private static String text(Map<String, Object> row, String column) {
        return (String) Objects.requireNonNull(row.get(column));
    }

    /** The profiles active in a region, by days before today. */
    private static List<Set<Long>> active(String region) {
        return Objects.requireNonNull(ACTIVE.get(region));
    }

    private static List<Map<String, Object>> rows(String metric, LocalDate from, LocalDate to) {
        return given().get("/v1/metrics/" + metric + "?region=*,US,BR,DE&from=" + from + "&to=" + to)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("rows");
    }
}
