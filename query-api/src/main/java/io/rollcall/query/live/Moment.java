package io.rollcall.query.live;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A message of the live stream, which sends one each second. {@code dau}, {@code play_events} and
 * {@code events_per_second} are exact (the rate is that of the last seconds); {@code active_now} comes from
 * HyperLogLogs and has an interval and an as_of of its own, one for {@code *} and all regions.
 *
 * @param dt today, UTC
 * @param status always {@code live}
 * @param method of every number but {@code active_now}
 * @param activeNowMethod of {@code active_now}
 * @param asOf everything received up to then is in the numbers; null as long as a shard cannot say
 * @param lagSeconds how long ago that is; null likewise
 * @param eventsPerSecond over all regions; null at a stream's first moment
 * @param regions {@code *} first, then by dau; empty while the counters of today are not whole
 */
@JsonPropertyOrder({
    "dt",
    "status",
    "method",
    "active_now_method",
    "as_of",
    "lag_seconds",
    "events_per_second",
    "regions"
})
public record Moment(
        @JsonProperty("dt") String dt,
        @JsonProperty("status") String status,
        @JsonProperty("method") String method,
        @JsonProperty("active_now_method") String activeNowMethod,

        @JsonProperty("as_of") @Schema(nullable = true) @Nullable
        String asOf,

        @JsonProperty("lag_seconds") @Schema(nullable = true) @Nullable
        Double lagSeconds,

        @JsonProperty("events_per_second") @Schema(nullable = true) @Nullable
        Double eventsPerSecond,

        @JsonProperty("regions") List<Region> regions) {

    /**
     * One region's numbers.
     *
     * @param activeNow in the 300 seconds that end with {@code activeNowAsOf}; null while the counters are a minute behind, and
     *     who is there now is not known
     * @param activeNowAsOf the last full ten seconds of {@code as_of}
     */
    @JsonPropertyOrder({
        "region",
        "dau",
        "play_events",
        "events_per_second",
        "active_now",
        "active_now_low",
        "active_now_high",
        "active_now_as_of"
    })
    public record Region(
            @JsonProperty("region") String region,
            @JsonProperty("dau") long dau,
            @JsonProperty("play_events") long playEvents,

            @JsonProperty("events_per_second") @Schema(nullable = true) @Nullable
            Double eventsPerSecond,

            @JsonProperty("active_now") @Schema(nullable = true) @Nullable
            Long activeNow,

            @JsonProperty("active_now_low") @Schema(nullable = true) @Nullable
            Long activeNowLow,

            @JsonProperty("active_now_high") @Schema(nullable = true) @Nullable
            Long activeNowHigh,

            @JsonProperty("active_now_as_of") @Schema(nullable = true) @Nullable
            String activeNowAsOf) {}
}
