package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rollcall.event.Shards;
import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.Ledger;
import io.rollcall.rollup.ShardFence;
import io.rollcall.worker.PartitionRollup.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A partition that held shards of another master when partitions were fewer, of which it meets no record where it begins: it
 * goes on without knowing their fences, and goes back when it knows them.
 */
class SilentMasterTest {
    private static final int PARTITION = 1;
    private static final int OWN = 1;
    private static final int STRANGER = 5;
    private static final int OTHER_STRANGER = 13;
    private static final int EACH = 5;
    private static final DuplicateWindow.Bounds NO_WINDOW = new DuplicateWindow.Bounds(Duration.ZERO, 1_000);

    private final SimulatedLog log = new SimulatedLog();
    private final SimulatedRedis redis = new SimulatedRedis(new Random(1));
    private final FenceField field = new FenceField(log.topic().id(), PARTITION);
    private final At at = new At();
    private final RollupMetrics metrics = new RollupMetrics(new SimpleMeterRegistry());
    private final Rollup rollup = new Rollup(
            redis,
            log,
            new Seeker(at, System::nanoTime),
            new FencedApply(redis, metrics),
            (partition, records) -> Optional.empty(),
            metrics,
            new NobodyErased(),
            NO_WINDOW,
            InstantSource.fixed(Records.NOON));

    /** Where the consumer was sent. */
    private static final class At implements Cursor {
        private long next;

        @Override
        public void seek(int partition, long offset) {
            next = offset;
        }

        @Override
        public void ensure(int partition, long offset) {
            next = offset;
        }

        @Override
        public void pause(int partition) {}

        @Override
        public void leave(int partition) {}
    }

    @Test
    void aFenceThatIsLearntLaterTakesThePartitionBackToIt() {
        append(STRANGER);
        append(OWN);
        log.grow();
        Set<Integer> silent = shardsLike(STRANGER);
        redis.begin(field, shardsLike(OWN), 2 * EACH, 0, 0);
        redis.begin(field, silent, 0, 0, 0);
        redis.falls(silent);
        rollup.assign(List.of(PARTITION));

        goOn();
        assertThat(partition().state()).isEqualTo(new State.Reading());
        assertThat(partition().appliedTo()).isEqualTo(2 * EACH);
        assertThat(redis.ledger(STRANGER, field)).isEqualTo(Ledger.NOTHING);

        redis.falls(Set.of());
        goOn();
        goOn();

        assertThat(redis.ledger(STRANGER, field)).isEqualTo(new Ledger(EACH, 0, 0, 0));
        assertThat(redis.ledger(OWN, field)).isEqualTo(Ledger.NOTHING);
        assertThat(silent)
                .allSatisfy(shard -> assertThat(redis.fence(shard, field).map(ShardFence::next))
                        .contains(2L * EACH));
        assertThat(partition().unasked()).isEmpty();
    }

    /** It held shards of which it would be given none today: those of them that are left say so of the lost ones. */
    @Test
    void aFenceThatIsLostIsMissedWhereOthersOfItsLikeStandAndItsOldRecordsComeAgain() {
        append(STRANGER);
        append(OTHER_STRANGER);
        append(OWN);
        log.grow();
        Set<Integer> left = allWithout(STRANGER);
        redis.begin(field, left, 3 * EACH, 0, 0);
        rollup.assign(List.of(PARTITION));

        goOn();

        assertThat(redis.ledger(STRANGER, field)).isEqualTo(new Ledger(EACH, 0, 0, 0));
        assertThat(left)
                .allSatisfy(shard -> assertThat(redis.ledger(shard, field)).isEqualTo(Ledger.NOTHING));
        assertThat(redis.fence(STRANGER, field).map(ShardFence::next)).contains(3L * EACH);
    }

    @Test
    void aLostFenceIsMissedAlsoWhenItsMasterWasSilentAtFirst() {
        append(STRANGER);
        append(OTHER_STRANGER);
        append(OWN);
        log.grow();
        redis.begin(field, allWithout(STRANGER), 3 * EACH, 0, 0);
        redis.falls(Set.of(STRANGER));
        rollup.assign(List.of(PARTITION));
        goOn();
        assertThat(partition().state()).isEqualTo(new State.Reading());

        redis.falls(Set.of());
        goOn();
        goOn();

        assertThat(redis.ledger(STRANGER, field)).isEqualTo(new Ledger(EACH, 0, 0, 0));
        assertThat(redis.ledger(OTHER_STRANGER, field)).isEqualTo(Ledger.NOTHING);
    }

    /** The shards that the partition held before it grew, but one. */
    private static Set<Integer> allWithout(int shard) {
        return Stream.concat(shardsLike(OWN).stream(), shardsLike(STRANGER).stream())
                .filter(any -> any != shard)
                .collect(Collectors.toSet());
    }

    private void append(int shard) {
        long profile = LongStream.iterate(1, any -> any + 1)
                .filter(any -> Shards.shardOf(any) == shard)
                .findFirst()
                .orElseThrow();
        for (int event = 0; event < EACH; event++) {
            log.append(profile, "event " + event, Records.NOON);
        }
    }

    /** Those that twice as many partitions keep together with it. */
    private static Set<Integer> shardsLike(int shard) {
        return IntStream.range(0, Shards.COUNT)
                .filter(any -> any % 8 == shard)
                .boxed()
                .collect(Collectors.toSet());
    }

    /** A beat, and what there is to read from where it leads. */
    private void goOn() {
        PartitionRollup partition = partition();
        long applied = partition.appliedTo();
        rollup.beat(partition, applied, log.partition(PARTITION).bounds(), Records.NOON.toEpochMilli());
        List<LogRecord> records = log.fetch(PARTITION, at.next, 100);
        if (!records.isEmpty()) {
            rollup.take(PARTITION, records);
        }
    }

    private PartitionRollup partition() {
        return rollup.partitions().iterator().next();
    }
}
