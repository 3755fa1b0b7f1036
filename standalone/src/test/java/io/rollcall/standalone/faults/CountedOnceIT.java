package io.rollcall.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.event.Shards;
import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.rollup.LiveReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Events come in through HTTP and questions are asked while workers, Redis, the broker and the gateway die in random order; at the
 * end every counter equals an answer that was computed from the log by other means. Two kinds of fault, drawn by the seed, in each
 * build; all of them with {@code ./mvnw -Pfaults verify}, and for longer with {@code -Drollcall.faults.minutes=600} or
 * {@code -Drollcall.faults.rounds=20}. Of the minutes the first third ends whatever can end; in the rest the services live on, and
 * what they hold must stay level. {@code -Drollcall.faults.seed=7} repeats a run.
 */
class CountedOnceIT {
    private static final int KINDS = Integer.getInteger("rollcall.faults.kinds", 2);
    private static final int ROUNDS = Integer.getInteger("rollcall.faults.rounds", 1);
    private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("rollcall.faults.minutes", 0));
    private static final long SEED = Long.getLong("rollcall.faults.seed", System.nanoTime());

    @TempDir
    Path dir = Path.of("");

    private final Random random = new Random(SEED);
    private final Recoveries recoveries = new Recoveries();
    private final Footprint footprint = new Footprint();
    private final Instant begin = Instant.now();

    @Test
    void everyRecordIsCountedOnceWhateverDies() throws Exception {
        System.out.println("rollcall.faults.seed=" + SEED + " rounds=" + ROUNDS + " kinds=" + KINDS + " time=" + TIME);
        Optional<Disks> disks = Disks.tryMount(dir, TIME);
        try (Deployment deployment = new Deployment(dir, disks)) {
            deployment.restartArchive();
            deployment.startQuery();
            Traffic traffic = new Traffic(deployment.events(), random.nextLong());
            Thread client = new Thread(traffic, "client");
            client.start();
            awaitFresh(deployment);
            awaitArchive(deployment, begin);
            Curiosity curiosity = new Curiosity(deployment.questions(), random.nextLong());
            Thread reader = new Thread(curiosity, "reader");
            reader.start();

            int round = 1;
            for (; round <= ROUNDS || passed().compareTo(TIME.dividedBy(3)) < 0; round++) {
                strike(deployment, traffic, round, false);
            }
            for (; passed().compareTo(TIME) < 0; round++) {
                strike(deployment, traffic, round, true);
            }
            curiosity.stop();
            reader.join();
            traffic.stop();
            client.join();

            Expected expected = Expected.of(deployment.bootstrapServers());
            assertThat(expected.lost(traffic.acknowledged()))
                    .as("acknowledged events that are not on the log")
                    .isEmpty();
            awaitExact(deployment, expected);
            awaitArchived(deployment, expected);
            recoveries.print();
            footprint.levels().forEach((what, level) -> System.out.println(what + ": " + level));
            System.out.println("questions were answered " + curiosity.answers());
            System.out.printf(
                    "%d minutes, %d faults, %d records, %s, %d requests sent again, 0 wrong counters, 0 lost events%n",
                    passed().toMinutes(),
                    recoveries.faults(),
                    expected.ledger().records(),
                    expected.ledger(),
                    traffic.retries());
            assertThat(curiosity.faults()).isEmpty();
            assertThat(footprint.growth()).isEmpty();

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
            if (disks.isPresent()) {
                disks.get().close();
            }
        }
    }

    private Duration passed() {
        return Duration.between(begin, Instant.now());
    }

    /** Every kind once, in some order, as many as are drawn. */
    private void strike(Deployment deployment, Traffic traffic, int round, boolean servicesLive) throws Exception {
        List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
        faults.removeIf(fault -> !fault.isPossible(deployment) || (servicesLive && fault.endsServices()));
        Collections.shuffle(faults, random);
        for (Fault fault : faults.subList(0, Math.min(KINDS, faults.size()))) {
            Fault.pass(Duration.ofMillis(random.nextInt(2_000)));
            fault.strike(deployment, random);
            Instant over = Instant.now();
            Duration counted = awaitFresh(deployment);
            awaitArchive(deployment, over);
            recoveries.add(fault, counted, Duration.between(over, Instant.now()));
            System.out.printf(
                    "minute %d, round %d: %s, fresh again after %d ms, archived after %d ms%n",
                    passed().toMinutes(),
                    round,
                    fault,
                    counted.toMillis(),
                    Duration.between(over, Instant.now()).toMillis());
            assertThat(traffic.hasGivenUp()).as("the client was told no").isFalse();
            if (servicesLive) {
                footprint.look(deployment);
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

    /** Until the archive commits again, and what it has not committed was received after that. */
    private static void awaitArchive(Deployment deployment, Instant received) {
        List<Double> commitsSeen = new ArrayList<>();
        await().atMost(Deployment.PATIENCE).ignoreExceptions().until(() -> {
            double commits = deployment.archiveMetric("rollcall_archive_commits_total");
            commitsSeen.add(commits);
            double lagSeconds = deployment.archiveMetric("rollcall_archive_lag_seconds");
            return commits >= commitsSeen.get(0) + 2
                    && !Double.isNaN(lagSeconds)
                    && Instant.now().minusMillis(Math.round(lagSeconds * 1_000)).isAfter(received);
        });
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
