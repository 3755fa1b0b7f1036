package io.rollcall.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.event.Topics;
import io.rollcall.rollup.LiveReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topic grows from 4 to 8 to 16 partitions while events flow, and Redis forgets all that it knew of it. */
@Tag("faults")
class GrowingPartitionsIT {
    @TempDir
    Path dir = Path.of("");

    @Test
    void countersStayExactWhilePartitionsGrow() throws Exception {
        try (Deployment deployment = new Deployment(dir);
                Admin admin = Admin.create(Map.of("bootstrap.servers", deployment.bootstrapServers()))) {
            Traffic traffic = new Traffic(deployment.events(), 20_261_122);
            Thread client = new Thread(traffic, "client");
            client.start();
            awaitEventsIn(admin, 0, Deployment.PARTITIONS);

            grow(admin, 8);
            awaitEventsIn(admin, Deployment.PARTITIONS, 8);
            deployment.stopWorker(deployment.worker());
            deployment.startWorker();
            grow(admin, 16);
            awaitEventsIn(admin, 8, 16);
            traffic.stop();
            client.join();

            CountedOnceIT.awaitExact(deployment, Expected.of(deployment.bootstrapServers()));

            deployment.wipeRedis();
            await().atMost(Deployment.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> deployment.read(LiveReader::ledger).records() > 0);
            Expected expected = Expected.of(deployment.bootstrapServers());
            CountedOnceIT.awaitExact(deployment, expected);
            System.out.println("4, 8, 16 partitions and a wiped Redis: " + expected.ledger() + ", 0 wrong counters");
        }
    }

    private static void grow(Admin admin, int partitions) throws ExecutionException, InterruptedException {
        admin.createPartitions(Map.of(Topics.APP_EVENTS, NewPartitions.increaseTo(partitions)))
                .all()
                .get();
    }

    /** Until each of the partitions has had events. */
    private static void awaitEventsIn(Admin admin, int from, int to) {
        List<TopicPartition> partitions = IntStream.range(from, to)
                .mapToObj(partition -> new TopicPartition(Topics.APP_EVENTS, partition))
                .toList();
        await().atMost(Deployment.PATIENCE).ignoreExceptions().untilAsserted(() -> {
            Map<TopicPartition, OffsetSpec> ends =
                    partitions.stream().collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest()));
            assertThat(admin.listOffsets(ends).all().get().values())
                    .hasSize(to - from)
                    .allMatch(end -> end.offset() > 0);
        });
    }
}
