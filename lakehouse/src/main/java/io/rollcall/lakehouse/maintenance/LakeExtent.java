package io.rollcall.lakehouse.maintenance;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.rollcall.lake.Lake;
import io.rollcall.lake.Lake.Extent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Says how many files the lake has and how large they are, to whoever asks for the metrics. It looks once a minute at most. */
@Startup
@ApplicationScoped
class LakeExtent {
    private static final Duration GOOD_FOR = Duration.ofMinutes(1);

    private final Lake lake;
    private final InstantSource clock = InstantSource.system();
    private Instant lookedAt = Instant.EPOCH;
    private @Nullable Extent found;

    LakeExtent(Lake lake, MeterRegistry registry) {
        this.lake = lake;
        Gauge.builder("rollcall.lake.files", () -> now().files())
                .description("Files of the lake's tables, with their metadata and what is superseded and not gone yet")
                .register(registry);
        Gauge.builder("rollcall.lake.bytes", () -> now().bytes())
                .description("What these files take on the disk")
                .register(registry);
    }

    private synchronized Extent now() {
        Instant now = clock.instant();
        Extent last = found;
        if (last == null || Duration.between(lookedAt, now).abs().compareTo(GOOD_FOR) >= 0) {
            last = lake.extent();
            found = last;
            lookedAt = now;
        }
        return last;
    }
}
