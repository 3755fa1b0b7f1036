package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rollcall.event.Topics;
import io.rollcall.log.StopReason;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.Ledger;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** With servers of its own: a partition whose records are gone stays stopped. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@TestProfile(OvertakenTest.OwnServers.class)
class OvertakenTest {
    /** Another one than that of the other tests, which starts everything anew. */
    public static final class OwnServers implements QuarkusTestProfile {}

    @Test
    void retentionThatOvertakesARunningWorkerStopsThatPartitionAndNoOther() throws Exception {
        try (RunningWorker worker = new RunningWorker()) {
            long hit = RunningWorker.profile(any -> true);
            int partition = RunningWorker.partitionOf(hit);
            long other = RunningWorker.profile(another -> another != partition);
            worker.plays(hit, "AQ", "counted");
            worker.awaitLedger(new Ledger(1, 0, 0, 0));

            worker.redis("CONFIG", "SET", "maxmemory", "1");
            worker.plays(hit, "AQ", "in hand");
            worker.awaitStopped(partition, StopReason.REDIS_OUT_OF_MEMORY, "OOM");
            worker.plays(hit, "AQ", "on the log");
            worker.plays(hit, "AQ", "on the log too");
            deleteAllRecords(partition);
            worker.awaitStopped(partition, StopReason.LOG_GONE, "records were deleted unread");

            worker.redis("CONFIG", "SET", "maxmemory", "0");
            worker.plays(other, "AQ", "goes on");
            worker.awaitLedger(new Ledger(2, 0, 0, 0));
            worker.awaitStopped(partition, StopReason.LOG_GONE, "records were deleted unread");
            assertThat(worker.reader.profile(hit, worker.today()))
                    .isEqualTo(Map.of("AQ", new Counters(1, 1, 0, 0, 60)));
        }
    }

    private static void deleteAllRecords(int partition) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Servers.running().bootstrapServers()))) {
            admin.deleteRecords(
                            Map.of(new TopicPartition(Topics.APP_EVENTS, partition), RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        }
    }
}
