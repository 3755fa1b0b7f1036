package io.rollcall.ingest.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rollcall.event.Topics;
import io.rollcall.ingest.GatewayLimits;
import io.rollcall.ingest.IngestSettings;
import io.rollcall.ingest.TopicConfig;
import io.rollcall.log.AppEventsLog;
import io.rollcall.log.DurableWrites;
import io.rollcall.log.LogClients;
import io.rollcall.log.TopicPlan;
import io.rollcall.log.TopicSettings;
import io.rollcall.log.TopicSetup;
import io.rollcall.log.UnusableTopicException;
import io.rollcall.log.trouble.LogTrouble;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Opens the log when the gateway starts, and keeps trying with growing pauses while the broker is away. The first try is
 * part of the start, so that topics which must not be written to fail it.
 */
@Singleton
public final class EventLog {
    private static final Logger LOG = Logger.getLogger(EventLog.class);
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final LogClients clients;
    private final DurableWrites writes;
    private final List<TopicPlan> plans;
    private final int largestKept;
    private final MeterRegistry meters;
    private final ScheduledExecutorService retries =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "event-log-connector"));

    private volatile LogState state = new LogState.Connecting("the gateway is starting");
    private @Nullable KafkaClientMetrics producerMeters;

    EventLog(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            IngestSettings settings,
            TopicConfig topics,
            GatewayLimits limits,
            MeterRegistry meters) {
        this.clients = new LogClients(kafka, "gateway");
        this.writes = new DurableWrites(
                settings.ackTimeout(),
                settings.inFlight().size().asLongValue(),
                TopicPlan.largestRejected(limits.limits()));
        this.plans = TopicPlan.of(settings(topics), limits.limits());
        this.largestKept = limits.limits().eventBytes();
        this.meters = meters;
    }

    private static TopicSettings settings(TopicConfig config) {
        return new TopicSettings(
                config.partitions(),
                config.replicationFactor(),
                config.minInsyncReplicas(),
                config.retention(),
                config.rejectedRetention(),
                config.rejectedSize().asLongValue());
    }

    /** Says whether events can be written down now. */
    public LogState state() {
        return state;
    }

    void start(@Observes StartupEvent event) {
        try {
            open();
        } catch (KafkaException unreachable) {
            retryAfter(FIRST_PAUSE_MILLIS, unreachable);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        LogState last = close();
        retries.shutdownNow();
        if (last instanceof LogState.Open open) {
            open.log().close(writes.ackTimeout());
            open.pulse().close();
        }
        KafkaClientMetrics bound = producerMeters;
        if (bound != null) {
            bound.close();
        }
    }

    private synchronized LogState close() {
        LogState last = state;
        state = new LogState.Closed();
        return last;
    }

    private void open() {
        NativeCompression.load();
        Map<String, Integer> partitions = TopicSetup.ensure(clients, plans);
        KafkaProducer<byte[], byte[]> producer = clients.producer(writes);
        try {
            // The first send would otherwise wait for this.
            plans.forEach(plan -> producer.partitionsFor(plan.name()));
        } catch (KafkaException unknown) {
            producer.close(Duration.ZERO);
            throw unknown;
        }
        opened(producer, partitions);
    }

    private synchronized void opened(KafkaProducer<byte[], byte[]> producer, Map<String, Integer> partitions) {
        if (state instanceof LogState.Closed) {
            producer.close(Duration.ZERO);
            return;
        }
        producerMeters = new KafkaClientMetrics(producer);
        producerMeters.bindTo(meters);
        LogPulse pulse = new LogPulse(new AppEventsLog(clients), InstantSource.system());
        // What goes wrong is what the pulse is asked for.
        Future<?> unused = retries.scheduleWithFixedDelay(
                pulse::beat, LogPulse.PAUSE.toMillis(), LogPulse.PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        state = new LogState.Open(new OpenLog(producer, largestKept), pulse);
        LOG.infof(
                "The event log is open: %s, %d partitions of %s",
                clients.bootstrapServers(), partitions.get(Topics.APP_EVENTS), Topics.APP_EVENTS);
    }

    private void retry(long pauseMillis) {
        try {
            open();
        } catch (UnusableTopicException unusable) {
            give(new LogState.Unusable(String.valueOf(unusable.getMessage())));
            LOG.error("The gateway answers 503 until this is mended and it is restarted: " + unusable.getMessage());
        } catch (RuntimeException unreachable) {
            retryAfter(Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS), unreachable);
        }
    }

    private void retryAfter(long pauseMillis, RuntimeException unreachable) {
        String trouble = "cannot reach Kafka at " + clients.bootstrapServers() + ": " + LogTrouble.of(unreachable);
        if (state instanceof LogState.Closed) {
            return;
        }
        boolean isNew = !state.equals(new LogState.Connecting(trouble));
        give(new LogState.Connecting(trouble));
        LOG.logf(
                isNew ? Logger.Level.WARN : Logger.Level.DEBUG,
                "The gateway answers 503: %s. Trying again in %d ms, until it answers",
                trouble,
                pauseMillis);
        // What goes wrong in a retry is logged by the retry itself.
        Future<?> unused = retries.schedule(() -> retry(pauseMillis), pauseMillis, TimeUnit.MILLISECONDS);
    }

    private synchronized void give(LogState next) {
        if (!(state instanceof LogState.Closed)) {
            state = next;
        }
    }
}
