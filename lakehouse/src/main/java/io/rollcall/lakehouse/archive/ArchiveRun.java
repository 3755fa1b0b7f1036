package io.rollcall.lakehouse.archive;

import io.rollcall.lake.bronze.ArchivePosition;
import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.lake.bronze.ArchivePosition.Topic;
import io.rollcall.lake.bronze.Bronze;
import io.rollcall.lake.bronze.BronzeFiles;
import io.rollcall.log.AppEventsLog;
import io.rollcall.log.AppEventsReader;
import io.rollcall.log.TombstoneReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Archives from the moment its place on the log is known until something goes wrong: read, collect, commit rows and position
 * together. Whatever goes wrong, what was not committed is read again by the next run. For one thread.
 */
final class ArchiveRun {
    private static final Logger LOG = Logger.getLogger(ArchiveRun.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_LOOKS_AT_THE_END = Duration.ofSeconds(1);

    private final AppEventsLog log;
    private final AppEventsReader records;
    private final TombstoneReader tombstones;
    private final Bronze bronze;
    private final BronzeFiles rows;
    private final CommitRule rule;
    private final ArchiveBoard board;
    private final InstantSource clock;
    private final RecordReading.Reader reader = new RecordReading.Reader();
    private final Map<Integer, PartitionProgress> progress = new TreeMap<>();

    private Topic topic = Topic.NONE;
    private ArchivePosition archived = ArchivePosition.NONE;
    private Instant committedAt;
    private Instant lookedAt = Instant.EPOCH;

    ArchiveRun(
            AppEventsLog log,
            AppEventsReader records,
            TombstoneReader tombstones,
            Bronze bronze,
            ArchiveConfig config,
            ArchiveBoard board,
            InstantSource clock) {
        this.log = log;
        this.records = records;
        this.tombstones = tombstones;
        this.bronze = bronze;
        this.rows = bronze.collect(config.memory().asLongValue());
        this.rule = CommitRule.of(config);
        this.board = board;
        this.clock = clock;
        this.committedAt = clock.instant();
    }

    /**
     * Finds out where every partition goes on, and reads from there.
     *
     * @throws io.rollcall.log.LogUnavailableException when Kafka does not answer
     */
    void begin(ArchiveConfig config) {
        tombstones.readToEnd();
        topic = ArchiveStart.topic(log);
        archived = bronze.position();
        ArchiveStart.Loss loss = config.acceptLoss() ? ArchiveStart.Loss.ACCEPTED : ArchiveStart.Loss.STOPS;
        Collection<Integer> partitions = config.partitions()
                .<Collection<Integer>>map(chosen -> chosen)
                .orElseGet(() -> IntStream.range(0, topic.partitions()).boxed().toList());
        Map<Integer, String> stopped = new TreeMap<>();
        progress.clear();
        log.bounds(partitions).forEach((partition, bounds) -> {
            ArchiveStart plan = ArchiveStart.decide(archived, topic, partition, bounds, loss);
            if (plan instanceof ArchiveStart.Resume resume) {
                resume(partition, resume);
            } else if (plan instanceof ArchiveStart.Stop stop) {
                stopped.put(partition, stop.detail());
                LOG.errorf("partition %d is not archived: %s", partition, stop.detail());
            }
        });
        records.readFrom(progress.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, at -> at.getValue().reached().offset())));
        board.placed(stopped);
        LOG.infof("archiving partitions %s of %s", progress.keySet(), partitions);
    }

    private void resume(int partition, ArchiveStart.Resume resume) {
        progress.put(partition, new PartitionProgress(resume.from()));
        if (resume.lost() > 0) {
            LOG.errorf(
                    "partition %d goes on at offset %d: %d records were deleted before they were archived, and are"
                            + " accepted as lost",
                    partition, resume.from().offset(), resume.lost());
        }
    }

    /**
     * Does one turn: it reads what there is, and commits if it is time.
     *
     * @return false when the place on the log has to be found anew
     */
    boolean turn() {
        if (!progress.isEmpty()) {
            tombstones.follow(Duration.ZERO);
            for (ConsumerRecord<byte[], byte[]> record : records.poll(POLL)) {
                take(record);
            }
        }
        boolean asked = board.takeRequest();
        if (asked) {
            lookedAt = Instant.EPOCH;
        }
        look();
        Duration sinceCommit = Duration.between(committedAt, clock.instant());
        return !(asked || rule.isDue(rows.rowCount(), sinceCommit)) || commit();
    }

    /** Tells whether there is nothing to read, because every partition is stopped. */
    boolean isIdle() {
        return progress.isEmpty();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        PartitionProgress at = progress.get(record.partition());
        if (at == null) {
            throw new IllegalStateException("a record of partition " + record.partition() + ", which was not assigned");
        }
        RecordReading reading = reader.read(topic.id(), record, tombstones.erased());
        if (reading instanceof RecordReading.Row row) {
            rows.add(row.row());
        } else if (reading instanceof RecordReading.Erased) {
            board.metrics().erased();
        } else if (reading instanceof RecordReading.Unreadable unreadable) {
            board.metrics().unreadable();
            LOG.warnf("partition %d, offset %d: %s", record.partition(), record.offset(), unreadable.why());
        }
        at.read(record.offset(), record.timestamp());
    }

    private void look() {
        Instant now = clock.instant();
        if (now.isBefore(lookedAt.plus(BETWEEN_LOOKS_AT_THE_END)) || progress.isEmpty()) {
            return;
        }
        lookedAt = now;
        Map<Integer, Long> ends = log.ends(progress.keySet());
        progress.forEach((partition, at) -> at.sawEnd(ends.getOrDefault(partition, 0L), now.toEpochMilli()));
        board.metrics()
                .waitingSince(
                        progress.values().stream()
                                .flatMapToLong(at -> at.waitingSinceMillis().stream())
                                .min(),
                        Optional.of(now).filter(at -> progress.size() == topic.partitions()));
    }

    /** Commits what is in hand; returns false when the place on the log has to be found anew. */
    boolean commit() {
        Map<Integer, Reached> moved = new HashMap<>();
        progress.forEach((partition, at) -> {
            if (!archived.of(partition).equals(Optional.of(at.reached()))) {
                moved.put(partition, at.reached());
            }
        });
        committedAt = clock.instant();
        return (moved.isEmpty() || commit(moved)) && topic.equals(ArchiveStart.topic(log));
    }

    private boolean commit(Map<Integer, Reached> moved) {
        long rowCount = rows.rowCount();
        Bronze.Outcome outcome;
        try {
            outcome = bronze.commit(archived, topic, moved, rows);
        } catch (RuntimeException unknown) {
            // It may have happened; the position in the lake says so when it is read again.
            rows.leave();
            throw unknown;
        }
        if (outcome instanceof Bronze.Outcome.Overtaken overtaken) {
            board.metrics().overtaken();
            LOG.infof("another archiver was faster; going on from %s", overtaken.actual());
            return false;
        }
        archived = archived.with(topic, moved);
        progress.values().forEach(PartitionProgress::committed);
        board.metrics().committed(rowCount);
        return true;
    }

    /** Gives up what is not committed. */
    void abandon() {
        rows.discard();
    }
}
