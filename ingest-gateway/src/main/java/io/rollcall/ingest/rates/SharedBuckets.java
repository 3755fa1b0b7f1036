package io.rollcall.ingest.rates;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The buckets that all gateways share, in Redis. It is asked over one connection, and only while it answers: after a failure, or
 * when it has let one request wait too long, nobody waits for it for a while, and the buckets of each gateway alone say how
 * much may come. What waits for it is bounded by what is in flight.
 */
final class SharedBuckets {
    /** For how long nobody asks a Redis that has failed. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(SharedBuckets.class);
    private static final String PREFIX = "rate:";

    private final Redis redis;
    private final Duration timeout;
    private final LongSupplier nanos;
    private final String script = script();
    private final Counter asked;
    private final Counter failed;
    private final Counter passedOver;

    private @Nullable Future<Connected> connection;
    private boolean isAway;
    private long pauseEndNanos;

    /** A connection, and the name that the script has there. */
    private record Connected(RedisConnection connection, String script) {}

    SharedBuckets(Redis redis, Duration timeout, LongSupplier nanos, MeterRegistry meters) {
        this.redis = redis;
        this.timeout = timeout;
        this.nanos = nanos;
        this.asked = counter(meters, "answered");
        this.failed = counter(meters, "failed");
        this.passedOver = counter(meters, "passed_over");
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("rollcall.ingest.shared.rates")
                .description(
                        "Questions to the buckets of all gateways; where they are not answered, those of each alone hold")
                .tag("outcome", outcome)
                .register(meters);
    }

    /** The level of the bucket once so many events were taken, or could not be; empty where Redis does not say. Never fails. */
    Future<Optional<Level>> take(Quota quota, long events) {
        Optional<Future<Connected>> connected = connected();
        if (connected.isEmpty()) {
            passedOver.increment();
            return Future.succeededFuture(Optional.empty());
        }
        return connected
                .get()
                .compose(to -> to.connection().send(request(to.script(), quota, events)))
                .map(answer -> Optional.of(level(quota, answer)))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(level -> answered())
                .recover(failure -> {
                    failed(connected.get(), failure);
                    return Future.succeededFuture(Optional.empty());
                });
    }

    private static Request request(String script, Quota quota, long events) {
        return Request.cmd(Command.EVALSHA)
                .arg(script)
                .arg(1)
                .arg(PREFIX + quota.policy().code() + ":" + quota.holder())
                .arg(quota.perSecond())
                .arg(quota.capacity())
                .arg(events);
    }

    private static Level level(Quota quota, Response answer) {
        return new Level(
                quota, answer.get(1).toLong(), Duration.ofMillis(answer.get(0).toLong()));
    }

    /** The connection, made when there is none; empty during a pause. */
    private synchronized Optional<Future<Connected>> connected() {
        Future<Connected> current = connection;
        if (current == null) {
            if (isAway && nanos.getAsLong() - pauseEndNanos < 0) {
                return Optional.empty();
            }
            current = redis.connect().compose(this::withScript);
            connection = current;
        }
        return Optional.of(current);
    }

    private Future<Connected> withScript(RedisConnection made) {
        return made.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(script))
                .map(name -> new Connected(made, name.toString()))
                .onFailure(refused -> made.close());
    }

    private void answered() {
        asked.increment();
        synchronized (this) {
            if (isAway) {
                isAway = false;
                LOG.info("Redis answers again: rates are those of all gateways together");
            }
        }
    }

    private void failed(Future<Connected> over, Throwable failure) {
        failed.increment();
        synchronized (this) {
            pauseEndNanos = nanos.getAsLong() + PAUSE.toNanos();
            if (!isAway) {
                isAway = true;
                LOG.warnf("Redis does not say how much may come (%s): each gateway goes by its own count", failure);
            }
            if (over != connection) {
                return;
            }
            connection = null;
        }
        over.onSuccess(to -> to.connection().close());
    }

    void close() {
        Future<Connected> last;
        synchronized (this) {
            last = connection;
            connection = null;
        }
        if (last != null) {
            last.onSuccess(to -> to.connection().close());
        }
    }

    private static String script() {
        try (InputStream lua = SharedBuckets.class.getResourceAsStream("take.lua")) {
            if (lua == null) {
                throw new IllegalStateException("take.lua is missing from the jar of ingest-gateway");
            }
            return new String(lua.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read take.lua", unreadable);
        }
    }
}
