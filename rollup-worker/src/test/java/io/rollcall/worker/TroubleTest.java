package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rollcall.event.Shards;
import io.rollcall.event.Topics;
import io.rollcall.log.StopReason;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.Ledger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redis refuses, or the log holds what nobody can apply: it is said, it costs nothing, and it stops nobody else. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class TroubleTest {
    private static final int THREE_MEGABYTES = 3 << 20;

    private RunningWorker worker;

    @BeforeEach
    void settle() {
        worker = new RunningWorker();
    }

    @AfterEach
    void restore() {
        worker.redis("CONFIG", "SET", "maxmemory", "0");
        worker.redis("CONFIG", "SET", "maxmemory-policy", "noeviction");
        worker.close();
    }

    @Test
    void aFullRedisIsSaidAndNothingIsLost() {
        long profile = RunningWorker.profile(any -> true);
        worker.redis("CONFIG", "SET", "maxmemory", "1");
        for (int i = 0; i < 50; i++) {
            worker.plays(profile, "AQ", "while full " + i);
        }
        worker.awaitStopped(
                RunningWorker.partitionOf(profile), StopReason.REDIS_OUT_OF_MEMORY, "OOM command not allowed");
        assertThat(RunningWorker.metrics())
                .containsPattern("rollcall_rollup_refusals_total\\{reason=\"redis_out_of_memory\"} [1-9]");

        worker.redis("CONFIG", "SET", "maxmemory", "0");

        worker.awaitLedger(new Ledger(50, 0, 0, 0));
        worker.awaitReady();
        assertThat(worker.reader.profile(profile, worker.today()))
                .isEqualTo(Map.of("AQ", new Counters(50, 50, 0, 0, 50 * 60)));
    }

    @Test
    void aDamagedKeyStopsItsPartitionAndNoOther() {
        long hit = RunningWorker.profile(any -> true);
        long other = RunningWorker.profile(partition -> partition != RunningWorker.partitionOf(hit));
        String sketch = String.format(Locale.ROOT, "{s%02d}:hll:%s:BV", Shards.shardOf(hit), worker.today());
        worker.redis("SET", sketch, "not a HyperLogLog");

        worker.plays(hit, "BV", "held back");
        worker.awaitStopped(RunningWorker.partitionOf(hit), StopReason.DAMAGED_COUNTERS, "HyperLogLog");
        worker.plays(other, "BV", "meanwhile");
        worker.awaitLedger(new Ledger(1, 0, 0, 0));
        assertThat(worker.reader.profile(hit, worker.today())).isEmpty();

        worker.redis("DEL", sketch);

        worker.awaitLedger(new Ledger(2, 0, 0, 0));
        worker.awaitReady();
        assertThat(worker.reader.distinct("BV", worker.today(), worker.today()).count())
                .isEqualTo(2);
    }

    @Test
    void aFenceThatSomebodyOverwroteStopsItsPartitionUntilItIsThereAgain() {
        long hit = RunningWorker.profile(any -> true);
        String fence = String.format(Locale.ROOT, "{s%02d}:fence", Shards.shardOf(hit));
        String field = worker.fenceField(fence, RunningWorker.partitionOf(hit));
        String stood = worker.redis("HGET", fence, field);
        worker.redis("HSET", fence, field, "somewhere");
        try {
            worker.awaitStopped(RunningWorker.partitionOf(hit), StopReason.DAMAGED_COUNTERS, "somewhere");
        } finally {
            worker.redis("HSET", fence, field, stood);
        }

        worker.awaitReady();
        worker.plays(hit, "HM", "afterwards");
        worker.awaitLedger(new Ledger(1, 0, 0, 0));
    }

    @Test
    void aRedisThatMayDropKeysFromNowOnIsSeenWhileAllGoesWell() {
        worker.redis("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        worker.awaitStopped(0, StopReason.UNSAFE_REDIS, "allkeys-lru");

        worker.redis("CONFIG", "SET", "maxmemory-policy", "noeviction");
        worker.awaitReady();
    }

    @Test
    void aForeignStampThatTheCountersCannotTakeGoesToTheRejected() {
        long profile = RunningWorker.profile(any -> true);
        int partition = RunningWorker.partitionOf(profile);
        worker.log.append(
                partition,
                "1 ok " + worker.today() + " 1795305600000 - " + profile + " u$ play + 60 id",
                "{}".getBytes(StandardCharsets.UTF_8),
                worker.now());
        worker.plays(profile, "HM", "after it");

        worker.awaitLedger(new Ledger(1, 0, 0, 1));
        assertThat(RejectedRecords.header(RejectedRecords.whoseDetailHas("region 'u$'"), Topics.REASON_HEADER))
                .isEqualTo("schema_violation");
    }

    @Test
    void anUnreadableRecordOfThreeMegabytesIsKeptWhole() throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Servers.running().bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.APP_EVENTS),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "8388608"),
                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        long profile = RunningWorker.profile(any -> true);
        worker.log.append(RunningWorker.partitionOf(profile), "7 large", new byte[THREE_MEGABYTES], worker.now());
        worker.plays(profile, "HM", "after the large one");

        worker.awaitLedger(new Ledger(1, 0, 0, 1));
        ConsumerRecord<byte[], byte[]> parked = RejectedRecords.whoseDetailHas("a stamp of version '7'");
        assertThat(parked.value()).hasSize(THREE_MEGABYTES);
    }
}
