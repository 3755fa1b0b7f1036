package io.rollcall.log.bridge;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition of the source: what has to be noted down before a batch and after it, and which records were on the log
 * already when this life of the bridge began. It reads and writes nothing itself. For one thread.
 */
final class PartitionBridge {
    private final Set<Long> written;
    private Optional<Intent> open;

    /**
     * Makes it as the last life has left it.
     *
     * @param open what that was about to write when it ended; empty when all was done
     * @param written offsets of the source that are on the log, of those that {@code open} is about
     */
    PartitionBridge(Optional<Intent> open, Set<Long> written) {
        this.open = open;
        this.written = Set.copyOf(written);
    }

    /** Says whether a record of the source is on the log. */
    boolean isWritten(long offset) {
        return written.contains(offset);
    }

    /**
     * What has to be noted down before the records up to an offset are written. As long as some that an earlier life
     * had in hand are still to come, the log has to be looked at from where that life began.
     */
    Intent before(long end, long nowMillis, Map<TopicPartition, Long> logEnds) {
        Intent intent = open.map(earlier -> earlier.extendedTo(end, nowMillis))
                .orElseGet(() -> new Intent(end, nowMillis, logEnds));
        open = Optional.of(intent);
        return intent;
    }

    /** What stays noted down once all records before an offset are on the log; empty when nothing is on its way. */
    Optional<Intent> after(long next) {
        open = open.filter(intent -> next < intent.end());
        return open;
    }
}
