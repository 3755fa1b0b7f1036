package io.rollcall.event;

import java.time.Instant;

/**
 * Says that a profile was erased: no event of it is counted or kept any more, whenever it was received. For good; it is never
 * taken back.
 *
 * @param requestedAt when the erasure was asked for
 */
public record Tombstone(long profileId, Instant requestedAt) {
    public Tombstone {
        if (profileId <= 0) {
            throw new IllegalArgumentException("a profile_id is above 0, not " + profileId);
        }
    }
}
