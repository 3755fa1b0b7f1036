package io.rollcall.ingest.http;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.rollcall.ingest.intake.Refusal;
import io.rollcall.ingest.intake.RefusalCode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Limits how many events a write key may send, where that is limited: a token bucket a key. */
final class RateLimits {
    private final int largestRequest;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    RateLimits(int largestRequest) {
        this.largestRequest = largestRequest;
    }

    /** Takes so many events from the caller's allowance, or says when to come back. */
    Optional<Refusal> take(EventSender caller, int events) {
        if (caller.eventsPerSecond().isEmpty()) {
            return Optional.empty();
        }
        ConsumptionProbe probe = buckets.computeIfAbsent(
                        caller.name(), name -> bucket(caller.eventsPerSecond().getAsInt()))
                .tryConsumeAndReturnRemaining(events);
        return probe.isConsumed() ? Optional.empty() : Optional.of(refusal(caller, probe.getNanosToWaitForRefill()));
    }

    /** The bucket holds the largest request, or a key with a small rate could never send one. */
    private Bucket bucket(int eventsPerSecond) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(Math.max(eventsPerSecond, largestRequest))
                        .refillGreedy(eventsPerSecond, Duration.ofSeconds(1)))
                .build();
    }

    private static Refusal refusal(EventSender caller, long waitNanos) {
        int seconds = Math.toIntExact(TimeUnit.NANOSECONDS.toSeconds(waitNanos) + 1);
        return new Refusal(
                RefusalCode.RATE_LIMITED,
                "the write key '" + caller.name() + "' may send "
                        + caller.eventsPerSecond().getAsInt() + " events a second; nothing of this request was taken",
                seconds);
    }
}
