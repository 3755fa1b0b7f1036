package io.rollcall.ingest.rates;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.access.keys.AccessKey;
import io.rollcall.event.Limits;
import io.rollcall.ingest.GatewayLimits;
import io.rollcall.ingest.IngestSettings;
import io.rollcall.ingest.IngestSettings.RateSettings;
import io.rollcall.ingest.rates.Quota.Policy;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Charges senders for what they send. The buckets of this gateway are asked first, so that a flood costs no other server
 * anything; then, where rates are of all gateways together, those in Redis. Without Redis the door stays open.
 */
@Singleton
public final class Rates {
    /** A bucket of one event a second holds the largest request, and fills in so long. */
    private static final Duration LONGEST_FILL = Duration.ofHours(1);

    private final int largestRequest;
    private final OptionalInt ofOneAddress;
    private final LocalBuckets local;
    private final @Nullable SharedBuckets shared;

    @Inject
    Rates(IngestSettings settings, GatewayLimits limits, Redis redis, MeterRegistry meters) {
        this(
                settings.rates().ofOneAddress(),
                limits.limits(),
                new LocalBuckets(TimeMeter.SYSTEM_NANOTIME, LONGEST_FILL),
                shared(settings.rates(), redis, meters));
    }

    Rates(OptionalInt ofOneAddress, Limits limits, LocalBuckets local, @Nullable SharedBuckets shared) {
        this.ofOneAddress = ofOneAddress;
        this.largestRequest = Math.max(limits.eventsPerRequest(), limits.unpackedBytes() / limits.eventBytes());
        this.local = local;
        this.shared = shared;
    }

    private static @Nullable SharedBuckets shared(RateSettings settings, Redis redis, MeterRegistry meters) {
        return settings.ofAllGateways()
                ? new SharedBuckets(redis, settings.redisTimeout(), System::nanoTime, meters)
                : null;
    }

    /**
     * Takes so many events from what the key and the address may send; done at once where nobody else has to be asked.
     *
     * @param address where the request comes from; empty where that is not known
     */
    public Future<Charge> take(AccessKey key, String address, long events) {
        List<Quota> quotas = quotas(key, address);
        if (quotas.isEmpty()) {
            return Future.succeededFuture(Charge.NONE);
        }
        Charge here = here(quotas, events);
        SharedBuckets together = shared;
        return together == null || here.refusal().isPresent()
                ? Future.succeededFuture(here)
                : together(together, here, events);
    }

    /** An address is asked first: what comes too fast from there takes nothing from its key. */
    private List<Quota> quotas(AccessKey key, String address) {
        List<Quota> quotas = new ArrayList<>(2);
        if (ofOneAddress.isPresent() && !address.isEmpty()) {
            quotas.add(quota(Policy.ADDRESS, Networks.of(address), ofOneAddress.getAsInt()));
        }
        key.eventsPerSecond().ifPresent(rate -> quotas.add(quota(Policy.KEY, key.name(), rate)));
        return quotas;
    }

    /** The bucket holds the largest request, or a small rate could never send one. */
    private Quota quota(Policy policy, String holder, int perSecond) {
        return new Quota(policy, holder, perSecond, Math.max(perSecond, largestRequest));
    }

    private Charge here(List<Quota> quotas, long events) {
        List<Level> levels = new ArrayList<>(quotas.size());
        for (Quota quota : quotas) {
            Level level = local.take(quota, events);
            levels.add(level);
            if (!level.isTaken()) {
                quotas.subList(0, levels.size() - 1).forEach(taken -> local.giveBack(taken, events));
                break;
            }
        }
        return new Charge(levels);
    }

    /** What all gateways together have no room for is given back here: no event came. */
    private Future<Charge> together(SharedBuckets shared, Charge here, long events) {
        Future<List<Level>> levels = Future.succeededFuture(List.of());
        for (Level own : here.levels()) {
            levels = levels.compose(before -> before.stream().allMatch(Level::isTaken)
                    ? shared.take(own.quota(), events).map(level -> and(before, level.orElse(own)))
                    : Future.succeededFuture(before));
        }
        return levels.map(Charge::new).onSuccess(charge -> {
            if (charge.refusal().isPresent()) {
                here.levels().forEach(level -> local.giveBack(level.quota(), events));
            }
        });
    }

    private static List<Level> and(List<Level> before, Level level) {
        List<Level> all = new ArrayList<>(before);
        all.add(level);
        return all;
    }

    @PreDestroy
    void close() {
        Optional.ofNullable(shared).ifPresent(SharedBuckets::close);
    }
}
