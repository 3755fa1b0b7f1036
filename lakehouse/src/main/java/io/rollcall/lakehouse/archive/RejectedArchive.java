package io.rollcall.lakehouse.archive;

import io.rollcall.lake.bronze.RejectedCounts;
import io.rollcall.log.AppEventsLog;
import io.rollcall.log.AppEventsReader;
import io.rollcall.log.LogClients;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps a {@link RejectedRun} going, on a thread of its own: a topic of the rejected that cannot be read holds up no event, and no day.
 */
final class RejectedArchive {
    private final RejectedCounts counts;
    private final ArchiveConfig config;
    private final ArchiveMetrics metrics;
    private final LogClients clients;
    private final InstantSource clock;
    private final AtomicBoolean commitRequested = new AtomicBoolean();
    private final ArchiveLoop loop = new ArchiveLoop("the counting of what was rejected", new Counting());

    RejectedArchive(
            RejectedCounts counts,
            ArchiveConfig config,
            ArchiveMetrics metrics,
            LogClients clients,
            InstantSource clock) {
        this.counts = counts;
        this.config = config;
        this.metrics = metrics;
        this.clients = clients;
        this.clock = clock;
    }

    void start() {
        loop.start("rejected-archiver");
    }

    /** Asks for a commit without waiting for the interval. Returns at once. */
    void commitSoon() {
        commitRequested.set(true);
    }

    void stop() {
        loop.stop();
    }

    void join(Duration atMost) throws InterruptedException {
        loop.join(atMost);
    }

    /** What the loop does again and again. */
    private final class Counting implements ArchiveLoop.Work {
        @Override
        public void attempt(ArchiveLoop attempts) {
            try (AppEventsLog log = AppEventsLog.ofRejected(clients);
                    AppEventsReader records = AppEventsReader.openRejected(clients)) {
                RejectedRun run = new RejectedRun(log, records, counts, CommitRule.of(config), metrics, clock);
                run.begin();
                attempts.underWay();
                boolean placed = true;
                while (placed && !attempts.isStopping()) {
                    placed = run.turn(commitRequested.getAndSet(false));
                }
                if (placed) {
                    run.commit();
                }
            }
        }

        @Override
        public void failed(String why) {
            metrics.retried();
        }

        @Override
        public void broken(Throwable why) {
            metrics.retried();
        }

        @Override
        public void ended() {
            // What was counted is in the lake; there is nobody to be told.
        }
    }
}
