package io.rollcall.benchmarks.metrics;

import io.rollcall.benchmarks.machine.MachineFacts;
import io.rollcall.benchmarks.machine.Table;
import io.rollcall.benchmarks.metrics.Questions.Asked;
import io.rollcall.lake.CatalogueMetric;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, as text. */
record MetricsReport(MachineFacts machine, String month) {
    private static final double MILLIS = 1e3;

    String of(Map<CatalogueMetric, Duration> nights, List<Asked> questions) {
        double bare = questions.stream()
                .filter(asked -> asked.question().equals(Questions.BARE))
                .mapToDouble(Asked::p50)
                .findFirst()
                .orElseThrow();
        Table answers = new Table("question about the month", "rows", "p50 ms", "slowest ms", "of the bare count");
        questions.forEach(asked -> answers.row(
                asked.question(),
                String.format(Locale.ROOT, "%,d", asked.rows()),
                String.format(Locale.ROOT, "%.0f", asked.p50()),
                String.format(Locale.ROOT, "%.0f", asked.slowest()),
                String.format(Locale.ROOT, "%.2f", asked.p50() / bare)));
        Table work = new Table("worked out for the month", "s");
        nights.forEach(
                (metric, time) -> work.row(metric.id(), String.format(Locale.ROOT, "%.1f", time.toMillis() / MILLIS)));
        return machine + "\n" + month + "\n\n" + answers + "\n\n" + work;
    }
}
