package io.rollcall.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.event.Shards;
import io.rollcall.rollup.LiveReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events come in through HTTP while workers, Redis, the broker and the gateway die in random order; at the end every counter
 * equals an answer that was computed from the log by other means. Two kinds of fault, drawn by the seed, in each build; all of them
 * with {@code ./mvnw -Pfaults verify}, and for longer with {@code -Drollcall.faults.rounds=20}. {@code -Drollcall.faults.seed=7} repeats a run.
 */
class CountedOnceIT {
    private static final int KINDS = Integer.getInteger("rollcall.faults.kinds", 2);
    private static final int ROUNDS = Integer.getInteger("rollcall.faults.rounds", 1);
    private static final long SEED = Long.getLong("rollcall.faults.seed", System.nanoTime());

    @TempDir
    Path dir = Path.of("");

    @Test
    void everyRecordIsCountedOnceWhateverDies() throws Exception {
        System.out.println("rollcall.faults.seed=" + SEED + " rounds=" + ROUNDS + " kinds=" + KINDS);
        Random random = new Random(SEED);
        Map<Fault, List<Duration>> recoveries = new LinkedHashMap<>();
        try (Deployment deployment = new Deployment(dir)) {
            Traffic traffic = new Traffic(deployment.events(), random.nextLong());
            Thread client = new Thread(traffic, "client");
            client.start();
            for (int round = 1; round <= ROUNDS; round++) {
                List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
                Collections.shuffle(faults, random);
                for (Fault fault : faults.subList(0, Math.min(KINDS, faults.size()))) {
                    Fault.pass(Duration.ofMillis(random.nextInt(2_000)));
                    fault.strike(deployment, random);
                    Duration recovery = awaitFresh(deployment);
                    recoveries.computeIfAbsent(fault, any -> new ArrayList<>()).add(recovery);
                    System.out.printf("round %d: %s, fresh again after %d ms%n", round, fault, recovery.toMillis());
                }
            }
            traffic.stop();
            client.join();

            Expected expected = Expected.of(deployment.bootstrapServers());
            assertThat(expected.logged()).as("acknowledged events on the log").containsAll(traffic.acknowledged());
            awaitExact(deployment, expected);
            System.out.printf(
                    "%d records, %s, %d requests sent again, 0 wrong counters, recoveries %s%n",
                    expected.ledger().records(), expected.ledger(), traffic.retries(), recoveries);

            // The control: without a fence the same records count twice, and this suite sees it.
            deployment.pushFenceBack(Shards.shardOf(1));
            await().atMost(Deployment.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> deployment.read(LiveReader::ledger).records()
                            > expected.ledger().records());
            assertThat(deployment.read(expected::wrong))
                    .as("the control must be wrong")
                    .isNotEmpty();
        }
    }

    /** Until the counters hold everything that had been received when the fault was over. */
    private static Duration awaitFresh(Deployment deployment) {
        Instant over = Instant.now();
        await().atMost(Deployment.PATIENCE)
                .ignoreExceptions()
                .until(() -> deployment.read(LiveReader::freshness).asOf().isAfter(over));
        return Duration.between(over, Instant.now());
    }

    /** Waits until every record is accounted for, and finds every counter what it should be. */
    static void awaitExact(Deployment deployment, Expected expected) {
        await().atMost(Deployment.PATIENCE)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(deployment.read(LiveReader::ledger)).isEqualTo(expected.ledger()));
        assertThat(deployment.ledgers()).isEqualTo(expected.ledgers());
        assertThat(deployment.read(expected::wrong)).as("wrong counters").isEmpty();
    }
}
