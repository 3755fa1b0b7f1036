package io.rollcall.lake.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.lake.bronze.Bronze;
import io.rollcall.lake.bronze.BronzeFiles;
import io.rollcall.lake.bronze.BronzeRow;
import io.rollcall.lake.bronze.BronzeRow.LogPlace;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.publish.Publication;
import io.rollcall.lake.report.LiveSnapshot.Fence;
import io.rollcall.lake.report.LiveSnapshot.Figure;
import io.rollcall.lake.testkit.Events;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report against snapshots made by hand; one partition, so that the order of the log is the order of the test. */
class ReportTest {
    private static final LocalDate DT = LocalDate.parse("2024-01-10");
    private static final Instant MORNING_AFTER = Instant.parse("2024-01-11T02:30:00Z");
    private static final Duration W = Duration.ofMinutes(10);
    private static final long PLENTY = 64 << 20;

    @TempDir
    Path directory = Path.of("");

    private Lake lake;
    private long offset;

    @BeforeEach
    void open() {
        lake = Lake.open(LakeSettings.in(directory));
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void aRightLiveFigureLeavesNothingToExplain() {
        archive(play(1, "a", "2024-01-10T10:00:00Z"), play(2, "b", "2024-01-10T11:00:00Z"));
        reconcile(snapshot(figures(2, 2, 120), offset));
        assertThat(rows("*", "dau")).containsExactly("2.0 2.0 0.0 | 0.0 0.0 0.0 0.0 true");
        assertThat(rows("*", "events")).containsExactly("2.0 2.0 0.0 | 0.0 0.0 0.0 0.0 true");
        assertThat(rows("US", "total_watch_time_sec")).containsExactly("120.0 120.0 0.0 | 0.0 0.0 0.0 0.0 true");
    }

    @Test
    void duplicatesWithinTheWindowWereNeverCountedAndThoseOutsideWere() {
        archive(
                play(1, "a", "2024-01-10T10:00:00Z"),
                play(1, "a", "2024-01-10T10:10:00Z"), // exactly W after the first: dropped live
                play(
                        1,
                        "a",
                        "2024-01-10T10:20:00.001Z"), // a millisecond more than W after the one before: counted live
                play(1, "a", "2024-01-10T10:15:00Z")); // received out of order, so its predecessor is later: dropped
        reconcile(snapshot(figures(1, 2, 120), offset));
        assertThat(rows("*", "events")).containsExactly("2.0 1.0 -1.0 | -1.0 0.0 0.0 0.0 true");
        assertThat(rows("*", "dau")).containsExactly("1.0 1.0 0.0 | 0.0 0.0 0.0 0.0 true");
        assertThat(rows("US", "total_watch_time_sec")).containsExactly("120.0 60.0 -60.0 | -60.0 0.0 0.0 0.0 true");
    }

    @Test
    void anEventOfAnotherDayMakesADuplicateForTheLiveRuleOnly() {
        // The same id four days apart: two events to the lake, one to the live counters.
        archive(
                received(play(1, "a", "2024-01-06T10:00:00Z"), "2024-01-10T10:00:00Z"),
                play(1, "a", "2024-01-10T10:05:00Z"),
                play(2, "b", "2024-01-10T10:05:00Z"));
        reconcile(snapshot(figures(1, 1, 60), offset));
        assertThat(rows("*", "dau")).containsExactly("1.0 2.0 1.0 | 1.0 0.0 0.0 0.0 true");
    }

    @Test
    void lateEventsAndThoseBehindTheFenceWereNotCounted() {
        archive(
                play(1, "a", "2024-01-10T10:00:00Z"),
                received(play(2, "b", "2024-01-10T10:00:00Z"), "2024-01-12T23:59:59.999Z"), // the last moment
                received(play(3, "c", "2024-01-10T10:00:00Z"), "2024-01-13T00:00:00Z")); // too late
        long fence = offset;
        archive(received(play(4, "d", "2024-01-10T10:00:00Z"), "2024-01-11T05:00:00Z"));
        reconcile(snapshot(figures(2, 2, 120), fence));
        assertThat(rows("*", "dau")).containsExactly("2.0 4.0 2.0 | 0.0 2.0 0.0 0.0 true");
        assertThat(rows("*", "play_events")).containsExactly("2.0 4.0 2.0 | 0.0 2.0 0.0 0.0 true");
    }

    @Test
    void aFaultIsUnexplainedAndNothingElse() {
        archive(
                play(1, "a", "2024-01-10T10:00:00Z"),
                play(1, "a", "2024-01-10T12:00:00Z"),
                received(play(2, "b", "2024-01-10T10:00:00Z"), "2024-01-13T00:00:00Z"));
        reconcile(snapshot(figures(1, 2 + 5, 120), offset));
        assertThat(rows("*", "events")).containsExactly("7.0 2.0 -5.0 | -1.0 1.0 0.0 -5.0 false");
        assertThat(lake.published().reportQuality(DT, DT))
                .filteredOn(quality -> quality.measure().equals("events"))
                .singleElement()
                .satisfies(quality -> {
                    assertThat(quality.unexplained()).isEqualTo(10.0); // of US, and of all regions
                    assertThat(quality.relativeError()).isEqualTo(2.5);
                });
    }

    @Test
    void aWindowsDifferenceIsLateOrOfTheSketch() {
        archive(
                play(1, "a", "2024-01-05T10:00:00Z"),
                received(play(2, "b", "2024-01-05T10:00:00Z"), "2024-01-09T10:00:00Z"), // late on its day
                play(3, "c", "2024-01-10T10:00:00Z"));
        long fence = offset;
        archive(received(play(4, "d", "2024-01-10T10:00:00Z"), "2024-01-11T02:00:00Z")); // behind the fence
        List<Figure> figures = new ArrayList<>(figures(1, 1, 60));
        figures.add(new Figure("*", "wau", 3, 1, 3));
        figures.add(new Figure("US", "wau", 3, 3, 4));
        reconcile(snapshot(figures, fence));
        assertThat(rows("*", "wau")).containsExactly("3.0 4.0 1.0 | 0.0 2.0 -1.0 0.0 false");
        assertThat(rows("US", "wau"))
                .as("an interval that reached as far as those who came too late")
                .containsExactly("3.0 4.0 1.0 | 0.0 2.0 -1.0 0.0 true");
        assertThat(rows("*", "mau")).containsExactly("null 4.0 null | null null null null null");
        assertThat(lake.published().reportQuality(DT, DT))
                .filteredOn(quality -> quality.measure().equals("wau"))
                .singleElement()
                .satisfies(quality -> {
                    assertThat(quality.intervals()).isEqualTo(2);
                    assertThat(quality.held()).as("what had been counted, 2").isEqualTo(1);
                });
    }

    @Test
    void withoutAReadingThereIsOnlyTheTruthAndALaterRunMayFillItIn() {
        archive(play(1, "a", "2024-01-10T10:00:00Z"));
        reconcile();
        assertThat(rows("*", "dau")).containsExactly("null 1.0 null | null null null null null");
        assertThat(lake.published().reportQuality(DT, DT)).isEmpty();

        reconcileAgain(snapshot(figures(1, 1, 60), offset));
        assertThat(rows("*", "dau")).containsExactly("1.0 1.0 0.0 | 0.0 0.0 0.0 0.0 true");
    }

    @Test
    void aRestatedDayKeepsItsFirstReading() {
        archive(play(1, "a", "2024-01-10T10:00:00Z"));
        reconcile(snapshot(figures(1, 1, 60), offset));
        archive(received(play(2, "b", "2024-01-10T10:00:00Z"), "2024-01-14T00:00:00Z"));
        reconcile(snapshot(figures(7, 7, 7), offset));
        assertThat(rows("*", "dau")).containsExactly("1.0 2.0 1.0 | 0.0 1.0 0.0 0.0 true");
        assertThat(lake.liveSnapshots().days(DT, DT)).containsExactly(DT);
    }

    @Test
    void aReadingThatIsAheadOfTheArchiveIsNotKept() {
        archive(play(1, "a", "2024-01-10T10:00:00Z"));
        reconcile(snapshot(figures(2, 2, 120), offset + 1));
        assertThat(rows("*", "dau")).containsExactly("null 1.0 null | null null null null null");
        assertThat(lake.liveSnapshots().days(DT, DT)).isEmpty();
    }

    @Test
    void aReadingThatARunLeftBehindWhichWasKilledIsTheDaysReading() {
        archive(play(1, "a", "2024-01-10T10:00:00Z"));
        lake.liveSnapshots().keep(List.of(snapshot(figures(1, 1, 60), offset)));
        reconcile(snapshot(figures(9, 9, 9), offset));
        assertThat(rows("*", "dau")).containsExactly("1.0 1.0 0.0 | 0.0 0.0 0.0 0.0 true");
    }

    @Test
    void whatWasReadBeforeAnErasureIsNotExplainedAndNoFault() {
        archive(play(1, "a", "2024-01-10T10:00:00Z"), play(2, "b", "2024-01-10T11:00:00Z"));
        List<Figure> figures = new ArrayList<>(figures(2, 2, 120));
        figures.add(new Figure("*", "wau", 2, 1, 3));
        reconcile(snapshot(figures, offset));
        lake.erase(Set.of(2L), MORNING_AFTER.plusSeconds(30));
        reconcileAgain();
        assertThat(rows("*", "dau")).containsExactly("2.0 1.0 -1.0 | null null null null null");
        assertThat(rows("*", "wau")).containsExactly("2.0 1.0 -1.0 | null null null null null");
        assertThat(lake.published().reportQuality(DT, DT)).allSatisfy(quality -> {
            assertThat(quality.unexplained()).isZero();
            assertThat(quality.intervals()).isZero();
        });
    }

    @Test
    void anErasureOfNobodyOrOneBeforeTheReadingLeavesTheReportAsItIs() {
        archive(play(1, "a", "2024-01-10T10:00:00Z"), play(2, "b", "2024-01-10T11:00:00Z"));
        lake.erase(Set.of(2L), MORNING_AFTER.minusSeconds(30));
        reconcile(snapshot(figures(1, 1, 60), offset));
        lake.erase(Set.of(3L), MORNING_AFTER.plusSeconds(30));
        reconcileAgain();
        assertThat(rows("*", "dau")).containsExactly("1.0 1.0 0.0 | 0.0 0.0 0.0 0.0 true");
    }

    @Test
    void anErasureThatTookNothingOutOfADayLeavesItsReportAsItIs() {
        archive(play(1, "a", "2024-01-10T10:00:00Z"), play(4, "d", "2024-01-11T00:10:00Z"));
        reconcile(snapshot(figures(1, 1, 60), offset));
        lake.erase(Set.of(4L), MORNING_AFTER.plusSeconds(30));
        reconcileAgain();
        assertThat(rows("*", "dau")).containsExactly("1.0 1.0 0.0 | 0.0 0.0 0.0 0.0 true");
    }

    private record Received(long profile, String id, Instant at, Instant receivedAt) {}

    private static Received play(long profile, String id, String at) {
        return new Received(profile, id, Instant.parse(at), Instant.parse(at));
    }

    private static Received received(Received record, String at) {
        return new Received(record.profile(), record.id(), record.at(), Instant.parse(at));
    }

    /** dau, events and seconds of plays that were all in one region. */
    private static List<Figure> figures(long dau, long events, long seconds) {
        return List.of("US", "*").stream()
                .flatMap(region -> List.of(
                        Figure.exact(region, "dau", dau),
                        Figure.exact(region, "events", events),
                        Figure.exact(region, "play_events", events),
                        Figure.exact(region, "search_events", 0),
                        Figure.exact(region, "browse_events", 0),
                        Figure.exact(region, "total_watch_time_sec", seconds))
                        .stream())
                .toList();
    }

    private static LiveSnapshot snapshot(List<Figure> figures, long fence) {
        return new LiveSnapshot(
                DT,
                MORNING_AFTER,
                Events.TOPIC,
                figures,
                IntStream.range(0, 64)
                        .mapToObj(shard -> new Fence(shard, 0, fence))
                        .toList());
    }

    private void archive(Received... records) {
        Bronze bronze = lake.bronze();
        BronzeFiles rows = bronze.collect(PLENTY);
        for (Received record : records) {
            rows.add(new BronzeRow(
                    new LogPlace(Events.TOPIC, 0, offset++),
                    record.receivedAt().toEpochMilli(),
                    Events.stamp(record.profile(), "US", "play", record.at(), true, 60, record.id()),
                    Events.event("{\"profile_id\":" + record.profile()
                            + ",\"event_name\":\"play\",\"event_time\":0,\"region\":\"US\",\"duration_sec\":60}"),
                    null,
                    ByteBuffer.allocate(0),
                    false,
                    null));
        }
        Map<Integer, Reached> moved = new HashMap<>();
        for (int partition = 0; partition < Events.LOG.partitions(); partition++) {
            moved.put(partition, new Reached(partition == 0 ? offset : 0, MORNING_AFTER.toEpochMilli()));
        }
        assertThat(bronze.commit(bronze.position(), Events.LOG, moved, rows))
                .isInstanceOf(Bronze.Outcome.Committed.class);
    }

    private void reconcile(LiveSnapshot... snapshots) {
        Publication run = lake.beginRun(MORNING_AFTER);
        publish(run, run.touched(), snapshots);
    }

    private void reconcileAgain(LiveSnapshot... snapshots) {
        Publication run = lake.beginRun(MORNING_AFTER.plusSeconds(60));
        publish(run, run.asked(DT::equals), snapshots);
    }

    private static void publish(Publication run, List<DueDay> due, LiveSnapshot... snapshots) {
        run.count(due);
        run.publish(due, new LiveSide(List.of(snapshots), W), MORNING_AFTER);
    }

    /** {@code live exact difference | duplicates late sketch unexplained within_bound}. */
    private List<String> rows(String region, String measure) {
        return lake.published().report(DT, DT).stream()
                .filter(row -> row.region().equals(region) && row.measure().equals(measure))
                .map(row -> row.live() + " " + row.exact() + " " + row.difference() + " | " + row.duplicates() + " "
                        + row.late() + " " + row.sketch() + " " + row.unexplained() + " " + row.withinBound())
                .toList();
    }
}
