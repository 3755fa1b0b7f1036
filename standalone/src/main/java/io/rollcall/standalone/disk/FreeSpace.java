package io.rollcall.standalone.disk;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.rollcall.ingest.Obstacle;
import io.rollcall.ingest.intake.Refusal;
import io.rollcall.ingest.intake.RefusalCode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Looks every second at what is free on the disk of the data directory, and closes the door while it is too little. */
@Singleton
@Startup
@Readiness
public final class FreeSpace implements Obstacle, HealthCheck {
    private static final Logger LOG = Logger.getLogger(FreeSpace.class);
    private static final int RETRY_SECONDS = 10;
    private static final int MIB = 1 << 20;

    private final DiskSettings settings;
    private final long reserve;
    private final FileStore store;

    /** The space that may still be written, in bytes, as it was a second ago at most. */
    private volatile long usable;

    FreeSpace(DiskSettings settings, MeterRegistry meters) throws IOException {
        this.settings = settings;
        this.reserve = settings.reserve().asLongValue();
        this.store = Files.getFileStore(settings.directory());
        this.usable = store.getUsableSpace();
        Gauge.builder("rollcall.disk.free", this, free -> free.usable)
                .description("What is free on the disk of the data directory")
                .baseUnit(BaseUnits.BYTES)
                .register(meters);
        Gauge.builder("rollcall.disk.reserve", this, free -> free.reserve)
                .description("With less than this free, events are answered 503")
                .baseUnit(BaseUnits.BYTES)
                .register(meters);
    }

    /** Says it once when the door closes, and once when it opens. */
    // A start that fails ends while the scheduler already runs.
    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void look() throws IOException {
        boolean wasLow = isLow();
        usable = store.getUsableSpace();
        if (isLow() && !wasLow) {
            LOG.error("Events are answered 503: " + trouble());
        } else if (wasLow && !isLow()) {
            LOG.warn("There is room on the disk again: events are taken");
        }
    }

    @Override
    public Optional<Refusal> present() {
        return isLow()
                ? Optional.of(new Refusal(
                        RefusalCode.DISK_NEARLY_FULL,
                        "nothing of this request was taken; send it again when the operator has made room",
                        RETRY_SECONDS))
                : Optional.empty();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("disk")
                .status(!isLow())
                .withData("free", usable / MIB + " MiB")
                .withData("reserve", reserve / MIB + " MiB")
                .withData("trouble", isLow() ? trouble() : "none")
                .build();
    }

    private boolean isLow() {
        return usable < reserve;
    }

    private String trouble() {
        return "only " + usable / MIB + " MiB are free on the disk of " + settings.directory() + ", and "
                + reserve / MIB + " MiB are kept free (rollcall.disk.reserve); make room there";
    }
}
