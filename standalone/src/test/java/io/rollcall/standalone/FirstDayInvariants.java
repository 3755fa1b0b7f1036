package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;

/** What holds between the figures of a published day before which there is none, asked over HTTP. */
final class FirstDayInvariants {
    private static final String ALL = "*";
    private static final Offset<Double> ROUNDING = within(2e-6);

    private final RunningRollcall running;
    private final LocalDate dt;
    private final Map<String, Double> dau;

    FirstDayInvariants(RunningRollcall running, LocalDate dt) throws Exception {
        this.running = running;
        this.dt = dt;
        this.dau = byRegion("dau", "value");
    }

    void require() throws Exception {
        assertThat(dau).hasSizeGreaterThan(2);
        everyWindowIsTheDay();
        regionsOverlap(dau);
        everybodyIsNew();
        marketsShareTheDay();
        funnelsNeverRise();
        sessionsAddUp();
        featuresAndSegmentsAreShares();
        everyPlayIsAnAttempt();
    }

    private void everyWindowIsTheDay() throws Exception {
        for (String metric : List.of("wau", "mau28", "mau")) {
            assertThat(byRegion(metric, "value")).as(metric).isEqualTo(dau);
        }
        assertThat(rows("stickiness"))
                .hasSameSizeAs(dau.keySet())
                .allSatisfy(row -> assertThat(number(row, "value"))
                        .isEqualTo(1)
                        .isEqualTo(number(row, "point"))
                        .isEqualTo(number(row, "days")));
        for (String window : List.of("7", "30")) {
            assertThat(byRegion("lness?window=" + window, "profiles")).isEqualTo(dau);
        }
    }

    /** All together are no fewer than any region and no more than their sum. */
    private static void regionsOverlap(Map<String, Double> values) {
        Collection<Double> regions = regions(values);
        assertThat(values.get(ALL))
                .isBetween(regions.stream().mapToDouble(value -> value).max().orElseThrow(), sum(regions));
    }

    private void everybodyIsNew() throws Exception {
        assertThat(byRegion("lifecycle", "active")).isEqualTo(dau);
        assertThat(byRegion("lifecycle", "new")).isEqualTo(dau);
        assertThat(rows("lifecycle")).allMatch(row -> row.path("dormant").isNull());
        Map<String, Double> cohorts = byRegion("retention?kind=on&days=1", "cohort");
        assertThat(cohorts.get(ALL)).isEqualTo(dau.get(ALL)).isEqualTo(sum(regions(cohorts)));
        assertThat(rows("retention"))
                .as("the days after it are long over, and nobody came")
                .isNotEmpty()
                .allMatch(row -> row.path("complete").asInt(-1) == 1)
                .allMatch(row -> row.path("retained").asInt(-1) == 0);
    }

    private void marketsShareTheDay() throws Exception {
        assertThat(byRegion("growth", "dau")).isEqualTo(dau);
        Map<String, Double> shares = byRegion("growth", "share");
        shares.forEach((region, share) -> assertThat(share)
                .as(region)
                .isCloseTo(dau.getOrDefault(region, 0.0) / dau.getOrDefault(ALL, 0.0), ROUNDING));
        assertThat(sum(regions(shares))).isGreaterThanOrEqualTo(1 - 1e-4);
    }

    private void funnelsNeverRise() throws Exception {
        for (String steps : List.of("", "?steps=app_start,search,play", "?steps=heartbeat,browse,browse")) {
            Map<String, List<Double>> places = new TreeMap<>();
            for (JsonNode row : rows("funnel" + steps)) {
                places.computeIfAbsent(region(row), region -> new ArrayList<>()).add(number(row, "profiles"));
            }
            assertThat(places).containsKey(ALL);
            places.forEach((region, profiles) -> {
                assertThat(profiles.get(0)).isLessThanOrEqualTo(dau.getOrDefault(region, 0.0));
                assertThat(profiles).hasSize(3).isSortedAccordingTo((left, right) -> Double.compare(right, left));
            });
        }
    }

    private void sessionsAddUp() throws Exception {
        Map<String, Double> sessions = byRegion("sessions", "sessions");
        assertThat(sessions.get(ALL)).isEqualTo(sum(regions(sessions)));
        assertThat(byRegion("sessions", "profiles").get(ALL))
                .as("who was active began a session")
                .isEqualTo(dau.get(ALL))
                .isLessThanOrEqualTo(sessions.get(ALL));
        byRegion("paths", "share")
                .forEach((region, share) -> assertThat(share).as(region).isLessThan(1 + 1e-4));
        byRegion("paths", "sessions")
                .forEach((region, paths) -> assertThat(paths).as(region).isLessThanOrEqualTo(sessions.get(region)));
    }

    private void featuresAndSegmentsAreShares() throws Exception {
        assertThat(rows("adoption")).isNotEmpty().allSatisfy(row -> {
            assertThat(number(row, "active_profiles")).isEqualTo(dau.get(region(row)));
            assertThat(number(row, "profiles")).isBetween(0.0, number(row, "active_profiles"));
            assertThat(number(row, "first_use")).isEqualTo(number(row, "profiles"));
        });
        assertThat(byRegion("segments?dimension=segment", "profiles")).isEqualTo(dau);
        assertThat(rows("titles"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(number(row, "unique_viewers")).isLessThanOrEqualTo(dau.get(region(row))));
    }

    private void everyPlayIsAnAttempt() throws Exception {
        Map<String, Double> plays = byRegion("engagement", "play_events");
        plays.values().removeIf(count -> count == 0);
        assertThat(byRegion("playback?by=none", "attempts")).isEqualTo(plays);
        assertThat(plays.get(ALL)).isEqualTo(sum(regions(plays)));
    }

    /** A measure by region, added up over the rows of each. */
    private Map<String, Double> byRegion(String question, String measure) throws Exception {
        return rows(question).stream()
                .collect(Collectors.toMap(
                        FirstDayInvariants::region, row -> number(row, measure), Double::sum, TreeMap::new));
    }

    private List<JsonNode> rows(String question) throws Exception {
        String days = question + (question.contains("?") ? "&" : "?") + "from=" + dt + "&to=" + dt;
        List<JsonNode> rows = running.rows(days);
        rows.addAll(running.rows(days + "&group_by=none"));
        return rows;
    }

    private static Collection<Double> regions(Map<String, Double> values) {
        return values.entrySet().stream()
                .filter(Predicate.not(value -> value.getKey().equals(ALL)))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static double sum(Collection<Double> values) {
        return values.stream().mapToDouble(value -> value).sum();
    }

    private static String region(JsonNode row) {
        return row.path("region").asText();
    }

    private static double number(JsonNode row, String column) {
        assertThat(row.path(column).isNumber()).as("%s of %s", column, row).isTrue();
        return row.path(column).asDouble();
    }
}
