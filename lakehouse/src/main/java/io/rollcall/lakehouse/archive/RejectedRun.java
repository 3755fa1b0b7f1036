package io.rollcall.lakehouse.archive;

import io.rollcall.event.EventGlance;
import io.rollcall.event.Limits;
import io.rollcall.event.Reason;
import io.rollcall.lake.bronze.ArchivePosition;
import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.lake.bronze.ArchivePosition.Topic;
import io.rollcall.lake.bronze.RejectedCounts;
import io.rollcall.lake.bronze.RejectedCounts.Kind;
import io.rollcall.log.AppEventsLog;
import io.rollcall.log.AppEventsReader;
import io.rollcall.log.LogBounds;
import io.rollcall.log.StopReason;
import io.rollcall.log.rejected.RejectedRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts what was rejected from the moment its place on the topic is known until something goes wrong; counts and position are committed
 * together, so that each record is counted once. The topic is bounded in bytes: what it has forgotten before it was counted is counted as
 * lost, and does not stop the rest. For one thread.
 */
final class RejectedRun {
    /** Kinds that are told apart in a commit; beyond them the version is left out, which is the only thing that clients make up. */
    static final int MOST_KINDS = 1_000;

    /** Longer ones are none, and why the event was refused. */
    private static final int LONGEST_VERSION = Limits.TEXT_CHARS;

    private static final Logger LOG = Logger.getLogger(RejectedRun.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final AppEventsLog log;
    private final AppEventsReader records;
    private final RejectedCounts counts;
    private final CommitRule rule;
    private final ArchiveMetrics metrics;
    private final InstantSource clock;
    private final Map<Kind, Long> events = new HashMap<>();
    private final Map<Integer, Reached> reached = new TreeMap<>();

    private Topic topic = Topic.NONE;
    private ArchivePosition counted = ArchivePosition.NONE;
    private Instant committedAt;
    private long waiting;

    RejectedRun(
            AppEventsLog log,
            AppEventsReader records,
            RejectedCounts counts,
            CommitRule rule,
            ArchiveMetrics metrics,
            InstantSource clock) {
        this.log = log;
        this.records = records;
        this.counts = counts;
        this.rule = rule;
        this.metrics = metrics;
        this.clock = clock;
        this.committedAt = clock.instant();
    }

    /**
     * Finds out where every partition goes on, and reads from there.
     *
     * @throws io.rollcall.log.LogUnavailableException when Kafka does not answer
     */
    void begin() {
        topic = ArchiveStart.topic(log);
        counted = counts.position();
        boolean isAnother =
                !counted.topic().equals(Topic.NONE) && !counted.topic().id().equals(topic.id());
        Map<Integer, Long> from = new HashMap<>();
        log.bounds(IntStream.range(0, topic.partitions()).boxed().toList())
                .forEach((partition, bounds) -> from.put(
                        partition, offset(partition, bounds, isAnother ? Optional.empty() : counted.of(partition))));
        if (isAnother) {
            LOG.warn("the topic of the rejected was made anew; its events are counted from its beginning");
            from.forEach((partition, offset) -> reached.put(partition, new Reached(offset, 0)));
        }
        records.readFrom(from);
    }

    /** Where to go on: no record is counted twice, and those that are gone are counted as lost. */
    private long offset(int partition, LogBounds bounds, Optional<Reached> before) {
        long next = before.map(Reached::offset).orElse(bounds.begin());
        Optional<StopReason> gap = bounds.gapAt(next).map(LogBounds.Gap::reason);
        if (gap.isEmpty()) {
            return next;
        }
        if (gap.get() == StopReason.LOG_GONE) {
            metrics.rejectedLost(bounds.begin() - next);
            LOG.warnf(
                    "partition %d of the rejected has forgotten %d records before they were counted",
                    partition, bounds.begin() - next);
            return bounds.begin();
        }
        LOG.warnf("partition %d of the rejected ends before what was counted of it: it was cut", partition);
        return bounds.end();
    }

    /**
     * Does one turn: it reads what there is, and commits if it is time.
     *
     * @param asked whether somebody wants it now
     * @return false when the place on the topic has to be found anew
     */
    boolean turn(boolean asked) {
        for (ConsumerRecord<byte[], byte[]> record : records.poll(POLL)) {
            take(record);
        }
        boolean isDue = rule.isDue(waiting, Duration.between(committedAt, clock.instant()));
        return !(asked || isDue) || commit();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        RejectedRecord.read(record).ifPresent(refused -> {
            Kind kind = kind(refused);
            events.merge(
                    events.size() < MOST_KINDS || events.containsKey(kind) ? kind : kind.ofAnyVersion(), 1L, Long::sum);
        });
        waiting++;
        reached.put(record.partition(), new Reached(record.offset() + 1, record.timestamp()));
    }

    private static Kind kind(RejectedRecord refused) {
        EventGlance glance = EventGlance.at(refused.bytes());
        return new Kind(
                LocalDate.ofInstant(Instant.ofEpochMilli(refused.receivedAtMillis()), ZoneOffset.UTC),
                Reason.ofCode(refused.reason()).orElse(null),
                glance.platform(),
                version(glance.appVersion()));
    }

    private static @Nullable String version(@Nullable String said) {
        return said == null || said.isEmpty() || said.length() > LONGEST_VERSION ? null : said;
    }

    /** Commits what is in hand; returns false when the place on the topic has to be found anew. */
    boolean commit() {
        committedAt = clock.instant();
        if (!reached.isEmpty()) {
            if (!counts.commit(counted, topic, reached, events)) {
                metrics.overtaken();
                return false;
            }
            metrics.rejectedCounted(
                    events.values().stream().mapToLong(Long::longValue).sum());
            counted = counted.with(topic, reached);
            events.clear();
            reached.clear();
            waiting = 0;
        }
        return topic.equals(ArchiveStart.topic(log));
    }
}
