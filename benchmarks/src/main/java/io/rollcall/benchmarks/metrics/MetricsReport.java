package io.rollcall.benchmarks.metrics;

import io.rollcall.benchmarks.machine.MachineFacts;
import io.rollcall.benchmarks.machine.Table;
import io.rollcall.benchmarks.metrics.Questions.Asked;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report of what was measured, as text. */
record MetricsReport(MachineFacts machine, String month, BareCount bare) {
    private static final double MILLIS = 1e3;

    String of(Map<String, Duration> nights, List<Asked> stored, List<Asked> free, List<Asked> byPlatform) {
        Table work = new Table("worked out for the month", "s");
        nights.forEach(
                (metric, time) -> work.row(metric, String.format(Locale.ROOT, "%.1f", time.toMillis() / MILLIS)));
        return machine + "\n" + month
                + String.format(
                        Locale.ROOT,
                        "%nbare     COUNT(DISTINCT profile_id) of the month's %,d profiles: %.0f ms%n%n",
                        bare.profiles(),
                        bare.millis())
                + answers("from published tables", stored) + "\n\n" + answers("worked out on demand", free) + "\n\n"
                + answers("by platform, asked once", byPlatform) + "\n\n"
                + work;
    }

    private Table answers(String title, List<Asked> questions) {
        Table answers = new Table(title, "rows", "p50 ms", "slowest ms", "of the bare count");
        questions.forEach(asked -> answers.row(
                asked.question(),
                String.format(Locale.ROOT, "%,d", asked.rows()),
                String.format(Locale.ROOT, "%.0f", asked.p50()),
                String.format(Locale.ROOT, "%.0f", asked.slowest()),
                String.format(Locale.ROOT, "%.2f", asked.p50() / bare.millis())));
        return answers;
    }
}
