package io.rollcall.query.question;

import io.rollcall.event.Regions;

/** Which distinct counts are wanted: the one over all regions is a count of its own, not a sum. */
public enum Scope {
    /** {@code *} alone. */
    TOTAL,
    /** Every region, without {@code *}. */
    EACH_REGION;

    public boolean includes(String region) {
        return region.equals(Regions.ALL) == (this == TOTAL);
    }
}
