package io.rollcall.access.keys;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rollcall.access.keys.Keys.Reading;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file of keys again and again, whole: it is small, and a time of change says nothing of a file that a link was
 * moved to, as Kubernetes does it. One reading at a time; a disk that hangs holds up nothing else.
 */
@Singleton
final class KeyFileWatch {
    private static final Logger LOG = Logger.getLogger(KeyFileWatch.class);
    private static final long LEAST_MILLIS = 100;

    private final Keys keys;
    private final KeySettings settings;
    private final Vertx vertx;
    private final Counter taken;
    private final Counter refused;
    private final AtomicBoolean underWay = new AtomicBoolean();

    private volatile @Nullable String fault;
    private long timer = -1;

    KeyFileWatch(Keys keys, KeySettings settings, Vertx vertx, MeterRegistry meters) {
        this.keys = keys;
        this.settings = settings;
        this.vertx = vertx;
        this.taken = readings(meters, "taken");
        this.refused = readings(meters, "refused");
        Gauge.builder("rollcall.keys.file.broken", this, watch -> watch.fault == null ? 0 : 1)
                .description("1 while the file of keys cannot be read, and those of before stay valid")
                .register(meters);
    }

    private static Counter readings(MeterRegistry meters, String outcome) {
        return Counter.builder("rollcall.keys.file.readings")
                .description("Readings of a file of keys that had changed, or was broken")
                .tag("outcome", outcome)
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        if (settings.file().isPresent()) {
            timer = vertx.setPeriodic(Math.max(LEAST_MILLIS, settings.poll().toMillis()), tick -> poll());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void poll() {
        if (underWay.compareAndSet(false, true)) {
            vertx.executeBlocking(keys::readAgain, false)
                    .onSuccess(this::tell)
                    .onFailure(broken ->
                            LOG.error("The file of keys was not read, for a reason that nobody foresaw", broken))
                    .onComplete(done -> underWay.set(false));
        }
    }

    private void tell(Reading reading) {
        if (reading instanceof Reading.Taken now) {
            taken.increment();
            fault = null;
            LOG.infof("The file of keys has changed; valid are: %s", now.names());
        } else if (reading instanceof Reading.Refused no) {
            refused.increment();
            if (!no.why().equals(fault)) {
                LOG.errorf("%s; the keys of before stay valid", no.why());
            }
            fault = no.why();
        }
    }
}
