package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.Shards;
import io.rollcall.event.Stamp;
import io.rollcall.log.StopReason;
import io.rollcall.log.testkit.EventLog;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.Ledger;
import io.rollcall.rollup.ShardBatch;
import io.rollcall.rollup.ShardFence;
import io.rollcall.worker.PartitionRollup.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PartitionRollupTest {
    private static final FenceField FIELD = new FenceField("topic", 0);
    private static final long PROFILE = 7;
    private static final int SHARD = Shards.shardOf(PROFILE);

    private final PartitionRollup partition =
            new PartitionRollup(0, new DuplicateWindow.Bounds(Duration.ofMinutes(10), 1_000_000), profile -> false);

    @Test
    void recordsThatContinueAreTaken() {
        placeAt(10, 10);
        assertThat(partition.stretch(offsets(10, 11))).isEqualTo(new Stretch.Continues(offsets(10, 11)));
    }

    @Test
    void recordsFetchedBeforeASeekAreDropped() {
        placeAt(10, 10);
        assertThat(partition.stretch(offsets(4, 5))).isEqualTo(new Stretch.AlreadyRead());
        assertThat(partition.stretch(offsets(12, 13))).isEqualTo(new Stretch.Gap(10));
        assertThat(partition.stretch(offsets(9, 10, 11))).isEqualTo(new Stretch.Continues(offsets(10, 11)));
    }

    @Test
    void recordsBeforeTheFenceAreRememberedButNotApplied() {
        placeAt(10, 8);
        List<JudgedRecord> unapplied = partition.take(List.of(
                Records.played(8, PROFILE, "a", Records.NOON),
                Records.played(9, PROFILE, "b", Records.NOON),
                Records.played(10, PROFILE, "a", Records.NOON),
                Records.played(11, PROFILE, "c", Records.NOON)));

        assertThat(unapplied).extracting(judged -> judged.record().offset()).containsExactly(10L, 11L);
        assertThat(unapplied).extracting(JudgedRecord::verdict).containsExactly(Verdict.DUPLICATE, Verdict.COUNTED);
        assertThat(partition.next()).isEqualTo(12);
    }

    @Test
    void recordsOfAnErasedProfileOnlyMoveTheLedger() {
        PartitionRollup forgetful = new PartitionRollup(
                0, new DuplicateWindow.Bounds(Duration.ofMinutes(10), 1_000_000), profile -> profile == PROFILE);
        forgetful.place(FIELD, Map.of(SHARD, new ShardFence(SHARD, FIELD, 0, 3, 0)), 0);
        List<JudgedRecord> unapplied = forgetful.take(
                List.of(Records.played(0, PROFILE, "a", Records.NOON), Records.played(1, PROFILE, "a", Records.NOON)));

        ShardBatch batch = ShardAggregation.of(SHARD, FIELD, 0, 2, 3, 0, unapplied);
        assertThat(batch.ledger()).isEqualTo(new Ledger(0, 0, 0, 0, 2));
        assertThat(batch.increments()).isEmpty();
        assertThat(batch.seen()).isEmpty();
    }

    @Test
    void aReplayDecidesAsTheFirstPassDid() {
        List<LogRecord> log = LongStream.range(0, 200)
                .mapToObj(offset ->
                        Records.played(offset, PROFILE, "event " + offset % 60, Records.NOON.plusSeconds(offset * 9)))
                .toList();
        placeAt(0, 0);
        List<JudgedRecord> first = partition.take(log);
        placeAt(150, 50);
        List<JudgedRecord> again = partition.take(log.subList(50, 200));

        assertThat(again).isEqualTo(first.subList(150, 200));
    }

    @Test
    void whatIsReadUpToAnEndOfTheLogIsAsOfThatEnd() {
        long noon = Records.NOON.toEpochMilli();
        placeAt(10, 10);
        partition.sawEnd(12, noon + 500);
        partition.take(List.of(Records.played(10, PROFILE, "a", Records.NOON)));
        assertThat(partition.asOfWhenApplied()).isEqualTo(noon - 10_000);

        partition.sawEnd(13, noon + 1_500);
        partition.take(List.of(Records.played(11, PROFILE, "b", Records.NOON)));
        assertThat(partition.asOfWhenApplied()).isEqualTo(noon + 500 - 2_000);
    }

    @Test
    void aShardOfAnotherPartitionIsNotHeld() {
        placeAt(0, 0);
        assertThat(partition.holds(SHARD)).isTrue();
        assertThat(partition.holds((SHARD + 1) % Shards.COUNT)).isFalse();
    }

    @Test
    void aPartitionMayHoldTheShardsOfEveryDivisorThatWasFoundInIt() {
        PartitionRollup second =
                new PartitionRollup(1, new DuplicateWindow.Bounds(Duration.ZERO, 1_000_000), profile -> false);
        assertThat(second.shards(16)).containsExactly(1, 17, 33, 49);
        second.holdsLike(9);
        assertThat(second.shards(16)).containsExactly(1, 9, 17, 25, 33, 41, 49, 57);
        second.holdsLike(5);
        assertThat(second.shards(16)).hasSize(16).contains(1, 5, 9, 13).allMatch(shard -> shard % 4 == 1);
        assertThat(second.shards(2)).hasSize(32);
    }

    /** So that shards whose fences are lost together, with all of their like, are missed by those that are left. */
    @Test
    void aFenceSaysHowFewPartitionsHavePutShardsHere() {
        PartitionRollup second =
                new PartitionRollup(1, new DuplicateWindow.Bounds(Duration.ZERO, 1_000_000), profile -> false);
        second.heldAmong(0);
        assertThat(second.shards(64)).as("it does not say").containsExactly(1);
        second.heldAmong(32);
        assertThat(second.shards(64)).containsExactly(1, 33);
        assertThat(second.holdsThoseLike(33)).isTrue();
        second.heldAmong(64);
        assertThat(second.fewest(64)).as("fewer were noted with another fence").isEqualTo(32);
    }

    @Test
    void anotherLeaderEpochBeforeTheFenceMeansThatTheLogWasCut() {
        partition.place(FIELD, Map.of(SHARD, new ShardFence(SHARD, FIELD, 10, 2, 0)), 8);
        List<LogRecord> ofEpochThree = offsets(8, 9, 10);
        assertThat(ofEpochThree)
                .filteredOn(partition::contradicts)
                .extracting(LogRecord::offset)
                .containsExactly(9L);

        partition.place(FIELD, Map.of(SHARD, new ShardFence(SHARD, FIELD, 10, 3, 0)), 8);
        assertThat(ofEpochThree).noneMatch(partition::contradicts);
    }

    @Test
    void aFenceCarriesTheEpochOfTheRecordBeforeItEvenWhenNothingWasReadSince() {
        partition.place(FIELD, Map.of(SHARD, new ShardFence(SHARD, FIELD, 10, 2, 0)), 10);
        assertThat(partition.leaderEpoch()).isEqualTo(2);
        partition.take(offsets(10, 11));
        assertThat(partition.leaderEpoch()).isEqualTo(3);
    }

    @Test
    void onlyFencesThatAreSetAnewGoOnAfterACut() {
        placeAt(10, 8);
        partition.stop(new StartPlan.Stop(StopReason.LOG_CUT, "a test"));
        assertThat(partition.isAtACut()).isTrue();
        partition.unplace();
        assertThat(partition.isAtACut()).isFalse();
    }

    @Test
    void lagIsTheAgeOfTheOldestRecordNotApplied() {
        long now = Records.NOON.toEpochMilli() + 5_000;
        assertThat(PartitionLag.of(partition, 20, now, now).known()).isFalse();
        partition.place(
                FIELD, Map.of(SHARD, new ShardFence(SHARD, FIELD, 10, -1, Records.NOON.toEpochMilli() - 60_000)), 10);
        assertThat(PartitionLag.of(partition, 10, now, now))
                .isEqualTo(new PartitionLag(0, 0, 0, true, Optional.empty(), 0, 0, 0));
        assertThat(PartitionLag.of(partition, 20, now, now))
                .isEqualTo(new PartitionLag(0, 65, 10, true, Optional.empty(), 0, 0, 0));

        partition.take(List.of(Records.played(10, PROFILE, "a", Records.NOON)));
        assertThat(PartitionLag.of(partition, 20, now, now))
                .isEqualTo(new PartitionLag(0, 5, 10, true, Optional.empty(), 0, 1, 0));

        partition.fenceStandsAt(SHARD, 11);
        partition.applied(Records.NOON.toEpochMilli());
        assertThat(PartitionLag.of(partition, 11, now, now))
                .isEqualTo(new PartitionLag(0, 0, 0, true, Optional.empty(), 0, 1, 0));
    }

    @Test
    void lagGrowsWhileKafkaDoesNotSayWhereTheLogEnds() {
        long now = Records.NOON.toEpochMilli();
        placeAt(10, 10);
        assertThat(PartitionLag.of(partition, 10, now - 4_000, now).seconds()).isZero();
        assertThat(PartitionLag.of(partition, 10, now - 90_000, now).seconds()).isEqualTo(90);
    }

    @Test
    void aBatchAddsUpWhatIsCountedAndTellsTheRestApart() {
        Instant tooOld = Records.NOON.minus(3, ChronoUnit.DAYS);
        List<JudgedRecord> judged = List.of(
                new JudgedRecord(Records.played(3, PROFILE, "a", Records.NOON), Verdict.COUNTED),
                new JudgedRecord(Records.played(4, PROFILE, "b", Records.NOON), Verdict.COUNTED),
                new JudgedRecord(Records.played(5, PROFILE, "a", Records.NOON), Verdict.DUPLICATE),
                new JudgedRecord(
                        Records.of(6, EventLog.stamp(PROFILE, "BR", "play", "old", tooOld), Records.NOON),
                        Verdict.LATE),
                new JudgedRecord(Records.unreadable(7, SHARD, Records.NOON), Verdict.UNREADABLE));

        ShardBatch batch = ShardAggregation.of(SHARD, FIELD, 3, 8, 3, 0, judged);

        long slice = Records.NOON.getEpochSecond() / 10;
        Map<ShardBatch.ProfileDay, ShardBatch.Increment> increments = new HashMap<>(batch.increments());
        assertThat(increments)
                .containsExactly(Map.entry(
                        new ShardBatch.ProfileDay(LocalDate.of(2026, 11, 22), "US", PROFILE),
                        new ShardBatch.Increment(true, new Counters(2, 2, 0, 0, 120))));
        assertThat(batch.ledger()).isEqualTo(new Ledger(2, 1, 1, 1));
        assertThat(batch.seen().keySet())
                .containsExactlyInAnyOrder(new ShardBatch.SeenIn(slice, "US"), new ShardBatch.SeenIn(slice, "BR"));
        assertThat(batch.late())
                .containsExactly(Map.entry(new ShardBatch.LateOn(LocalDate.of(2026, 11, 19), "BR"), Set.of(PROFILE)));
        assertThat(batch.leaderEpoch()).isEqualTo(3);
    }

    @Test
    void whatIsLateForADayThatIsInNoWindowAnyMoreIsNotKept() {
        List<JudgedRecord> late = List.of(lateBy(33, 3), lateBy(34, 4));

        ShardBatch batch = ShardAggregation.of(SHARD, FIELD, 3, 5, 3, 0, late);

        assertThat(batch.ledger()).isEqualTo(new Ledger(0, 0, 2, 0));
        assertThat(batch.late().keySet())
                .containsExactly(
                        new ShardBatch.LateOn(LocalDate.of(2026, 11, 22).minusDays(33), "US"));
    }

    private static JudgedRecord lateBy(int days, long offset) {
        Instant then = Records.NOON.minus(days, ChronoUnit.DAYS);
        return new JudgedRecord(
                Records.of(offset, EventLog.stamp(PROFILE, "US", "play", "e" + offset, then), Records.NOON),
                Verdict.LATE);
    }

    @Test
    void historyThatIsFilledInIsCountedAndNobodyIsThere() {
        Stamp stamp = EventLog.stamp(PROFILE, "US", "play", "a", Records.NOON);
        LogRecord filledIn = new LogRecord(3, Records.NOON.toEpochMilli(), 3, stamp, SHARD, true, null);

        ShardBatch batch =
                ShardAggregation.of(SHARD, FIELD, 3, 4, 3, 0, List.of(new JudgedRecord(filledIn, Verdict.COUNTED)));

        assertThat(batch.ledger()).isEqualTo(new Ledger(1, 0, 0, 0));
        assertThat(batch.increments()).hasSize(1);
        assertThat(batch.seen()).isEmpty();
    }

    private void placeAt(long fence, long readFrom) {
        partition.place(FIELD, Map.of(SHARD, new ShardFence(SHARD, FIELD, fence, -1, 0)), readFrom);
    }

    private static List<LogRecord> offsets(long... offsets) {
        return LongStream.of(offsets)
                .mapToObj(offset -> Records.played(offset, PROFILE, "event " + offset, Records.NOON))
                .toList();
    }
}
