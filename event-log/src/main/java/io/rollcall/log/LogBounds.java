package io.rollcall.log;

import java.util.Optional;

/**
 * What a partition of the log holds.
 *
 * @param begin its first offset
 * @param end the offset after its last record
 */
public record LogBounds(long begin, long end) {
    /** Why nobody can go on at that offset without a gap; nothing when they can. */
    public Optional<StopReason> gapAt(long next) {
        if (next > end) {
            return Optional.of(StopReason.BEYOND_LOG);
        }
        return next < begin ? Optional.of(StopReason.LOG_GONE) : Optional.empty();
    }
}
