package io.rollcall.ingest.bridge;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rollcall.ingest.GatewayLimits;
import io.rollcall.ingest.Obstacle;
import io.rollcall.ingest.intake.Circumstances.AgeLimit;
import io.rollcall.ingest.intake.Intake;
import io.rollcall.ingest.intake.Judgement;
import io.rollcall.ingest.log.EventLog;
import io.rollcall.ingest.log.LogRecords;
import io.rollcall.ingest.log.LogState;
import io.rollcall.ingest.log.OpenLog;
import io.rollcall.ingest.log.Receipt;
import io.rollcall.ingest.recent.RecentEvents;
import io.rollcall.log.LogClients;
import io.rollcall.log.LogUnavailableException;
import io.rollcall.log.bridge.SourceReader;
import io.rollcall.log.bridge.SourceReader.Source;
import io.rollcall.log.bridge.SourceReader.SourceRecord;
import io.rollcall.log.stop.Stopping;
import io.rollcall.log.trouble.LogTrouble;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings the records of the topic that is configured onto the log, on a thread of its own, for as long as the service
 * lives. What goes wrong is tried again with growing pauses; nothing is lost and nothing comes twice, because {@link
 * SourceReader} begins where the last batch ended.
 */
@Singleton
public final class Bridge {
    /** The name that stands where a write key's would, beside what is rejected. */
    static final String SENDER = "bridge";

    private static final Logger LOG = Logger.getLogger(Bridge.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final long STOP_MILLIS = 5_000;

    private final Optional<Source> source;
    private final LogClients clients;
    private final EventLog log;
    private final List<Obstacle> obstacles;
    private final BridgeJudge judge;
    private final RecentEvents recent;
    private final int largestKept;
    private final MeterRegistry meters;
    private final Stopping stopping = new Stopping();

    private volatile Optional<String> trouble = Optional.of("it has not begun yet");
    private volatile @Nullable SourceReader reader;
    private @Nullable Thread thread;

    Bridge(
            BridgeSettings settings,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            EventLog log,
            @All List<Obstacle> obstacles,
            Intake intake,
            RecentEvents recent,
            GatewayLimits limits,
            MeterRegistry meters) {
        this.source =
                settings.topic().map(topic -> new Source(topic, settings.group(), settings.begin(), settings.batch()));
        this.clients = new LogClients(kafka, "gateway");
        this.log = log;
        this.obstacles = obstacles;
        this.judge = new BridgeJudge(intake, settings.backfill() ? AgeLimit.WAIVED : AgeLimit.ENFORCED);
        this.recent = recent;
        this.largestKept = limits.limits().eventBytes();
        this.meters = meters;
    }

    /** The topic that is read, where one is. */
    Optional<String> topic() {
        return source.map(Source::topic);
    }

    /** Says why nothing is brought in at the moment; empty while it is. */
    Optional<String> trouble() {
        return trouble;
    }

    void start(@Observes StartupEvent event) {
        source.ifPresent(from -> {
            BridgeMetrics metrics = new BridgeMetrics(meters);
            Thread started = new Thread(() -> run(from, metrics), "bridge");
            started.start();
            thread = started;
        });
    }

    private void run(Source from, BridgeMetrics metrics) {
        Duration pause = FIRST_PAUSE;
        while (!stopping.hasBegun()) {
            try {
                requireOpenLog();
                try (SourceReader opened = SourceReader.open(clients, from, InstantSource.system())) {
                    reader = opened;
                    while (!stopping.hasBegun()) {
                        OpenLog open = requireOpenLog();
                        opened.turn(POLL, (records, now) -> write(open, records, now, metrics));
                        works(from, opened.lag(), metrics);
                        pause = FIRST_PAUSE;
                    }
                } finally {
                    reader = null;
                }
            } catch (WakeupException stopped) {
                LOG.debug("the bridge was told to end", stopped);
            } catch (RuntimeException failed) {
                stands(from, failed, metrics);
                if (stopping.beginsWithin(pause)) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private OpenLog requireOpenLog() {
        obstacles.stream()
                .flatMap(obstacle -> obstacle.present().stream())
                .findFirst()
                .ifPresent(refusal -> {
                    throw new LogUnavailableException(refusal.detail());
                });
        if (log.state() instanceof LogState.Open open) {
            return open.log();
        }
        throw new LogUnavailableException("the log is not open yet");
    }

    private void write(OpenLog open, List<SourceRecord> records, long nowMillis, BridgeMetrics metrics) {
        List<Judgement> judgements = new ArrayList<>(records.size());
        List<ProducerRecord<byte[], byte[]>> batch = new ArrayList<>(records.size());
        int partitions = open.partitions();
        Receipt receipt = new Receipt(nowMillis, SENDER, OptionalLong.empty());
        for (SourceRecord source : records) {
            Judgement judgement = judge.judge(source, nowMillis);
            judgements.add(judgement);
            for (ProducerRecord<byte[], byte[]> event : LogRecords.of(judgement, receipt, partitions, largestKept)) {
                source.position().addTo(event.headers());
                batch.add(event);
            }
        }
        open.write(batch).join();
        judgements.forEach(judgement -> {
            metrics.logged(judgement);
            recent.add(judgement, receipt);
        });
    }

    private void works(Source from, long lag, BridgeMetrics metrics) {
        metrics.works(lag);
        if (trouble.isPresent()) {
            LOG.infof("The bridge brings in %s", from.topic());
            trouble = Optional.empty();
        }
    }

    /** Says it once for each trouble, however often it is tried again. */
    private void stands(Source from, RuntimeException failed, BridgeMetrics metrics) {
        metrics.stands();
        Throwable cause =
                failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        String why = LogTrouble.of(cause);
        if (!trouble.equals(Optional.of(why))) {
            LOG.warnf("The bridge does not bring in %s: %s; trying again", from.topic(), why);
            LOG.debug("the bridge waits", failed);
            trouble = Optional.of(why);
        }
    }

    /** Early, while the log can still be written: what is in hand is written and committed. */
    void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        stopping.begin();
        Thread running = thread;
        if (running != null) {
            running.join(STOP_MILLIS);
            SourceReader open = reader;
            if (running.isAlive() && open != null) {
                open.wakeUp();
            }
        }
    }
}
