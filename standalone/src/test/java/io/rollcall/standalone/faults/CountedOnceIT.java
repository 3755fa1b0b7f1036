package io.rollcall.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.event.Shards;
import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.rollup.LiveReader;
import io.rollcall.standalone.SmallDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events come in through HTTP while workers, Redis, the broker and the gateway die in random order; at the end every counter
 * equals an answer that was computed from the log by other means. Two kinds of fault, drawn by the seed, in each build; all of them
 * with {@code ./mvnw -Pfaults verify}, and for longer with {@code -Drollcall.faults.minutes=600} or {@code -Drollcall.faults.rounds=20}.
 * {@code -Drollcall.faults.seed=7} repeats a run.
 */
class CountedOnceIT {
    private static final int KINDS = Integer.getInteger("rollcall.faults.kinds", 2);
    private static final int ROUNDS = Integer.getInteger("rollcall.faults.rounds", 1);
    private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("rollcall.faults.minutes", 0));
    private static final long SEED = Long.getLong("rollcall.faults.seed", System.nanoTime());

    @TempDir
    Path dir = Path.of("");

    @Test
    void everyRecordIsCountedOnceWhateverDies() throws Exception {
        System.out.println("rollcall.faults.seed=" + SEED + " rounds=" + ROUNDS + " kinds=" + KINDS);
        Random random = new Random(SEED);
        Map<Fault, List<Duration>> recoveries = new LinkedHashMap<>();
        Optional<SmallDisk> disk = SmallDisk.tryMount(dir.resolve("disk"));
        Instant begin = Instant.now();
        try (Deployment deployment = disk.isPresent() ? new Deployment(dir, disk.get()) : new Deployment(dir)) {
            deployment.restartArchive();
            Traffic traffic = new Traffic(deployment.events(), random.nextLong());
            Thread client = new Thread(traffic, "client");
            client.start();
            for (int round = 1; round <= ROUNDS || Instant.now().isBefore(begin.plus(TIME)); round++) {
                List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
                faults.removeIf(fault -> !fault.isPossible(deployment));
                Collections.shuffle(faults, random);
                for (Fault fault : faults.subList(0, Math.min(KINDS, faults.size()))) {
                    Fault.pass(Duration.ofMillis(random.nextInt(2_000)));
                    fault.strike(deployment, random);
                    Duration recovery = awaitFresh(deployment);
                    recoveries.computeIfAbsent(fault, any -> new ArrayList<>()).add(recovery);
                    System.out.printf(
                            "minute %d, round %d: %s, fresh again after %d ms; the worker holds %s%n",
                            Duration.between(begin, Instant.now()).toMinutes(),
                            round,
                            fault,
                            recovery.toMillis(),
                            deployment.worker().resident());
                }
            }
            traffic.stop();
            client.join();

            Expected expected = Expected.of(deployment.bootstrapServers());
            assertThat(expected.logged()).as("acknowledged events on the log").containsAll(traffic.acknowledged());
            awaitExact(deployment, expected);
            awaitArchived(deployment, expected);
            recoveries.forEach((fault, all) -> System.out.printf(
                    "%s: %d times, at most %d ms%n",
                    fault, all.size(), Collections.max(all).toMillis()));
            System.out.printf(
                    "%d minutes, %d faults, %d records, %s, %d requests sent again, 0 wrong counters, 0 lost events%n",
                    Duration.between(begin, Instant.now()).toMinutes(),
                    recoveries.values().stream().mapToInt(List::size).sum(),
                    expected.ledger().records(),
                    expected.ledger(),
                    traffic.retries());

            // The control: without a fence the same records count twice, and this suite sees it.
            deployment.pushFenceBack(Shards.shardOf(1));
            await().atMost(Deployment.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> deployment.read(LiveReader::ledger).records()
                            > expected.ledger().records());
            assertThat(deployment.read(expected::wrong))
                    .as("the control must be wrong")
                    .isNotEmpty();
        } finally {
            if (disk.isPresent()) {
                disk.get().close();
            }
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

    /** Until the lake has every record of the log, and each of them once. */
    private static void awaitArchived(Deployment deployment, Expected expected) {
        try (Lake lake = Lake.open(LakeSettings.in(deployment.lake()))) {
            await().atMost(Deployment.PATIENCE)
                    .untilAsserted(() -> assertThat(archived(lake)).isEqualTo(expected.records()));
        }
    }

    /** The records of each partition that the lake has; none when some are there twice. */
    private static Map<Integer, Long> archived(Lake lake) {
        Map<Integer, Long> records = new TreeMap<>();
        try (TableSession session = lake.session().open(LakeTable.APP_EVENT)) {
            session.query(
                            "SELECT kafka_partition, COUNT(*) AS records, COUNT(DISTINCT kafka_offset) AS offsets"
                                    + " FROM bronze.app_event GROUP BY kafka_partition",
                            row -> List.of(row.number("kafka_partition"), row.number("records"), row.number("offsets")))
                    .forEach(row -> {
                        assertThat(row.get(1)).as("records that are there once").isEqualTo(row.get(2));
                        records.put(Math.toIntExact(row.get(0)), row.get(1));
                    });
        }
        return records;
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
