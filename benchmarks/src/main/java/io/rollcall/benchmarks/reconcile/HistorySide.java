package io.rollcall.benchmarks.reconcile;

import io.rollcall.lake.Lake;
import io.rollcall.lake.value.MetricRun;

/**
 * Works out what follows the counts, on Rollcall's side only: the metrics of all the published days, as the first night
 * works them out.
 */
final class HistorySide {
    private HistorySide() {}

    public static void main(String[] arguments) {
        System.out.println(Measured.of(() -> workOut(Task.of(arguments))).line());
    }

    static Figures workOut(Task task) {
        try (Lake lake = Lake.open(LakeSide.settings(task))) {
            MetricRun run = lake.beginMetricRun();
            run.due().forEach(run::workOut);
            return LakeSide.figures(lake.published(), task);
        }
    }
}
