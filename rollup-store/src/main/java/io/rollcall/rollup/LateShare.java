package io.rollcall.rollup;

/**
 * Counts the profiles that a day has live, and those of which an event came too late to be counted; somebody may be
 * both.
 */
public record LateShare(long counted, long late) {
    /** The shares of several days together. */
    public LateShare plus(LateShare other) {
        return new LateShare(counted + other.counted, late + other.late);
    }

    /**
     * Says whether more came too late than was counted, as of history that was filled in: the live side has next to
     * nothing of it.
     */
    public boolean isMostlyLate() {
        return late > counted;
    }
}
