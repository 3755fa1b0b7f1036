package io.rollcall.rollup;

/**
 * How many profiles a day has live, and of how many an event came too late to be counted; somebody may be both.
 */
public record LateShare(long counted, long late) {
    /** Of several days together. */
    public LateShare plus(LateShare other) {
        return new LateShare(counted + other.counted, late + other.late);
    }

    /** Whether more came too late than was counted, as of history that was filled in: the live side has next to nothing of it. */
    public boolean isMostlyLate() {
        return late > counted;
    }
}
