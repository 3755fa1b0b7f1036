package io.rollcall.access.reread;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file again and again, whole: it is small, and a time of change says nothing of a file that a link was moved to, as
 * Kubernetes does it. One reading at a time; a disk that hangs holds up nothing else. What came of it is on metrics of the
 * setting's name, and in the log.
 */
public final class FileWatch {
    private static final Logger LOG = Logger.getLogger(FileWatch.class);
    private static final long LEAST_MILLIS = 100;

    private final String setting;
    private final Supplier<Reading> reading;
    private final Vertx vertx;
    private final Counter taken;
    private final Counter refused;
    private final AtomicBoolean underWay = new AtomicBoolean();

    private volatile @Nullable String fault;
    private long timer = -1;

    /**
     * Nothing is read before it is started.
     *
     * @param setting the setting that names the file
     * @param reading reads it once
     */
    public FileWatch(String setting, Supplier<Reading> reading, Vertx vertx, MeterRegistry meters) {
        this.setting = setting;
        this.reading = reading;
        this.vertx = vertx;
        this.taken = readings(meters, "taken");
        this.refused = readings(meters, "refused");
        Gauge.builder(setting + ".broken", this, watch -> watch.fault == null ? 0 : 1)
                .description("1 while the file cannot be read, and what it said before still holds")
                .register(meters);
    }

    private Counter readings(MeterRegistry meters, String outcome) {
        return Counter.builder(setting + ".readings")
                .description("Readings of a file that had changed, or was broken")
                .tag("outcome", outcome)
                .register(meters);
    }

    /** Reads from now on, so often. */
    public void start(Duration poll) {
        timer = vertx.setPeriodic(Math.max(LEAST_MILLIS, poll.toMillis()), tick -> poll());
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void poll() {
        if (underWay.compareAndSet(false, true)) {
            vertx.executeBlocking(reading::get, false)
                    .onSuccess(this::tell)
                    .onFailure(
                            broken -> LOG.errorf(broken, "%s was not read, for a reason that nobody foresaw", setting))
                    .onComplete(done -> underWay.set(false));
        }
    }

    private void tell(Reading came) {
        if (came instanceof Reading.Taken now) {
            taken.increment();
            fault = null;
            LOG.infof("%s has changed; %s", setting, now.now());
        } else if (came instanceof Reading.Refused no) {
            refused.increment();
            if (!no.why().equals(fault)) {
                LOG.errorf("%s; what it said before still holds", no.why());
            }
            fault = no.why();
        }
    }
}
