package io.rollcall.lakehouse.archive;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rollcall.lake.Lake;
import io.rollcall.log.AppEventsLog;
import io.rollcall.log.AppEventsReader;
import io.rollcall.log.LogClients;
import io.rollcall.log.TombstoneReader;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps an {@link ArchiveRun} going, on a thread of its own, for as long as the service lives. */
@ApplicationScoped
public class Archiver {
    private static final Logger LOG = Logger.getLogger(Archiver.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration PASSING_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Lake lake;
    private final ArchiveConfig config;
    private final ArchiveBoard board;
    private final LogClients clients;
    private final InstantSource clock = InstantSource.system();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread thread;

    Archiver(
            Lake lake,
            ArchiveConfig config,
            ArchiveBoard board,
            @Identifier("default-kafka-broker") Map<String, Object> clientConfig) {
        this.lake = lake;
        this.config = config;
        this.board = board;
        this.clients = new LogClients(clientConfig, "archive");
    }

    void start(@Observes StartupEvent event) {
        if (!config.enabled()) {
            board.ended();
            return;
        }
        CommitRule.of(config);
        Thread started = new Thread(this::archive, "archiver");
        started.setUncaughtExceptionHandler((archiver, broken) -> {
            // Not what trying again would mend: readiness says so, and the lag grows until somebody restarts the
            // service.
            board.placing("the archiver has ended: " + broken);
            LOG.error("the archiver has ended; restart the service", broken);
        });
        started.start();
        thread = started;
    }

    /** Asks for a commit of what has been read, without waiting for the interval. Returns at once. */
    public void commitSoon() {
        board.requestCommit();
    }

    /** Tells whether there are records that are not in the lake, as of the last look. */
    public boolean isBehind() {
        return board.metrics().isWaiting();
    }

    /** A time at which every record of the log was in the lake; empty where this process does not know, or never. */
    public Optional<Instant> nothingWaitedAt() {
        return board.metrics().nothingWaitedAt();
    }

    private void archive() {
        Duration pause = FIRST_PAUSE;
        while (!isStopping()) {
            try (AppEventsLog log = new AppEventsLog(clients);
                    AppEventsReader records = AppEventsReader.open(clients);
                    TombstoneReader tombstones = TombstoneReader.open(clients)) {
                ArchiveRun run = new ArchiveRun(log, records, tombstones, lake.bronze(), config, board, clock);
                run.begin(config);
                pause = FIRST_PAUSE;
                work(run);
            } catch (RuntimeException failed) {
                // Whatever it was: nothing is lost, because position and rows are committed together. Begin again.
                board.metrics().retried();
                board.placing(String.valueOf(failed.getMessage()));
                LOG.logf(
                        isWorthAWarning(pause) ? Logger.Level.WARN : Logger.Level.INFO,
                        "the archive waits (%s); beginning again in %d ms",
                        failed,
                        pause.toMillis());
                LOG.debug("the archive waits", failed);
                pause(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
        board.ended();
    }

    private void work(ArchiveRun run) {
        try {
            boolean placed = true;
            while (placed && !isStopping()) {
                placed = run.turn();
                if (run.isIdle()) {
                    pause(LONGEST_PAUSE);
                }
            }
            if (placed) {
                run.commit();
            }
        } finally {
            run.abandon();
        }
    }

    /** A topic that is about to be made, and a lake that closes, heal by themselves: nobody has to look. */
    private boolean isWorthAWarning(Duration pause) {
        return !isStopping() && pause.compareTo(PASSING_PAUSE) > 0;
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void pause(Duration duration) {
        try {
            if (stopping.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("the archive was told to end while it waited");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    /** Early, while Kafka and the lake are still there. */
    void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        Thread running = thread;
        if (running != null) {
            running.join(config.stopTimeout().toMillis());
            if (running.isAlive()) {
                LOG.warn("the archive did not end in time; what it had in hand is read again at the next start");
            }
        }
    }
}
