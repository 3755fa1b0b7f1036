package io.rollcall.worker;

import io.rollcall.event.Shards;
import io.rollcall.event.Stamp;
import io.rollcall.event.TimeQuality;
import io.rollcall.log.LogBounds;
import io.rollcall.log.PartitionLog;
import io.rollcall.rollup.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The log of the model: what clients send, in order, and where it lies once the gateways have written it.
 *
 * @param script all that will ever be sent
 * @param placedIn the partitions of what was written so far
 */
record ModelLog(List<Sent> script, List<Integer> placedIn) {
    /** Records are so far apart that the window of duplicates reaches one back, and a worker that begins reads one before that. */
    private static final Duration APART = Duration.ofMinutes(9);

    static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int EPOCH = 3;

    /** An event of a shard; two with the same name are one event that came twice. */
    record Sent(int shard, String event) {}

    /** A record of the log, and which one of the script it is. */
    private record Written(int number, long offset) {}

    static long timeOf(int number) {
        return Records.NOON.plus(APART.multipliedBy(number)).toEpochMilli();
    }

    ModelLog and(int partition) {
        List<Integer> longer = new ArrayList<>(placedIn);
        longer.add(partition);
        return new ModelLog(script, List.copyOf(longer));
    }

    boolean isWhole() {
        return placedIn.size() == script.size();
    }

    long end(int partition) {
        return placedIn.stream().filter(in -> in == partition).count();
    }

    /** The latest time at which a partition ended there. */
    long timeOfEnd(int partition, long end) {
        return written(partition).stream()
                        .filter(record -> record.offset() >= end)
                        .mapToLong(record -> timeOf(record.number()))
                        .findFirst()
                        .orElse(timeOf(placedIn.size()))
                - 1;
    }

    private List<Written> written(int partition) {
        List<Written> written = new ArrayList<>();
        for (int number = 0; number < placedIn.size(); number++) {
            if (placedIn.get(number) == partition) {
                written.add(new Written(number, written.size()));
            }
        }
        return written;
    }

    /** As a worker reads them. */
    List<LogRecord> records(int partition, long from, long to) {
        return written(partition).stream()
                .filter(record -> record.offset() >= from && record.offset() < to)
                .map(this::record)
                .toList();
    }

    private LogRecord record(Written written) {
        Sent sent = script.get(written.number());
        Instant at = Instant.ofEpochMilli(timeOf(written.number()));
        Stamp stamp = new Stamp(
                TimeQuality.OK,
                LocalDate.ofInstant(at, ZoneOffset.UTC),
                at.toEpochMilli(),
                OptionalLong.empty(),
                profileOf(sent.shard()),
                "US",
                "play",
                true,
                digit(written.number()),
                sent.event());
        return new LogRecord(written.offset(), at.toEpochMilli(), EPOCH, stamp, sent.shard(), false, null);
    }

    private static int digit(int number) {
        return Math.toIntExact(Math.round(Math.pow(10, number)));
    }

    static long profileOf(int shard) {
        return LongStream.iterate(1, profile -> profile + 1)
                .filter(profile -> Shards.shardOf(profile) == shard)
                .findFirst()
                .orElseThrow();
    }

    /** For {@link StartPlan}. */
    PartitionLog partition(int partition, long endSeen) {
        List<Written> written = written(partition);
        return new PartitionLog() {
            @Override
            public LogBounds bounds() {
                return new LogBounds(0, endSeen);
            }

            @Override
            public long offsetAt(long millis) {
                return written.stream()
                        .filter(record -> timeOf(record.number()) >= millis)
                        .mapToLong(Written::offset)
                        .findFirst()
                        .orElse(written.size());
            }
        };
    }

    /** What is to be counted. */
    record Due(Ledger ledger, long watchSec) {
        Due plus(Due other) {
            return new Due(ledger.plus(other.ledger), watchSec + other.watchSec);
        }
    }

    /** What a shard's records of a partition before an offset come to, by the definition and with nothing of the worker's code. */
    Due due(int shard, int partition, long before) {
        Map<String, Long> lastSeen = new HashMap<>();
        Due due = new Due(Ledger.NOTHING, 0);
        for (Written record : written(partition)) {
            Sent sent = script.get(record.number());
            Long seen = lastSeen.put(sent.event(), timeOf(record.number()));
            if (sent.shard() == shard && record.offset() < before) {
                boolean again = seen != null && seen >= timeOf(record.number()) - WINDOW.toMillis();
                due = due.plus(
                        again
                                ? new Due(new Ledger(0, 1, 0, 0), 0)
                                : new Due(new Ledger(1, 0, 0, 0), digit(record.number())));
            }
        }
        return due;
    }

    /** Whether a shard has a record in a partition at an offset or behind it that was received by then. */
    boolean hasBehind(int shard, int partition, long offset, long receivedBy) {
        return written(partition).stream()
                .anyMatch(record -> record.offset() >= offset
                        && script.get(record.number()).shard() == shard
                        && timeOf(record.number()) <= receivedBy);
    }
}
