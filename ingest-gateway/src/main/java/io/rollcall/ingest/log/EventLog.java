package io.rollcall.ingest.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rollcall.event.Limits;
import io.rollcall.event.Topics;
import io.rollcall.ingest.GatewayLimits;
import io.rollcall.ingest.IngestSettings;
import io.rollcall.ingest.TopicSettings;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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

    private final ClientConfiguration clients;
    private final IngestSettings settings;
    private final Limits limits;
    private final List<TopicPlan> plans;
    private final MeterRegistry meters;
    private final ScheduledExecutorService retries =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "event-log-connector"));

    private volatile LogState state = new LogState.Connecting("the gateway is starting");
    private @Nullable KafkaClientMetrics producerMeters;

    EventLog(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            IngestSettings settings,
            TopicSettings topics,
            GatewayLimits limits,
            MeterRegistry meters) {
        this.clients = new ClientConfiguration(kafka);
        this.settings = settings;
        this.limits = limits.limits();
        this.plans = TopicPlan.of(topics, this.limits);
        this.meters = meters;
    }

    /** Whether events can be written down now. */
    public LogState state() {
        return state;
    }

    void start(@Observes StartupEvent event) {
        try {
            open();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while opening the log", stopped);
        } catch (ExecutionException | TimeoutException | KafkaException unreachable) {
            retryAfter(FIRST_PAUSE_MILLIS, unreachable);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        retries.shutdownNow();
        LogState last = close();
        if (last instanceof LogState.Open open) {
            open.log().close(settings.ackTimeout());
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

    private void open() throws ExecutionException, InterruptedException, TimeoutException {
        NativeCompression.load();
        int partitions;
        try (Admin admin = Admin.create(clients.admin())) {
            partitions = new TopicSetup(admin).ensure(plans);
        }
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                clients.producer(settings, limits), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            // The first send would otherwise wait for this.
            plans.forEach(plan -> producer.partitionsFor(plan.name()));
        } catch (KafkaException unknown) {
            producer.close(Duration.ZERO);
            throw unknown;
        }
        opened(producer, partitions);
    }

    private synchronized void opened(KafkaProducer<byte[], byte[]> producer, int partitions) {
        if (state instanceof LogState.Closed) {
            producer.close(Duration.ZERO);
            return;
        }
        producerMeters = new KafkaClientMetrics(producer);
        producerMeters.bindTo(meters);
        state = new LogState.Open(new OpenLog(producer));
        LOG.infof(
                "The event log is open: %s, %d partitions of %s",
                clients.bootstrapServers(), partitions, Topics.APP_EVENTS);
    }

    private void retry(long pauseMillis) {
        try {
            open();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (UnusableTopicException unusable) {
            give(new LogState.Unusable(String.valueOf(unusable.getMessage())));
            LOG.error("The gateway answers 503 until this is mended and it is restarted: " + unusable.getMessage());
        } catch (ExecutionException | TimeoutException | RuntimeException unreachable) {
            retryAfter(Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS), unreachable);
        }
    }

    private void retryAfter(long pauseMillis, Exception unreachable) {
        String trouble = "cannot reach Kafka at " + clients.bootstrapServers() + ": " + explain(unreachable);
        if (state instanceof LogState.Closed) {
            return;
        }
        give(new LogState.Connecting(trouble));
        LOG.warnf("The gateway answers 503: %s. Trying again in %d ms", trouble, pauseMillis);
        // What goes wrong in a retry is logged by the retry itself.
        Future<?> unused = retries.schedule(() -> retry(pauseMillis), pauseMillis, TimeUnit.MILLISECONDS);
    }

    private synchronized void give(LogState next) {
        if (!(state instanceof LogState.Closed)) {
            state = next;
        }
    }

    private static String explain(Exception unreachable) {
        Throwable cause = unreachable instanceof ExecutionException && unreachable.getCause() != null
                ? unreachable.getCause()
                : unreachable;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
