package io.rollcall.worker;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rollcall.event.Shards;
import io.rollcall.event.Topics;
import io.rollcall.log.testkit.EventLog;
import io.rollcall.log.testkit.LogTopics;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.Ledger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;

/** With servers of its own: partitions that grow, and a master of Redis that comes back with nothing. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@TestProfile(LostFencesTest.OwnServers.class)
class LostFencesTest {
    private static final int GROWN = 2 * LogTopics.PARTITIONS;

    /** Another one than that of the other tests, which starts everything anew. */
    public static final class OwnServers implements QuarkusTestProfile {}

    /** Of the first partition's shards those that moved away when it grew: none of their like is left to miss them. */
    @Test
    void shardsThatWereHereBeforePartitionsGrewAreMissedByTheFencesThatAreLeft() throws Exception {
        try (RunningWorker worker = new RunningWorker();
                Admin admin = Admin.create(
                        Map.of("bootstrap.servers", Servers.running().bootstrapServers()))) {
            await().atMost(RunningWorker.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> worker.reader
                            .freshness()
                            .asOf()
                            .isAfter(worker.now().minus(1, ChronoUnit.HOURS)));
            long moved = profile(shard -> shard % GROWN == LogTopics.PARTITIONS);
            long stayed = profile(shard -> shard % GROWN == 0);
            Instant yesterday = worker.now().minus(1, ChronoUnit.DAYS);
            // So long ago that who begins today does not meet it.
            worker.log.append(EventLog.stamp(moved, "AQ", "play", "old", yesterday), yesterday);
            for (int event = 0; event < 3; event++) {
                worker.plays(stayed, "AQ", "recent " + event);
            }
            worker.awaitLedger(new Ledger(4, 0, 0, 0));
            admin.createPartitions(Map.of(Topics.APP_EVENTS, NewPartitions.increaseTo(GROWN)))
                    .all()
                    .get();

            IntStream.range(0, Shards.COUNT)
                    .filter(shard -> shard % GROWN >= LogTopics.PARTITIONS)
                    .forEach(shard -> lose(worker, shard));

            LocalDate dt = LocalDate.ofInstant(yesterday, ZoneOffset.UTC);
            Map<String, Counters> whole = Map.of("AQ", new Counters(1, 1, 0, 0, 60));
            await().atMost(RunningWorker.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> worker.reader.profile(moved, dt).equals(whole));
            worker.awaitLedger(new Ledger(4, 0, 0, 0));
        }
    }

    private static long profile(IntPredicate shard) {
        long profile = RunningWorker.profile(any -> true);
        while (!shard.test(Shards.shardOf(profile))) {
            profile = RunningWorker.profile(any -> true);
        }
        return profile;
    }

    private static void lose(RunningWorker worker, int shard) {
        worker.redis(
                "EVAL",
                "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end return ''",
                "0",
                "{s%02d}:*".formatted(shard));
    }
}
