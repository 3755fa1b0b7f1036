package io.rollcall.lake.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rollcall.lake.Published;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.Measure;
import io.rollcall.lake.metric.Metric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.value.MetricQuestion;
import io.rollcall.lake.value.MetricRow;
import io.rollcall.lake.value.MetricRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What metrics say of adding up is held against a random history: where regions add up, and where they must not be added. */
class AdditiveTest {
    private static final long SEED = 20261128;
    private static final long PLENTY = 1_000_000;
    private static final String ALL = "*";
    private static final LocalDate FROM = RandomHistory.FIRST.minusDays(10);
    private static final LocalDate TO = RandomHistory.FIRST.plusDays(20);

    /** Of two counts that do not add up: nobody of this history gives up in two regions of a day. */
    private static final Set<String> DIFFERENCES = Set.of("funnel dropped_off");

    /** By day and item: region to value. */
    private final Map<String, Map<String, Map<String, Double>>> byMeasure = new TreeMap<>();

    @Test
    void whatIsSaidToAddUpDoesAndACountOfProfilesDoesNot(@TempDir Path directory) throws IOException {
        RandomHistory history = RandomHistory.of(SEED);
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.lake().loadTitles(history.titles(directory));
            fixture.archive(history.settled(), history.inTime());
            fixture.reconcile(history.settled());
            MetricRun run = fixture.lake().beginMetricRun();
            run.due().forEach(run::workOut);
            Metrics.all().forEach(metric -> read(fixture.lake().published(), metric));
        }
        Set<String> unfounded = new TreeSet<>();
        for (Metric metric : Metrics.all().stream().filter(Metric::hasRegions).toList()) {
            for (Measure measure : metric.columns().measures()) {
                String name = metric.name() + " " + measure.name();
                Map<String, Map<String, Double>> places = byMeasure.getOrDefault(name, Map.of());
                if (measure.adds() != Measure.Adds.NOTHING) {
                    assertThat(places).as(name).isNotEmpty();
                    places.forEach((place, regions) -> assertThat(sum(regions))
                            .as("%s %s", name, place)
                            .isEqualTo(regions.getOrDefault(ALL, 0.0), within(1e-9)));
                } else if (measure.type() == Measure.Type.COUNT
                        && measure.unit().equals("profiles")
                        && !DIFFERENCES.contains(name)
                        && places.values().stream().anyMatch(regions -> sum(regions) > 0)
                        && places.values().stream()
                                .allMatch(regions -> sum(regions) == regions.getOrDefault(ALL, 0.0))) {
                    unfounded.add(name);
                }
            }
        }
        assertThat(unfounded)
                .as("counts of profiles that add up in all of the history, and are said not to")
                .isEmpty();
    }

    @Test
    void whatHappenedAddsUpOverDaysAndWhatIsSoAtTheEndOfADayDoesNot() {
        assertThat(adds("engagement", "play_events")).isEqualTo(Measure.Adds.REGIONS_AND_DAYS);
        assertThat(adds("engagement", "active_profiles")).isEqualTo(Measure.Adds.NOTHING);
        assertThat(adds("revenue", "mrr_minor")).isEqualTo(Measure.Adds.REGIONS);
        assertThat(adds("revenue", "new_mrr")).isEqualTo(Measure.Adds.REGIONS_AND_DAYS);
        assertThat(Metrics.all())
                .as("a share of one region and that of another are no share of both")
                .allSatisfy(metric -> assertThat(metric.columns().measures())
                        .filteredOn(measure -> measure.unit().equals("share"))
                        .allMatch(measure -> measure.adds() == Measure.Adds.NOTHING));
    }

    private static Measure.Adds adds(String metric, String measure) {
        return Metrics.find(metric).orElseThrow().columns().measures().stream()
                .filter(one -> one.name().equals(measure))
                .findFirst()
                .orElseThrow()
                .adds();
    }

    private static double sum(Map<String, Double> regions) {
        return regions.entrySet().stream()
                .filter(region -> !region.getKey().equals(ALL))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private void read(Published published, Metric metric) {
        if (metric instanceof DayMetric ofDays) {
            note(metric, published.rows(ofDays, FROM, TO, RegionChoice.EVERY_AND_TOTAL));
        } else if (metric instanceof ComputedMetric computed) {
            for (RegionChoice regions : List.of(RegionChoice.EVERY, RegionChoice.TOTAL)) {
                note(
                        metric,
                        published.figures(new MetricQuestion(computed.arguments(Map.of()), FROM, TO, regions), PLENTY));
            }
        }
    }

    private void note(Metric metric, List<MetricRow> rows) {
        for (MetricRow row : rows) {
            row.values()
                    .forEach((measure, value) -> note(
                            metric, measure, row.dt() + " " + row.dimension() + " " + row.item(), row.region(), value));
        }
    }

    private void note(Metric metric, String measure, String place, String region, @Nullable Double value) {
        if (value != null) {
            byMeasure
                    .computeIfAbsent(metric.name() + " " + measure, name -> new TreeMap<>())
                    .computeIfAbsent(place, at -> new TreeMap<>())
                    .put(region, value);
        }
    }
}
