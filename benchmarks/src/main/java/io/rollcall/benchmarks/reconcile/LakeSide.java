package io.rollcall.benchmarks.reconcile;

import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.Published;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.metric.Actives;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.Engagement;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.publish.Publication;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Rollcall's side of the comparison: it runs the nightly run's steps in a process of their own. */
final class LakeSide {
    private LakeSide() {}

    public static void main(String[] arguments) {
        System.out.println(Measured.of(() -> reconcile(Task.of(arguments))).line());
    }

    /** Counts the days, whether they were counted before or not, and publishes them. */
    static Figures reconcile(Task task) {
        try (Lake lake = Lake.open(settings(task))) {
            Instant now = Instant.now();
            Publication run = lake.beginRun(now);
            List<DueDay> days = run.asked(task.days()::holds);
            run.count(days);
            run.publish(days, now);
            return figures(lake.published(), task);
        }
    }

    static LakeSettings settings(Task task) {
        return LakeSettings.bounded(
                task.lake(), task.memoryBytes(), task.threads(), task.lake().resolve("spill"), Task.SPILL_BYTES);
    }

    static Figures figures(Published published, Task task) {
        return new Figures(
                value(published, task, Engagement.METRIC, "events"), value(published, task, Actives.DAU, "value"));
    }

    private static long value(Published published, Task task, DayMetric metric, String measure) {
        return published.rows(metric, task.days().first(), task.days().last(), RegionChoice.TOTAL).stream()
                .mapToLong(
                        row -> Objects.requireNonNull(row.values().get(measure)).longValue())
                .sum();
    }
}
