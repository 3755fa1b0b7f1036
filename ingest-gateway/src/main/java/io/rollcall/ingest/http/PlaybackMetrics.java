package io.rollcall.ingest.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.event.Platform;
import io.rollcall.event.Playback;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts how plays begin and break off, as clients say it, by platform. Every series is there from the start, at 0, so
 * that the first failure is an increase.
 */
final class PlaybackMetrics {
    private final Map<Platform, Series> platforms = new EnumMap<>(Platform.class);
    private final Series unknown;

    PlaybackMetrics(MeterRegistry meters) {
        for (Platform platform : Platform.values()) {
            platforms.put(platform, Series.of(meters, platform.code()));
        }
        unknown = Series.of(meters, "unknown");
    }

    /**
     * An event that says this is on the log.
     *
     * @param platform where it played, or null when the event does not say
     */
    void count(@Nullable Platform platform, Playback playback) {
        if (playback != Playback.UNSAID) {
            Series series = platform == null ? unknown : platforms.get(platform);
            Objects.requireNonNull(series, "every platform has its series").count(playback);
        }
    }

    /** The series that are counted of one platform. */
    private record Series(
            Counter started, Counter failed, Counter abandoned, Counter brokenPlays, Counter brokenStops) {
        static Series of(MeterRegistry meters, String platform) {
            return new Series(
                    attempts(meters, platform, "started"),
                    attempts(meters, platform, "failed"),
                    attempts(meters, platform, "abandoned"),
                    errors(meters, platform, "play"),
                    errors(meters, platform, "stop"));
        }

        void count(Playback playback) {
            switch (playback) {
                case STARTED -> started.increment();
                case STARTED_AND_BROKEN_OFF -> {
                    started.increment();
                    brokenPlays.increment();
                }
                case FAILED -> failed.increment();
                case ABANDONED -> abandoned.increment();
                case STOPPED_BY_ERROR -> brokenStops.increment();
                case UNSAID -> {
                    // Most events say nothing about a play.
                }
            }
        }
    }

    private static Counter attempts(MeterRegistry meters, String platform, String outcome) {
        return Counter.builder("rollcall.playback.attempts")
                .description("Accepted play events by how the play began, without those of a backfill")
                .tag("outcome", outcome)
                .tag("platform", platform)
                .register(meters);
    }

    private static Counter errors(MeterRegistry meters, String platform, String reportedBy) {
        return Counter.builder("rollcall.playback.errors")
                .description("Errors after a play's start, by the event that reports them, without those of a backfill")
                .tag("platform", platform)
                .tag("reported_by", reportedBy)
                .register(meters);
    }
}
