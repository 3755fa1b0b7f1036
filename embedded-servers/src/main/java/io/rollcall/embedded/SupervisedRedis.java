package io.rollcall.embedded;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis server that is started again, on its port and its data, whenever it ends without having been asked to. Clients
 * see it away for a moment; what it lost (up to a second) is theirs to notice.
 */
public final class SupervisedRedis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SupervisedRedis.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final long STOP_TIMEOUT_SECONDS = 30;

    /**
     * The time after which a server counts as steady: who has lived this long is not one that ends as soon as it
     * starts.
     */
    private static final long STEADY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Path dataDir;
    private final int port;
    private final ScheduledExecutorService supervisor =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "redis-supervisor"));
    private final AtomicLong restarts = new AtomicLong();

    private volatile EmbeddedRedis redis;
    private volatile boolean closing;
    private volatile Optional<String> trouble = Optional.empty();

    private SupervisedRedis(Path dataDir, EmbeddedRedis redis) {
        this.dataDir = dataDir;
        this.port = redis.port();
        this.redis = redis;
    }

    /** Starts a server on a free port, as {@link EmbeddedRedis#start(Path)} does, and watches it. */
    public static SupervisedRedis start(Path dataDir) {
        SupervisedRedis supervised = new SupervisedRedis(dataDir, EmbeddedRedis.start(dataDir));
        supervised.watch(FIRST_PAUSE_MILLIS);
        return supervised;
    }

    /** The address where clients connect, before and after a restart: {@code redis://127.0.0.1:PORT}. */
    public String url() {
        return redis.url();
    }

    /** Says how often it ended by itself and was started again with success. */
    public long restarts() {
        return restarts.get();
    }

    /** Says why there is no server at the moment, when there is none. */
    public Optional<String> trouble() {
        return trouble;
    }

    /** Stops watching, then the server, after it wrote everything out. */
    @Override
    public void close() {
        closing = true;
        supervisor.shutdownNow();
        try {
            if (!supervisor.awaitTermination(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A start of Redis that was under way does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        redis.close();
    }

    private void watch(long pauseMillis) {
        long startedAt = System.nanoTime();
        Future<?> unused = redis.ended()
                .thenAccept(exitCode -> ended(
                        exitCode, System.nanoTime() - startedAt > STEADY_NANOS ? FIRST_PAUSE_MILLIS : pauseMillis));
    }

    private void ended(int exitCode, long pauseMillis) {
        if (!closing) {
            say("Redis ended by itself (exit code " + exitCode + ")", pauseMillis);
        }
    }

    private void say(String what, long pauseMillis) {
        trouble = Optional.of(what);
        LOG.warn("{}; it is started again in {} ms", what, pauseMillis);
        try {
            // What goes wrong in a start is told by the start itself.
            Future<?> unused = supervisor.schedule(() -> startAgain(pauseMillis), pauseMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("Redis is no longer wanted", closed);
        }
    }

    private void startAgain(long pauseMillis) {
        long nextPause = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        try {
            redis = EmbeddedRedis.start(dataDir, port);
            restarts.incrementAndGet();
            trouble = Optional.empty();
            LOG.warn("Redis is back, with what its append-only file holds");
            watch(nextPause);
        } catch (RuntimeException failed) {
            if (!closing) {
                say("Redis does not start: " + failed.getMessage(), nextPause);
            }
        }
    }
}
