package io.rollcall.lake.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.Published;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.metric.Computation;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.Metric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.value.MetricQuestion;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All that a lake says of all metrics at one moment, in texts.
 *
 * @param values by metric and day: the rows
 * @param standings by metric and day: the statuses of the rows, which are one
 * @param days the statuses of the published days
 */
record SettledValues(
        Map<String, Set<String>> values, Map<String, Set<DayStatus>> standings, Map<LocalDate, DayStatus> days) {
    private static final long PLENTY = 1_000_000;

    static SettledValues of(Published published, LocalDate from, LocalDate to) {
        Map<String, Set<String>> values = new TreeMap<>();
        Map<String, Set<DayStatus>> standings = new TreeMap<>();
        for (Metric metric : Metrics.all()) {
            if (metric instanceof DayMetric ofDays) {
                published
                        .rows(ofDays, from, to, RegionChoice.EVERY_AND_TOTAL)
                        .forEach(row -> add(
                                values,
                                standings,
                                key(metric, row.dt()),
                                row.region() + " " + row.values().values(),
                                row.status()));
            } else if (metric instanceof ComputedMetric computed) {
                published
                        .figures(
                                new MetricQuestion(
                                        computed.arguments(Map.of()), from, to, RegionChoice.EVERY_AND_TOTAL),
                                PLENTY)
                        .forEach(row -> add(
                                values,
                                standings,
                                key(metric, row.dt()) + (worksOutApart(computed) ? " " + row.dimension() : ""),
                                row.region() + " " + row.dimension() + " " + row.item() + " "
                                        + new TreeMap<>(row.values()),
                                row.status()));
            }
        }
        return new SettledValues(
                values,
                standings,
                published.days(from, to).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, day -> day.getValue().status())));
    }

    /** Whether it has kinds that are worked out, and restated, apart from each other. */
    private static boolean worksOutApart(ComputedMetric metric) {
        return metric.computations().stream().filter(Computation::nightly).count() > 1;
    }

    private static String key(Metric metric, LocalDate dt) {
        return metric.name() + " " + dt;
    }

    Set<String> metrics() {
        return values.keySet().stream()
                .map(key -> key.substring(0, key.indexOf(' ')))
                .collect(Collectors.toSet());
    }

    private static void add(
            Map<String, Set<String>> values,
            Map<String, Set<DayStatus>> standings,
            String key,
            String row,
            DayStatus status) {
        values.computeIfAbsent(key, any -> new TreeSet<>()).add(row);
        standings.computeIfAbsent(key, any -> new TreeSet<>()).add(status);
    }

    /** What changed is restated when it was final, and what did not is as it was, unless its whole day is restated. */
    void requireRestatedWhereChanged(SettledValues before, Published asBefore, Instant earlier, String as) {
        SettledValues earlierNow = SettledValues.of(
                asBefore.asOf(earlier),
                before.days.keySet().stream().min(LocalDate::compareTo).orElse(LocalDate.EPOCH),
                before.days.keySet().stream().max(LocalDate::compareTo).orElse(LocalDate.EPOCH));
        Map<String, String> wrong = new TreeMap<>();
        before.values.forEach((key, rows) -> {
            Set<DayStatus> was = before.standings.getOrDefault(key, Set.of());
            Set<DayStatus> is = standings.getOrDefault(key, Set.of());
            boolean same = rows.equals(values.get(key));
            boolean dayRestated = days.get(LocalDate.parse(key.split(" ", -1)[1])) == DayStatus.RESTATED;
            if (was.contains(DayStatus.PROVISIONAL)) {
                return;
            }
            Set<DayStatus> expected = same && !dayRestated ? was : Set.of(DayStatus.RESTATED);
            if (values.containsKey(key) && !is.equals(expected)) {
                wrong.put(key, is + " and not " + expected + (same ? " (unchanged)" : " (changed)"));
            }
            if (!rows.equals(earlierNow.values.get(key))) {
                wrong.put(key + " earlier", earlierNow.values.get(key) + " and not " + rows);
            }
        });
        assertThat(wrong).as(as).isEmpty();
    }
}
