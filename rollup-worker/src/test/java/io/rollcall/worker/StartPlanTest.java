package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.log.LogBounds;
import io.rollcall.log.PartitionLog;
import io.rollcall.log.StopReason;
import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.ShardFence;
import io.rollcall.worker.StartPlan.Begin;
import io.rollcall.worker.StartPlan.Resume;
import io.rollcall.worker.StartPlan.Stop;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StartPlanTest {
    private static final long LIVE_SINCE = 3_000;
    private static final long BACKLOG_LIMIT = 4_000;
    private static final DuplicateWindow.Bounds TEN_MINUTES = new DuplicateWindow.Bounds(Duration.ofMinutes(10), 1_000);
    private static final DuplicateWindow.Bounds NO_WINDOW = new DuplicateWindow.Bounds(Duration.ZERO, 1_000);

    /** A log with a record every {@code step} milliseconds: offset n was received at n times step. */
    private record Evenly(LogBounds bounds, long step) implements PartitionLog {
        @Override
        public long offsetAt(long millis) {
            return Math.min(bounds.end(), Math.max(bounds.begin(), (millis + step - 1) / step));
        }
    }

    private static final Evenly LOG = new Evenly(new LogBounds(0, 100), 100);

    @Test
    void goesOnWhereTheFencesStand() {
        assertThat(decide(Map.of(1, fence(50), 5, fence(60)), LOG))
                .isEqualTo(new Resume(Map.of(1, standing(50), 5, standing(60))));
    }

    @Test
    void readsOnlyWhatDuplicatesOfTheFirstUnappliedRecordMayLieIn() {
        PartitionLog week =
                new Evenly(new LogBounds(0, 7 * 1_440), Duration.ofMinutes(1).toMillis());
        long fourDays = 4 * 1_440;
        Resume fresh = new Resume(Map.of(
                1,
                new ShardFence(
                        1,
                        new FenceField("topic", 0),
                        fourDays,
                        -1,
                        Duration.ofDays(4).toMillis())));
        assertThat(fresh.warmFrom(week, TEN_MINUTES))
                .as("fences that were set anew, after Redis was wiped")
                .isEqualTo(fourDays - 10 - DuplicateWindow.ORDER_SLACK.toMinutes());
        assertThat(fresh.warmFrom(week, NO_WINDOW)).isEqualTo(fourDays - 1);
        Resume unknown = new Resume(Map.of(1, new ShardFence(1, new FenceField("topic", 0), 50, -1, 0)));
        assertThat(unknown.warmFrom(week, TEN_MINUTES))
                .as("nobody knows how old it is")
                .isZero();
        assertThat(unknown.warmFrom(week, NO_WINDOW)).isEqualTo(49);
    }

    @Test
    void fencesThatDoNotKnowOfAllShardsAreToldOfThem() {
        FenceField field = new FenceField("topic", 1);
        Resume grown = new Resume(Map.of(
                1, new ShardFence(1, field, 50, -1, 0, 64),
                33, new ShardFence(33, field, 50, -1, 0, 32),
                17, new ShardFence(17, field, 50, -1, 0)));
        assertThat(grown.unaware(32)).containsExactly(1, 17);
    }

    @Test
    void goesOnAtTheEndOfTheLogHoweverOldTheLogIs() {
        assertThat(decide(Map.of(1, fence(10)), new Evenly(new LogBounds(0, 10), 100)))
                .isInstanceOf(Resume.class);
    }

    @Test
    void anEmptyLogBeginsAtItsBeginningAndIsCompleteForEver() {
        assertThat(decide(Map.of(1, Optional.empty()), new Evenly(new LogBounds(0, 0), 100)))
                .isEqualTo(new Begin(Set.of(1), 0, 0));
    }

    @Test
    void aMissingFenceBeginsWithTheOldestLiveDay() {
        assertThat(decide(Map.of(1, Optional.empty(), 5, fence(90)), LOG))
                .isEqualTo(new Begin(Set.of(1), 30, LIVE_SINCE));
    }

    @Test
    void aMissingFenceOverALogThatLostItsBeginningButCoversTheLiveWindowBegins() {
        assertThat(decide(Map.of(1, Optional.empty()), new Evenly(new LogBounds(20, 100), 100)))
                .isEqualTo(new Begin(Set.of(1), 30, LIVE_SINCE));
    }

    @Test
    void aLogThatNoLongerCoversTheLiveWindowStops() {
        assertThat(reason(Map.of(1, Optional.empty()), new Evenly(new LogBounds(40, 100), 100)))
                .isEqualTo(StopReason.LOG_GONE);
    }

    @Test
    void aFenceBeyondTheLogStops() {
        assertThat(reason(Map.of(1, fence(101)), LOG)).isEqualTo(StopReason.BEYOND_LOG);
    }

    @Test
    void aFenceBeforeTheLogStops() {
        assertThat(reason(Map.of(1, fence(44)), new Evenly(new LogBounds(45, 100), 100)))
                .isEqualTo(StopReason.LOG_GONE);
    }

    @Test
    void aBacklogThatIsTooOldStops() {
        assertThat(reason(Map.of(1, fence(39)), LOG)).isEqualTo(StopReason.BACKLOG_TOO_OLD);
        assertThat(decide(Map.of(1, fence(40)), LOG)).isInstanceOf(Resume.class);
    }

    @Test
    void anotherTopicStops() {
        StartPlan plan = StartPlan.decide(new TreeMap<>(Map.of(1, fence(50))), true, LOG, LIVE_SINCE, BACKLOG_LIMIT);
        assertThat(plan)
                .isInstanceOfSatisfying(
                        Stop.class, stop -> assertThat(stop.reason()).isEqualTo(StopReason.OTHER_TOPIC));
    }

    @Test
    void nothingStopsAPartitionThatReadsWhatIsThereAndIsNotTooOld() {
        assertThat(underWay(100, 100, 9_999, LOG)).isEmpty();
        assertThat(underWay(60, 70, 6_000, LOG)).isEmpty();
        assertThat(underWay(60, 70, 6_000, new Evenly(new LogBounds(70, 100), 100)))
                .isEmpty();
    }

    @Test
    void retentionThatOvertakesAPartitionStopsIt() {
        assertThat(underWay(60, 70, 6_000, new Evenly(new LogBounds(71, 100), 100)))
                .contains(StopReason.LOG_GONE);
    }

    @Test
    void aLogThatIsCutUnderAPartitionStopsIt() {
        assertThat(underWay(60, 70, 6_000, new Evenly(new LogBounds(0, 59), 100)))
                .contains(StopReason.BEYOND_LOG);
    }

    @Test
    void aPartitionThatFallsBehindForTooLongStops() {
        assertThat(underWay(39, 70, 3_900, LOG)).contains(StopReason.BACKLOG_TOO_OLD);
        assertThat(underWay(40, 70, 3_900, LOG)).isEmpty();
        assertThat(underWay(30, 30, 3_000, new Evenly(new LogBounds(0, 30), 100)))
                .as("idle")
                .isEmpty();
    }

    @Test
    void aPartitionThatWasPlacedWhileTheLogWasAskedIsNotBehind() {
        assertThat(underWay(PartitionRollup.UNKNOWN, 0, 0, LOG)).isEmpty();
        assertThat(underWay(0, 0, 0, LOG)).contains(StopReason.BACKLOG_TOO_OLD);
    }

    private static Optional<StopReason> underWay(long applied, long next, long asOfMillis, PartitionLog log) {
        return StartPlan.underWay(applied, next, asOfMillis, log, BACKLOG_LIMIT).map(Stop::reason);
    }

    private static Optional<ShardFence> fence(long next) {
        return Optional.of(standing(next));
    }

    private static ShardFence standing(long next) {
        return new ShardFence(1, new FenceField("log", 0), next, -1, 0);
    }

    private static StartPlan decide(Map<Integer, Optional<ShardFence>> fences, PartitionLog log) {
        return StartPlan.decide(new TreeMap<>(fences), false, log, LIVE_SINCE, BACKLOG_LIMIT);
    }

    private static StopReason reason(Map<Integer, Optional<ShardFence>> fences, PartitionLog log) {
        return decide(fences, log) instanceof Stop stop ? stop.reason() : fail();
    }

    private static StopReason fail() {
        throw new AssertionError("does not stop");
    }
}
