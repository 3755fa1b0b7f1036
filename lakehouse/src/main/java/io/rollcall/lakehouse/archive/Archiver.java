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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps an {@link ArchiveRun} going, on a thread of its own, for as long as the service lives; beside it, on another one, the counting
 * of what was rejected.
 */
@ApplicationScoped
public class Archiver {
    private final Lake lake;
    private final ArchiveConfig config;
    private final ArchiveBoard board;
    private final LogClients clients;
    private final RejectedArchive rejected;
    private final InstantSource clock = InstantSource.system();
    private final ArchiveLoop loop = new ArchiveLoop("the archive", new Archiving());

    Archiver(
            Lake lake,
            ArchiveConfig config,
            ArchiveBoard board,
            @Identifier("default-kafka-broker") Map<String, Object> clientConfig) {
        this.lake = lake;
        this.config = config;
        this.board = board;
        this.clients = new LogClients(clientConfig, "archive");
        this.rejected = new RejectedArchive(lake.rejectedCounts(), config, board.metrics(), clients, clock);
    }

    void start(@Observes StartupEvent event) {
        if (!config.enabled()) {
            board.ended();
            return;
        }
        CommitRule.of(config);
        loop.start("archiver");
        rejected.start();
    }

    /** Asks for a commit of what has been read, without waiting for the interval. Returns at once. */
    public void commitSoon() {
        board.requestCommit();
        rejected.commitSoon();
    }

    /** Tells whether there are records that are not in the lake, as of the last look. */
    public boolean isBehind() {
        return board.metrics().isWaiting();
    }

    /** A time at which every record of the log was in the lake; empty where this process does not know, or never. */
    public Optional<Instant> nothingWaitedAt() {
        return board.metrics().nothingWaitedAt();
    }

    /** What the loop does again and again. */
    private final class Archiving implements ArchiveLoop.Work {
        @Override
        public void attempt(ArchiveLoop attempts) {
            try (AppEventsLog log = new AppEventsLog(clients);
                    AppEventsReader records = AppEventsReader.open(clients);
                    TombstoneReader tombstones = TombstoneReader.open(clients)) {
                ArchiveRun run = new ArchiveRun(log, records, tombstones, lake.bronze(), config, board, clock);
                run.begin(config);
                attempts.underWay();
                work(run, attempts);
            }
        }

        private static void work(ArchiveRun run, ArchiveLoop attempts) {
            try {
                boolean placed = true;
                while (placed && !attempts.isStopping()) {
                    placed = run.turn();
                    if (run.isIdle()) {
                        attempts.pause(ArchiveLoop.LONGEST_PAUSE);
                    }
                }
                if (placed) {
                    run.commit();
                }
            } finally {
                run.abandon();
            }
        }

        @Override
        public void failed(String why) {
            board.metrics().retried();
            board.placing(why);
        }

        /** Readiness says so, and the lag grows until somebody restarts the service. */
        @Override
        public void broken(Throwable why) {
            board.placing("the archiver has ended: " + why);
        }

        @Override
        public void ended() {
            board.ended();
        }
    }

    /** Early, while Kafka and the lake are still there. */
    void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        loop.stop();
        rejected.stop();
        loop.join(config.stopTimeout());
        rejected.join(config.stopTimeout());
    }
}
