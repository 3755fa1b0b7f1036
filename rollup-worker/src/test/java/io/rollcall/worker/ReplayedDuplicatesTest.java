package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.log.LogBounds;
import io.rollcall.log.PartitionLog;
import io.rollcall.log.ReadProgress;
import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.ShardFence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Duplicates are a function of the log: whoever begins at a fence, having read what {@link StartPlan} says, judges everything
 * behind it as the one does who has read the log from its beginning; also where more events come than are remembered, where the
 * clocks of two gateways are five minutes apart, and where profiles were erased in between.
 */
class ReplayedDuplicatesTest {
    private static final int RECORDS = 30_000;
    private static final int FENCES = 60;

    /** More than a window of them. */
    private static final int BEHIND = 5_000;

    private static final Duration APART = Duration.ofMinutes(5);
    private static final List<Duration> WINDOWS =
            List.of(Duration.ofMinutes(10), Duration.ofHours(6), Duration.ofMinutes(45), Duration.ofHours(6));
    private static final FenceField FIELD = new FenceField("topic", 0);
    private static final long ERASED = 1;

    static LongStream seeds() {
        return LongStream.range(100, 124);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whereReadingBeganMakesNoDifference(long seed) {
        Random random = new Random(seed);
        Duration length = WINDOWS.get((int) (seed % WINDOWS.size()));
        DuplicateWindow.Bounds bounds = new DuplicateWindow.Bounds(length, 1_000 + random.nextInt(2_000));
        List<LogRecord> log = log(random, bounds);
        RecordJudge steady = new RecordJudge(bounds, profile -> false);
        List<Verdict> verdicts =
                log.stream().map(record -> steady.judge(record).verdict()).toList();
        assertThat(steady.forgotten()).isPositive();
        assertThat(verdicts).contains(Verdict.DUPLICATE, Verdict.COUNTED);

        for (int fence : random.ints(FENCES, RECORDS / 10, RECORDS).sorted().toArray()) {
            int warmFrom = (int) warmFrom(log, fence, bounds);
            assertThat(warmFrom).isLessThan(fence);
            RecordJudge begun = new RecordJudge(bounds, profile -> profile == ERASED);
            log.subList(warmFrom, fence).forEach(begun::judge);
            for (LogRecord record : log.subList(fence, Math.min(fence + BEHIND, RECORDS))) {
                Verdict again = begun.judge(record).verdict();
                if (again != Verdict.ERASED) {
                    assertThat(again)
                            .as("seed %d, %s, fence %d, offset %d", seed, bounds, fence, record.offset())
                            .isEqualTo(verdicts.get((int) record.offset()));
                }
            }
        }
    }

    /** Where a worker begins to read that finds a shard's fence there, and the others further on. */
    private static long warmFrom(List<LogRecord> log, int fence, DuplicateWindow.Bounds bounds) {
        ReadProgress progress = new ReadProgress(0, 0);
        log.subList(0, fence).forEach(record -> progress.read(record.offset(), record.receivedAtMillis()));
        ShardFence lowest = new ShardFence(0, FIELD, fence, 3, progress.asOfMillis());
        ShardFence further = new ShardFence(8, FIELD, fence + 100L, 3, progress.asOfMillis() + 60_000);
        return new StartPlan.Resume(Map.of(0, lowest, 8, further)).warmFrom(new Held(log), bounds);
    }

    /**
     * Of two gateways, at most five minutes apart, whose callers repeat what they sent; sometimes there are more of them than are
     * remembered, and sometimes fewer.
     */
    private static List<LogRecord> log(Random random, DuplicateWindow.Bounds bounds) {
        long behind = random.nextLong(APART.toMillis());
        long reach = bounds.length().toMillis() + DuplicateWindow.ORDER_SLACK.toMillis();
        long now = Records.NOON.toEpochMilli();
        List<LogRecord> log = new ArrayList<>();
        int perReach = 0;
        for (int offset = 0; offset < RECORDS; offset++) {
            if (offset % 1_000 == 0) {
                perReach = bounds.events() / 2 + random.nextInt(bounds.events());
            }
            now += random.nextLong(2 * reach / perReach + 1L);
            long receivedAt = now - random.nextLong(5_000) - (random.nextBoolean() ? behind : 0);
            long profile = 1L + random.nextInt(20);
            String event = "e" + random.nextInt(300);
            log.add(Records.played(offset, profile, event, Instant.ofEpochMilli(receivedAt)));
        }
        return log;
    }

    /** All of a log. */
    private record Held(List<LogRecord> records) implements PartitionLog {
        @Override
        public LogBounds bounds() {
            return new LogBounds(0, records.size());
        }

        @Override
        public long offsetAt(long millis) {
            return IntStream.range(0, records.size())
                    .filter(offset -> records.get(offset).receivedAtMillis() >= millis)
                    .findFirst()
                    .orElse(records.size());
        }
    }
}
