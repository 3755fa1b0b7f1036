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

/** Rollcall's side: the nightly run's steps in a process of their own. */
final class LakeSide {
    private LakeSide() {}

    public static void main(String[] arguments) {
        System.out.println(Measured.of(() -> reconcile(Task.of(arguments))).line());
    }

    /** Counts the day, whether it was counted before or not, and publishes it. */
    static Figures reconcile(Task task) {
        LakeSettings settings = LakeSettings.bounded(
                task.lake(), task.memoryBytes(), task.threads(), task.lake().resolve("spill"), Task.SPILL_BYTES);
        try (Lake lake = Lake.open(settings)) {
            Instant now = Instant.now();
            Publication run = lake.beginRun(now);
            List<DueDay> days = run.asked(task.dt()::equals);
            days.forEach(run::count);
            run.publish(days, now);
            return figures(lake.published(), task);
        }
    }

    private static Figures figures(Published published, Task task) {
        return new Figures(
                value(published, task, Engagement.METRIC, "events"), value(published, task, Actives.DAU, "value"));
    }

    private static long value(Published published, Task task, DayMetric metric, String measure) {
        return published.rows(metric, task.dt(), task.dt(), RegionChoice.TOTAL).stream()
                .map(row -> Objects.requireNonNull(row.values().get(measure)).longValue())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(measure + " of " + task.dt() + " was not published"));
    }
}
