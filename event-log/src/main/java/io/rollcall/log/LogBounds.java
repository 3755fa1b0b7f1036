package io.rollcall.log;

import java.util.Optional;

/**
 * The range of offsets that a partition of the log holds.
 *
 * @param begin its first offset
 * @param end the offset after its last record
 */
public record LogBounds(long begin, long end) {
    /**
     * The reason why a reader cannot go on where it stopped without missing records.
     *
     * @param reason the kind
     * @param detail what the log has instead, for people; a clause that goes on a sentence
     */
    public record Gap(StopReason reason, String detail) {}

    /** Says why nobody can go on at that offset without a gap; nothing when they can. */
    public Optional<Gap> gapAt(long next) {
        if (next > end) {
            return Optional.of(new Gap(StopReason.BEYOND_LOG, "the log ends at " + end + ": it was cut or replaced"));
        }
        return next < begin
                ? Optional.of(
                        new Gap(StopReason.LOG_GONE, "the log begins at " + begin + ": records were deleted unread"))
                : Optional.empty();
    }
}
