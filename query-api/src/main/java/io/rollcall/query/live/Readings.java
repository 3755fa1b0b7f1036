package io.rollcall.query.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import io.rollcall.rollup.RedisUnavailableException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Everything that questions read of Redis: so many readings at a time. Whoever waits for a place while one fails fails with it: a
 * crowd that asks a silent Redis is answered after one time-out, not one after the other.
 */
@Singleton
public class Readings {
    /** The number of readings of one question at a time, so that one with many days leaves places to others. */
    private static final int AT_ONCE = 4;

    private final Semaphore places;
    private final Duration patience;
    private final ExecutorService threads;
    private final Counter sketches;
    private volatile @Nullable Failure last;

    private record Failure(long nanos, RedisUnavailableException why) {}

    /**
     * None is under way yet.
     *
     * @param timeout how long one takes at most, and so how long another waits for its place
     */
    @Inject
    public Readings(
            ReadingConfig config,
            @ConfigProperty(name = "quarkus.redis.timeout") Duration timeout,
            MeterRegistry metrics) {
        this.places = new Semaphore(config.readings(), true);
        this.patience = timeout;
        this.threads = Executors.newFixedThreadPool(config.readings(), work -> {
            Thread thread = new Thread(work, "live-readings");
            thread.setDaemon(true);
            return thread;
        });
        this.sketches = Counter.builder("rollcall.query.live.sketches")
                .description("Sketches that Redis has merged for answers")
                .register(metrics);
        Gauge.builder("rollcall.query.live.readings", places, free -> config.readings() - free.availablePermits())
                .description("Readings of the live counters that are under way")
                .register(metrics);
        Gauge.builder("rollcall.query.live.readings.waiting", places, Semaphore::getQueueLength)
                .description("Readings of the live counters that wait for a place")
                .register(metrics);
    }

    /**
     * Reads something once there is a place. What is read within takes no other.
     *
     * @throws RedisUnavailableException when Redis does not answer
     * @throws RefusalException when others take all places for too long
     */
    <T> T one(Supplier<T> reading) {
        long asked = System.nanoTime();
        take();
        try {
            requireNoFailureSince(asked);
            return reading.get();
        } catch (RedisUnavailableException unavailable) {
            last = new Failure(System.nanoTime(), unavailable);
            throw unavailable;
        } finally {
            places.release();
        }
    }

    private void take() {
        try {
            if (places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        throw new RefusalException(
                Refusal.TOO_MANY_QUESTIONS,
                "as many questions are asked of the live counters as may be at a time; ask again soon");
    }

    private void requireNoFailureSince(long nanos) {
        Failure failure = last;
        if (failure != null && failure.nanos() - nanos > 0) {
            throw failure.why();
        }
    }

    /** Does something for each of many, some at a time; the results are in their order. */
    <K, T> List<T> each(List<K> keys, Function<K, T> work) {
        if (keys.size() == 1) {
            return List.of(work.apply(keys.get(0)));
        }
        long asked = System.nanoTime();
        Iterator<K> left = keys.iterator();
        Deque<Future<T>> underWay = new ArrayDeque<>();
        List<T> done = new ArrayList<>(keys.size());
        try {
            while (left.hasNext() || !underWay.isEmpty()) {
                while (left.hasNext() && underWay.size() < AT_ONCE) {
                    K key = left.next();
                    underWay.add(threads.submit(() -> {
                        requireNoFailureSince(asked);
                        return work.apply(key);
                    }));
                }
                done.add(result(underWay.remove()));
            }
        } finally {
            underWay.forEach(unneeded -> unneeded.cancel(false));
        }
        return done;
    }

    private static <T> T result(Future<T> work) {
        try {
            return work.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a day cannot be read", failed.getCause());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new RedisUnavailableException("interrupted while waiting", ended);
        }
    }

    /** Redis has merged so many. */
    void merged(long count) {
        sketches.increment((double) count);
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
