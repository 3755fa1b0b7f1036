package io.rollcall.standalone.faults.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.rollup.LiveReader;
import io.rollcall.standalone.faults.Deployment;
import io.rollcall.standalone.faults.Expected;
import io.rollcall.standalone.faults.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events come in through HTTP while masters die, freeze and come back and slots migrate, in random order; at the end
 * every counter, and the ledger of every shard in every partition, equals an answer that was computed from the log by
 * other means, and the query API gives it. Rounds and seed are set as for {@code CountedOnceIT}.
 */
@Tag("faults")
class ClusterCountedOnceIT {
    private static final int ROUNDS = Integer.getInteger("rollcall.faults.rounds", 1);
    private static final long SEED = Long.getLong("rollcall.faults.seed", System.nanoTime());

    @TempDir
    Path dir = Path.of("");

    @Test
    void everyRecordIsCountedOnceWhateverHappensToTheCluster() throws Exception {
        System.out.println("rollcall.faults.seed=" + SEED + " rounds=" + ROUNDS);
        Random random = new Random(SEED);
        Map<ClusterFault, List<Long>> recoveriesMillis = new EnumMap<>(ClusterFault.class);
        try (ClusterDeployment deployment = new ClusterDeployment(dir)) {
            Traffic traffic = new Traffic(deployment.events(), random.nextLong());
            Thread client = new Thread(traffic, "client");
            client.start();
            awaitFresh(deployment);
            for (int round = 1; round <= ROUNDS; round++) {
                for (ClusterFault fault : inSomeOrder(random)) {
                    ClusterFault.pass(Duration.ofMillis(random.nextInt(1_000)));
                    String what = fault.strike(deployment.redis(), random);
                    long millis = awaitFresh(deployment).toMillis();
                    recoveriesMillis
                            .computeIfAbsent(fault, any -> new ArrayList<>())
                            .add(millis);
                    System.out.printf("round %d: %s (%s), fresh again after %d ms%n", round, fault, what, millis);
                }
            }
            traffic.stop();
            client.join();

            Expected expected = Expected.of(deployment.bootstrapServers());
            await().atMost(Deployment.PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(deployment.read(LiveReader::ledger)).isEqualTo(expected.ledger()));
            assertThat(expected.lost(traffic.acknowledged()))
                    .as("acknowledged events that are not on the log")
                    .isEmpty();
            assertThat(deployment.ledgers()).isEqualTo(expected.ledgers());
            assertThat(deployment.read(expected::wrong)).as("wrong counters").isEmpty();
            assertThat(answered(deployment, newest(expected))).isEqualTo(dau(expected, newest(expected)));
            long rewinds = deployment.rewinds();
            assertThat(rewinds).as("failovers that lost something").isPositive();
            System.out.printf(
                    "%d records, %s, %d ledgers, %d rewinds, 0 wrong counters, recoveries %s%n",
                    expected.ledger().records(),
                    expected.ledger(),
                    expected.ledgers().size(),
                    rewinds,
                    recoveriesMillis);
        }
    }

    private static List<ClusterFault> inSomeOrder(Random random) {
        List<ClusterFault> faults = new ArrayList<>(List.of(ClusterFault.values()));
        Collections.shuffle(faults, random);
        return faults;
    }

    /** Until the counters hold everything that had been received when the fault was over. */
    private static Duration awaitFresh(ClusterDeployment deployment) {
        Instant over = Instant.now();
        await().atMost(Deployment.PATIENCE)
                .ignoreExceptions()
                .until(() -> deployment.read(LiveReader::freshness).asOf().isAfter(over));
        return Duration.between(over, Instant.now());
    }

    private static LocalDate newest(Expected expected) {
        return Collections.max(expected.days());
    }

    private static Map<String, Long> dau(Expected expected, LocalDate dt) {
        Map<String, Long> dau = new TreeMap<>();
        expected.day(dt).forEach((region, counters) -> dau.put(region, counters.dau()));
        return dau;
    }

    /** Active profiles by region, {@code *} included, as the query API gives them. */
    private static Map<String, Long> answered(ClusterDeployment deployment, LocalDate dt) throws Exception {
        Map<String, Long> dau = new TreeMap<>();
        for (String groupBy : List.of("region", "none")) {
            for (String row : deployment.ask("/v1/metrics/dau?from=" + dt + "&to=" + dt + "&group_by=" + groupBy)) {
                String[] columns = row.split(",", -1); // dt, region, value, ...
                dau.put(columns[1], Long.parseLong(columns[2]));
            }
        }
        return dau;
    }
}
