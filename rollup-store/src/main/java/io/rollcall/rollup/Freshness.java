package io.rollcall.rollup;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Says what the live counters cover.
 *
 * @param asOfMillis everything received up to then is counted, in every shard; 0 when a shard cannot say
 * @param sinceMillis all shards are complete for events received from then on; 0 for ever, {@link Long#MAX_VALUE} when a
 *     shard has no fence at all
 */
public record Freshness(long asOfMillis, long sinceMillis) {
    /** Says whether a day's counters, or a window that begins with that day, are whole. */
    public boolean covers(LocalDate firstDay) {
        return firstDay.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() >= sinceMillis;
    }

    /** Both together are as old as the older, and complete since the later. */
    Freshness worse(Freshness other) {
        return new Freshness(Math.min(asOfMillis, other.asOfMillis), Math.max(sinceMillis, other.sinceMillis));
    }

    public Instant asOf() {
        return Instant.ofEpochMilli(asOfMillis);
    }
}
