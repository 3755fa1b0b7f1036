package io.rollcall.worker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Sends the consumer to an offset, and again where it has not come there: records that were fetched before arrive first, and
 * {@link PartitionRollup} tells them apart.
 */
@ApplicationScoped
class Seeker {
    /** A gap this soon after a seek is what was fetched before it; later, the seek got lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** A partition's records may wait for those of others, which were fetched before. */
    private static final Duration TURN = Duration.ofSeconds(15);

    private final Cursor cursor;
    private final LongSupplier nanos;
    private final Map<Integer, Long> movedNanos = new ConcurrentHashMap<>();
    private volatile long deliveredNanos;

    @Inject
    Seeker(Cursor cursor) {
        this(cursor, System::nanoTime);
    }

    Seeker(Cursor cursor, LongSupplier nanos) {
        this.cursor = cursor;
        this.nanos = nanos;
        this.deliveredNanos = nanos.getAsLong();
    }

    void seek(int partition, long offset) {
        movedNanos.put(partition, nanos.getAsLong());
        cursor.seek(partition, offset);
    }

    /** Nothing is fetched of the partition until the next seek: what came would be dropped. */
    void pause(int partition) {
        cursor.pause(partition);
    }

    /** Away from where it stands, which the log may no longer have: Kafka would refuse every poll, of the other partitions too. */
    void leave(int partition) {
        cursor.leave(partition);
    }

    /** Records of some partition came. */
    void delivered() {
        deliveredNanos = nanos.getAsLong();
    }

    /** Records came in order. */
    void progressed(int partition) {
        movedNanos.put(partition, nanos.getAsLong());
    }

    /** Records came with a gap in front. */
    void seekAfterGap(int partition, long wanted) {
        if (isQuiet(partition, PATIENCE)) {
            seek(partition, wanted);
        }
    }

    /** There are records to read, and none come. */
    void seekWhenStuck(PartitionRollup rollup) {
        int partition = rollup.partition();
        boolean isNobodysTurn = nanos.getAsLong() - deliveredNanos > PATIENCE.toNanos();
        if (isQuiet(partition, isNobodysTurn ? PATIENCE : TURN)) {
            movedNanos.put(partition, nanos.getAsLong());
            cursor.ensure(partition, rollup.next());
        }
    }

    private boolean isQuiet(int partition, Duration patience) {
        Long moved = movedNanos.get(partition);
        return moved == null || nanos.getAsLong() - moved > patience.toNanos();
    }
}
