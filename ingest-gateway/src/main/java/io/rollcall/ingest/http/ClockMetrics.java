package io.rollcall.ingest.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.event.Platform;
import io.rollcall.event.TimeQuality;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts accepted events by platform and by how far the client's clock could be believed: a platform whose clocks are wrong
 * is seen as it happens. Every series is there from the start, at 0.
 */
final class ClockMetrics {
    private final Map<Platform, Map<TimeQuality, Counter>> platforms = new EnumMap<>(Platform.class);
    private final Map<TimeQuality, Counter> unknown;

    ClockMetrics(MeterRegistry meters) {
        for (Platform platform : Platform.values()) {
            platforms.put(platform, series(meters, platform.code()));
        }
        unknown = series(meters, "unknown");
    }

    /**
     * An event is on the log.
     *
     * @param platform where it came from, or null when the event does not say
     */
    void count(@Nullable Platform platform, TimeQuality quality) {
        Map<TimeQuality, Counter> series = platform == null ? unknown : platforms.get(platform);
        Objects.requireNonNull(
                        Objects.requireNonNull(series, "every platform has its series")
                                .get(quality),
                        "every quality has its series")
                .increment();
    }

    private static Map<TimeQuality, Counter> series(MeterRegistry meters, String platform) {
        Map<TimeQuality, Counter> series = new EnumMap<>(TimeQuality.class);
        for (TimeQuality quality : TimeQuality.values()) {
            series.put(
                    quality,
                    Counter.builder("rollcall.quality.events")
                            .description("Accepted events by platform and by how far the client's clock is believed")
                            .tag("platform", platform)
                            .tag("time_quality", quality.code())
                            .register(meters));
        }
        return series;
    }
}
