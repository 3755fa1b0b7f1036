package io.rollcall.ingest.rates;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * The buckets of this gateway: so many as have been used of late, and no more. One that is dropped would have been full
 * again, unless more addresses send at once than there is room for; then theirs are new ones, and full.
 */
final class LocalBuckets {
    private static final int MOST = 100_000;
    private static final Duration LEAST_LIFE = Duration.ofMinutes(1);

    private final TimeMeter clock;
    private final Cache<Quota, Bucket> buckets;

    LocalBuckets(TimeMeter clock, Duration longestFill) {
        this.clock = clock;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(longestFill.compareTo(LEAST_LIFE) > 0 ? longestFill : LEAST_LIFE)
                .ticker(clock::currentTimeNanos)
                .build();
    }

    /** Takes so many events, or none. A key whose quota was changed has a new bucket. */
    Level take(Quota quota, long events) {
        ConsumptionProbe probe = bucket(quota).tryConsumeAndReturnRemaining(events);
        return new Level(
                quota,
                probe.getRemainingTokens(),
                probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill())));
    }

    /** Gives back what was taken for a request that was refused elsewhere. */
    void giveBack(Quota quota, long events) {
        bucket(quota).addTokens(events);
    }

    private Bucket bucket(Quota quota) {
        return buckets.get(quota, this::full);
    }

    private Bucket full(Quota quota) {
        return Bucket.builder()
                .withCustomTimePrecision(clock)
                .addLimit(limit ->
                        limit.capacity(quota.capacity()).refillGreedy(quota.perSecond(), Duration.ofSeconds(1)))
                .build();
    }
}
