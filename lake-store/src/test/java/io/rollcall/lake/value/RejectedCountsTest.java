package io.rollcall.lake.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.Platform;
import io.rollcall.event.Reason;
import io.rollcall.lake.bronze.ArchivePosition;
import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.lake.bronze.ArchivePosition.Topic;
import io.rollcall.lake.bronze.RejectedCounts.Kind;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.publish.OpenDayRun;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refused events that are counted beside the accepted ones, and come before or after a day is published. */
class RejectedCountsTest {
    private static final LocalDate DAY = LocalDate.parse("2024-05-13");
    private static final Instant NOON = Instant.parse("2024-05-13T12:00:00Z");
    private static final Instant NIGHT = Instant.parse("2024-05-14T02:30:00Z");
    private static final Topic TOPIC = new Topic("rejected-1", 4);
    private static final long PLENTY = 100_000;

    private final BronzeFixture fixture;

    RejectedCountsTest(@TempDir Path directory) {
        this.fixture = new BronzeFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aDayWhoseRefusedEventsComeLateIsWorkedOutAgainAndOnce() {
        fixture.archive(NIGHT, Event.of(1, "US", "play", "e", "2024-05-13T10:00:00Z"));
        fixture.reconcile(NIGHT);
        assertThat(workOut()).isPositive();
        assertThat(rejected().values()).containsEntry("rejected", 0.0).containsEntry("accepted", 1.0);
        assertThat(workOut()).isZero();

        assertThat(count(ArchivePosition.NONE, 3, 2)).isTrue();
        assertThat(workOut()).as("quality of that day").isEqualTo(1);
        assertThat(rejected().values()).containsEntry("rejected", 2.0).containsEntry("rejected_missing_field", 2.0);
        assertThat(workOut()).isZero();
    }

    @Test
    void todayIsCountedAnewWhenEventsAreRefusedOnIt() {
        fixture.archive(NOON, Event.of(1, "US", "play", "e", "2024-05-13T10:00:00Z"));
        refresh();
        assertThat(fixture.lake().beginOpenDays(NOON).isDue()).isFalse();

        assertThat(count(ArchivePosition.NONE, 3, 2)).isTrue();
        refresh();
        assertThat(rejected().values()).containsEntry("rejected", 2.0);
        assertThat(rejected().status()).isEqualTo(DayStatus.LIVE);
    }

    @Test
    void countsUponAnOldPositionAreNotAddedAndATopicThatWasMadeAnewIsCountedOn() {
        assertThat(count(ArchivePosition.NONE, 3, 2)).isTrue();
        assertThat(count(ArchivePosition.NONE, 3, 2)).as("by another process").isFalse();
        ArchivePosition position = fixture.lake().rejectedCounts().position();
        assertThat(position).isEqualTo(new ArchivePosition(TOPIC, Map.of(0, new Reached(3, NOON.toEpochMilli()))));

        assertThat(fixture.lake()
                        .rejectedCounts()
                        .commit(position, new Topic("rejected-2", 4), Map.of(0, new Reached(1, 0)), Map.of(kind(), 5L)))
                .isTrue();
        fixture.archive(NIGHT, Event.of(1, "US", "play", "e", "2024-05-13T10:00:00Z"));
        fixture.reconcile(NIGHT);
        workOut();
        assertThat(rejected().values()).containsEntry("rejected", 7.0);
    }

    private boolean count(ArchivePosition expected, long next, long events) {
        return fixture.lake()
                .rejectedCounts()
                .commit(expected, TOPIC, Map.of(0, new Reached(next, NOON.toEpochMilli())), Map.of(kind(), events));
    }

    private static Kind kind() {
        return new Kind(DAY, Reason.MISSING_FIELD, Platform.TV, "2.0");
    }

    private void refresh() {
        OpenDayRun run = fixture.lake().beginOpenDays(NOON);
        assertThat(run.isDue()).isTrue();
        assertThat(run.refresh().failed()).isEmpty();
    }

    /** Works out what is due; says how many pieces that were. */
    private int workOut() {
        MetricRun run = fixture.lake().beginMetricRun();
        List<MetricRun.Due> due = run.due();
        due.forEach(run::workOut);
        return due.size();
    }

    private MetricRow rejected() {
        ComputedMetric quality = (ComputedMetric) Metrics.find("quality").orElseThrow();
        return fixture.lake()
                .published()
                .figures(
                        new MetricQuestion(quality.arguments(Map.of("by", "none")), DAY, DAY, RegionChoice.TOTAL),
                        PLENTY)
                .get(0);
    }
}
