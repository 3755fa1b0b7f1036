package io.rollcall.event;

import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * The gateway's decision about an event, made once: it travels beside the event's own bytes, and everybody after the
 * gateway reads it and recomputes nothing. Whoever else writes to the log writes stamps too, so a stamp is nothing that
 * a store after it could not take. When the event was received is the log record's timestamp.
 *
 * @param quality how far the client's clock could be believed
 * @param dt the UTC date of the corrected time
 * @param eventTimeMillis the corrected time, in epoch milliseconds
 * @param sentAtMillis the client's clock when it sent the request, when it said so
 * @param profileId who
 * @param region where
 * @param eventName what
 * @param active whether the catalogue counts the event as activity
 * @param durationSec seconds watched; 0 when the event says nothing of it
 * @param eventId the client's id, or the one made from the request
 */
public record Stamp(
        TimeQuality quality,
        LocalDate dt,
        long eventTimeMillis,
        OptionalLong sentAtMillis,
        long profileId,
        String region,
        String eventName,
        boolean active,
        int durationSec,
        String eventId) {
    private static final int LAST_YEAR = 9_999;

    public Stamp {
        if (profileId <= 0
                || !Regions.isWellFormed(region)
                || dt.getYear() < 1
                || dt.getYear() > LAST_YEAR
                || durationSec < 0
                || eventName.isEmpty()
                || eventId.isEmpty()) {
            throw new IllegalArgumentException("not a stamp: dt " + dt + ", profile " + profileId + ", region '"
                    + region + "', event '" + eventName + "', duration " + durationSec);
        }
    }
}
