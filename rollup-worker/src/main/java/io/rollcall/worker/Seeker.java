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

    private final Cursor cursor;
    private final LongSupplier nanos;
    private final Map<Integer, Long> movedNanos = new ConcurrentHashMap<>();

    @Inject
    Seeker(Cursor cursor) {
        this(cursor, System::nanoTime);
    }

    Seeker(Cursor cursor, LongSupplier nanos) {
        this.cursor = cursor;
        this.nanos = nanos;
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

    /** Records came in order. */
    void progressed(int partition) {
        movedNanos.put(partition, nanos.getAsLong());
    }

    /** Records came with a gap in front. */
    void seekAfterGap(int partition, long wanted) {
        if (isQuiet(partition)) {
            seek(partition, wanted);
        }
    }

    /** There are records to read, and none come. */
    void seekWhenStuck(PartitionRollup rollup) {
        if (isQuiet(rollup.partition())) {
            seek(rollup.partition(), rollup.next());
        }
    }

    private boolean isQuiet(int partition) {
        Long moved = movedNanos.get(partition);
        return moved == null || nanos.getAsLong() - moved > PATIENCE.toNanos();
    }
}
