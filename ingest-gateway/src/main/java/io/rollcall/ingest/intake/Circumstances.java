package io.rollcall.ingest.intake;

import java.util.OptionalLong;

/**
 * What an event is judged by, beside itself.
 *
 * @param receivedAtMillis the gateway's clock when the request's last byte was there
 * @param sentAtMillis the client's clock when it sent the request, when it said so
 * @param age whether an event may be as old as it likes
 */
public record Circumstances(long receivedAtMillis, OptionalLong sentAtMillis, AgeLimit age) {
    /** Whether events may be older, or further ahead, than the limits say. */
    public enum AgeLimit {
        ENFORCED,
        /** The request is a backfill. */
        WAIVED
    }
}
