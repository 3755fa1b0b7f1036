package io.rollcall.worker;

import io.rollcall.log.StopReason;
import java.util.Optional;

/**
 * Says how far a partition is behind.
 *
 * @param seconds age of the oldest record not yet applied, at worst; 0 when there is none
 * @param records records not yet applied
 * @param known whether the fences were read since the partition was assigned; if not, nobody knows the lag
 * @param stopped why it waits for a person; empty when it does not
 * @param disorderSeconds how far records lay behind an earlier one by their timestamps, of late
 * @param remembered events remembered to recognise duplicates
 * @param forgotten events of the window that there was no memory for, since the partition was placed
 */
record PartitionLag(
        int partition,
        double seconds,
        long records,
        boolean known,
        Optional<StopReason> stopped,
        double disorderSeconds,
        int remembered,
        long forgotten) {
    private static final double MILLIS_PER_SECOND = 1_000;

    /** Kafka is asked once a second; an answer that takes longer than this is missing. */
    private static final long PATIENCE_MILLIS = 5_000;

    /**
     * The lag at {@code nowMillis} of a partition whose log ended at {@code end} at {@code endKnownAtMillis}. Where no
     * unapplied record is in hand, the oldest one was received after the moment up to which everything is applied; while
     * Kafka does not say where the log ends, there may be records since it last did.
     */
    static PartitionLag of(PartitionRollup partition, long end, long endKnownAtMillis, long nowMillis) {
        long records = Math.max(0, end - partition.appliedTo());
        long inHand = partition.oldestUnappliedMillis();
        long oldest = inHand > 0 ? inHand : partition.asOfMillis();
        long unknown = nowMillis - endKnownAtMillis;
        long age = records == 0 || oldest == 0 ? 0 : Math.max(0, nowMillis - oldest);
        double seconds = Math.max(age, unknown <= PATIENCE_MILLIS ? 0 : unknown) / MILLIS_PER_SECOND;
        return new PartitionLag(
                partition.partition(),
                seconds,
                records,
                partition.appliedTo() != PartitionRollup.UNKNOWN,
                partition.stopped(),
                partition.disorderMillis() / MILLIS_PER_SECOND,
                partition.remembered(),
                partition.forgotten());
    }
}
