package io.rollcall.ingest.intake;

import io.rollcall.event.CorrectedTime;
import io.rollcall.event.Platform;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The circumstances that an event is judged by, beside itself.
 *
 * @param receivedAtMillis the gateway's clock when the request's last byte was there
 * @param sentAtMillis the client's clock when it sent the request, when it said so
 * @param age whether an event may be as old as it likes; never, whether it may lie ahead
 * @param platforms those that the sender's key is limited to; none where it is not
 */
public record Circumstances(long receivedAtMillis, OptionalLong sentAtMillis, AgeLimit age, Set<Platform> platforms) {
    public Circumstances {
        platforms = Set.copyOf(platforms);
    }

    /** Circumstances in which events of every platform may come. */
    public Circumstances(long receivedAtMillis, OptionalLong sentAtMillis, AgeLimit age) {
        this(receivedAtMillis, sentAtMillis, age, Set.of());
    }

    /** Says whether events may be older than the limits say. */
    public enum AgeLimit {
        ENFORCED,
        /** The request is a backfill. */
        WAIVED
    }

    /**
     * Says whether the request was sent before, and is sent again with the {@code sent_at} it had then. Of history
     * everything is that lies further back than a clock can be slow.
     */
    public boolean isOfAnEarlierSending() {
        return sentAtMillis.isPresent()
                && (age == AgeLimit.WAIVED
                        ? CorrectedTime.isSlow(sentAtMillis.getAsLong(), receivedAtMillis)
                        : CorrectedTime.isOfAnEarlierSending(sentAtMillis.getAsLong(), receivedAtMillis));
    }

    /** An event's time by the gateway's clock. */
    CorrectedTime corrected(long eventTimeMillis) {
        return CorrectedTime.of(
                eventTimeMillis, isOfAnEarlierSending() ? OptionalLong.empty() : sentAtMillis, receivedAtMillis);
    }
}
