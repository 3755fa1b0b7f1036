package io.rollcall.benchmarks.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.metric.DaySpan;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SidesTest {
    private static final LocalDate DT = LocalDate.of(2026, 11, 20);
    private static final int RECORDS = 5_000;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void bothSidesFindEveryEventOnceEachTimeTheyCount() {
        Path lake = directory.resolve("lake");
        long events = DayWriter.write(lake, DT, 1, RECORDS, 300);
        Task task = new Task(lake, directory, new DaySpan(DT, DT), 128L << 20, 2);

        Figures bare = BareSide.reconcile(task);

        assertThat(bare.events()).isEqualTo(events);
        assertThat(bare.active()).isBetween(200L, 300L);
        assertThat(LakeSide.reconcile(task)).isEqualTo(bare);
        assertThat(LakeSide.reconcile(task)).isEqualTo(bare);
    }

    @Test
    void bothSidesFindEveryEventOfAHistory() {
        Path lake = directory.resolve("lake");
        long events = HistoryWriter.write(lake, DT, 40, 50, 30);
        Task task = new Task(lake, directory, new DaySpan(DT, DT.plusDays(39)), 128L << 20, 2);

        Figures bare = BareSide.reconcile(task);

        assertThat(bare.events()).isEqualTo(events);
        assertThat(LakeSide.reconcile(task)).isEqualTo(bare);
        assertThat(HistorySide.workOut(task)).isEqualTo(bare);
    }

    @Test
    void aResultSurvivesTheWayBetweenProcesses() {
        Measured measured = new Measured(12.5, 20.25, 812.5, new Figures(19_700_123, 1_499_000));

        assertThat(Measured.parse(measured.line())).isEqualTo(measured);
    }

    @Test
    void aProcessKnowsWhatItTook() {
        Measured measured = Measured.of(() -> new Figures(1, 1));

        assertThat(measured.seconds()).isNotNegative();
        assertThat(measured.peakMib()).isGreaterThan(10);
    }
}
