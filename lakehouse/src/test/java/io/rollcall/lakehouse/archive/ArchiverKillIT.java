package io.rollcall.lakehouse.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.bronze.ArchivePosition;
import io.rollcall.lakehouse.Directories;
import io.rollcall.lakehouse.ServiceProcess;
import io.rollcall.log.testkit.EventLog;
import io.rollcall.log.testkit.LogTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real archiver processes, killed while they commit ten times a second, and raced against each other. */
@Tag("faults")
class ArchiverKillIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KILLS = 4;
    private static final int BURST = 500;

    private final long seed = Long.getLong("seed", 20_261_122L);
    private final Random random = new Random(seed);
    private final Path directory = Directories.make("archiver-kill");
    private final Path output = directory.resolve("archivers.log");
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final AtomicBoolean traffic = new AtomicBoolean(true);
    private EmbeddedKafka kafka;
    private Lake lake;
    private Future<Long> producer;

    @BeforeEach
    void begin() {
        System.out.println("seed " + seed);
        kafka = EmbeddedKafka.start(directory.resolve("kafka"));
        LogTopics.makeForEvents(kafka.bootstrapServers());
        lake = Lake.open(LakeSettings.in(directory.resolve("lake")));
        producer = threads.submit(this::produce);
    }

    @AfterEach
    void end() throws IOException {
        traffic.set(false);
        threads.shutdownNow();
        lake.close();
        kafka.close();
        Directories.delete(directory);
    }

    @Test
    void everyRecordIsInBronzeOnceHoweverOftenTheArchiverIsKilled() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            try (ServiceProcess archiver = start()) {
                awaitCommits(random.nextInt(1, 6));
                pause(random.nextInt(0, 150));
                archiver.kill();
            }
        }
        Map<Integer, Long> ends = endTraffic();
        try (ServiceProcess last = start()) {
            awaitArchived(ends);
            assertThat(last.stop()).as("exit of a stopped archiver").isEqualTo(143);
        }
        assertWhole(ends);
    }

    @Test
    void everyRecordIsInBronzeOnceWhenTwoArchiversRaceAndOneIsKilled() throws Exception {
        ServiceProcess one = start();
        ServiceProcess other = start();
        try {
            awaitCommits(8);
            one.kill();
            awaitCommits(5);
            one = start();
            awaitCommits(8);
            Map<Integer, Long> ends = endTraffic();
            awaitArchived(ends);
            assertThat(one.isAlive() && other.isAlive()).as("both go on").isTrue();
            one.stop();
            other.stop();
            assertWhole(ends);
            assertThat(Files.readString(output)).as("at least one lost a race").contains("another archiver was faster");
        } finally {
            one.close();
            other.close();
        }
    }

    private ServiceProcess start() {
        return ServiceProcess.start(kafka.bootstrapServers(), directory.resolve("lake"), output);
    }

    /** Steady traffic until it is ended; returns the number of events. */
    private long produce() {
        long events = 0;
        try (EventLog log = new EventLog(kafka.bootstrapServers())) {
            while (traffic.get()) {
                Instant now = Instant.now();
                for (int i = 0; i < BURST; i++) {
                    log.append(1 + events % 997, "US", "browse", "e" + events, now.minusSeconds(events % 200_000), now);
                    events++;
                }
                log.flush();
                pause(20);
            }
        }
        return events;
    }

    private Map<Integer, Long> endTraffic() throws Exception {
        traffic.set(false);
        long events = producer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Map<Integer, Long> ends = ends();
        assertThat(ends.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(events);
        System.out.println(events + " events");
        return ends;
    }

    private Map<Integer, Long> ends() {
        try (EventLog log = new EventLog(kafka.bootstrapServers())) {
            return log.ends();
        }
    }

    private void awaitCommits(int commits) {
        for (int i = 0; i < commits; i++) {
            ArchivePosition before = lake.bronze().position();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !lake.bronze().position().equals(before));
        }
    }

    private void awaitArchived(Map<Integer, Long> ends) {
        await().atMost(PATIENCE).until(() -> {
            ArchivePosition position = lake.bronze().position();
            return ends.entrySet().stream()
                    .allMatch(end -> position.of(end.getKey())
                            .filter(reached -> reached.offset() == end.getValue())
                            .isPresent());
        });
    }

    private void assertWhole(Map<Integer, Long> ends) {
        Map<Integer, BronzeLedger.Partition> whole = new TreeMap<>();
        ends.forEach((partition, end) -> whole.put(partition, BronzeLedger.Partition.whole(end)));
        assertThat(BronzeLedger.of(lake)).isEqualTo(whole);
    }

    private static void pause(int millis) {
        await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
    }
}
