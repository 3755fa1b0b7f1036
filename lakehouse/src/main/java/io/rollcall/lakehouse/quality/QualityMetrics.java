package io.rollcall.lakehouse.quality;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.rollcall.event.Platform;
import io.rollcall.lake.Lake;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.Quality;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.publish.OpenDayRun.Refreshed;
import io.rollcall.lake.value.MetricQuestion;
import io.rollcall.lake.value.MetricRow;
import io.rollcall.lakehouse.reconcile.Reconciliation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The metrics of what versions of the app send, for an operator. Versions are no label, for nobody bounds how many there are: the log
 * names them when one falls out of line.
 */
@ApplicationScoped
class QualityMetrics {
    private static final Logger LOG = Logger.getLogger(QualityMetrics.class);

    /** Values of versions are few, and stored. */
    private static final long MOST_ROWS = 1;

    private final Lake lake;
    private final MultiGauge outOfLine;
    private final MultiGauge shares;
    private final Counter failures;
    private final InstantSource clock = InstantSource.system();
    private Set<String> told = Set.of();

    QualityMetrics(Lake lake, MeterRegistry registry) {
        this.lake = lake;
        outOfLine = MultiGauge.builder("rollcall.quality.version.out.of.line")
                .description("1 where a platform's newest version does this more often than the one before")
                .register(registry);
        shares = MultiGauge.builder("rollcall.quality.version.share")
                .description("Share of the events of a platform's newest version, and of the one before, that are so")
                .register(registry);
        failures = registry.counter("rollcall.quality.failures");
        outOfLine.register(rows(nothingFound()), true);
    }

    void start(@Observes StartupEvent event) {
        update();
    }

    void counted(@Observes Refreshed openDays) {
        update();
    }

    void reconciled(@Observes Reconciliation run) {
        update();
    }

    private synchronized void update() {
        try {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            show(VersionComparison.of(counts(today.minusDays(1), today)));
        } catch (RuntimeException failed) {
            failures.increment();
            LOG.warn("versions could not be compared; what is shown of them is as it was", failed);
        }
    }

    private Collection<VersionCounts> counts(LocalDate from, LocalDate to) {
        ComputedMetric quality = (ComputedMetric) Metrics.find(Quality.NAME).orElseThrow();
        MetricQuestion byVersion =
                new MetricQuestion(quality.arguments(Map.of("by", Quality.BY_VERSION)), from, to, RegionChoice.TOTAL);
        Map<String, VersionCounts> versions = new LinkedHashMap<>();
        for (MetricRow row : lake.published().figures(byVersion, MOST_ROWS)) {
            versions.merge(row.item(), VersionCounts.of(row.item(), row.values()), VersionCounts::and);
        }
        return versions.values();
    }

    private void show(List<VersionComparison> comparisons) {
        Map<Tags, Integer> verdicts = nothingFound();
        List<MultiGauge.Row<?>> seen = new ArrayList<>();
        Set<String> found = new HashSet<>();
        for (VersionComparison compared : comparisons) {
            Set<Fault> faults = compared.outOfLine();
            for (Fault fault : Fault.values()) {
                Tags tags = tags(compared.platform(), fault);
                verdicts.put(tags, faults.contains(fault) ? 1 : 0);
                seen.add(MultiGauge.Row.of(tags.and("version", "newest"), largest(fault, compared.newest())));
                seen.add(MultiGauge.Row.of(tags.and("version", "before"), largest(fault, compared.before())));
            }
            faults.forEach(fault -> found.add(compared + ": more is " + fault.label()));
        }
        outOfLine.register(rows(verdicts), true);
        shares.register(seen, true);
        found.stream()
                .filter(one -> !told.contains(one))
                .forEach(one -> LOG.warnf("a version is out of line: %s", one));
        told = found;
    }

    /** An alarm on a series that is not there would say nothing for ever. */
    private static Map<Tags, Integer> nothingFound() {
        Map<Tags, Integer> verdicts = new LinkedHashMap<>();
        for (Platform platform : Platform.values()) {
            for (Fault fault : Fault.values()) {
                verdicts.put(tags(platform.code(), fault), 0);
            }
        }
        return verdicts;
    }

    private static Tags tags(String platform, Fault fault) {
        return Tags.of("platform", platform, "fault", fault.label());
    }

    private static List<MultiGauge.Row<?>> rows(Map<Tags, Integer> verdicts) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        verdicts.forEach((tags, verdict) -> rows.add(MultiGauge.Row.of(tags, verdict)));
        return rows;
    }

    private static double largest(Fault fault, VersionCounts version) {
        return fault.shares(version).stream().mapToDouble(Share::value).max().orElseThrow();
    }
}
