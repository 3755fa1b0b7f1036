package io.rollcall.lakehouse.reconcile;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.rollcall.lake.Lake;
import io.rollcall.lake.report.ReportQuality;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * The metrics of how well the live figures did. They come from the report's table, and so are the same after a restart
 * as before.
 */
@ApplicationScoped
class ReportMetrics {
    /** Days without live figures, such as backfilled ones, lie between those that have some. */
    private static final int LOOK_BACK_DAYS = 60;

    private final Lake lake;
    private final MultiGauge relativeError;
    private final InstantSource clock = InstantSource.system();
    private volatile double unexplained = Double.NaN;
    private volatile double coverage = Double.NaN;

    ReportMetrics(Lake lake, MeterRegistry registry) {
        this.lake = lake;
        relativeError = MultiGauge.builder("rollcall.reconciliation.relative.error")
                .description(
                        "|exact - live| / exact of the latest reconciled day that has a live figure, all regions together")
                .register(registry);
        Gauge.builder("rollcall.reconciliation.unexplained", () -> unexplained)
                .description(
                        "Absolute sum of what is unexplained in the last seven days that have live figures; anything but 0 is a fault, NaN when there were none")
                .register(registry);
        Gauge.builder("rollcall.reconciliation.interval.coverage", () -> coverage)
                .description("Share of the 95 % intervals of those days that held the truth; NaN when there was none")
                .register(registry);
    }

    void start(@Observes StartupEvent event) {
        update();
    }

    void reconciled(@Observes Reconciliation reconciliation) {
        update();
    }

    private void update() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<ReportQuality> measures = lake.published().reportQuality(today.minusDays(LOOK_BACK_DAYS), today);
        unexplained = measures.isEmpty()
                ? Double.NaN
                : measures.stream().mapToDouble(ReportQuality::unexplained).sum();
        long intervals = measures.stream().mapToLong(ReportQuality::intervals).sum();
        long held = measures.stream().mapToLong(ReportQuality::held).sum();
        coverage = intervals == 0 ? Double.NaN : (double) held / (double) intervals;
        relativeError.register(measures.stream().flatMap(ReportMetrics::error).toList(), true);
    }

    private static Stream<MultiGauge.Row<?>> error(ReportQuality measure) {
        Double error = measure.relativeError();
        return error == null
                ? Stream.empty()
                : Stream.of(MultiGauge.Row.of(Tags.of("measure", measure.measure()), error));
    }
}
