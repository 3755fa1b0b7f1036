package io.rollcall.benchmarks.gateway;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/** Events as an app sends them, some 300 bytes of JSON each; the same seed makes the same ones, but for their time. */
final class SampleEvents {
    private static final long SEED = 20_261_122;
    private static final int PROFILES = 50_000;
    private static final int TITLES = 4_000;
    private static final List<String> REGIONS = List.of("US", "BR", "IN", "DE", "JP", "MX", "FR", "GB");
    private static final List<String> PLATFORMS = List.of("tv", "mobile", "web", "console");
    private static final List<String> NAMES =
            List.of("heartbeat", "heartbeat", "heartbeat", "browse", "browse", "play", "stop", "search", "app_start");

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Instant now;

    private SampleEvents(Instant now) {
        this.now = now;
    }

    /** So many, of the last minute. */
    static List<String> make(int count, Instant now) {
        // Milliseconds, as browsers and phones write them.
        SampleEvents events = new SampleEvents(now.truncatedTo(ChronoUnit.MILLIS));
        return IntStream.range(0, count).mapToObj(index -> events.one()).toList();
    }

    private String one() {
        int profile = 1 + random.nextInt(PROFILES);
        return String.format(
                Locale.ROOT,
                "{\"event_id\":\"%s\",\"profile_id\":%d,\"account_id\":%d,\"event_name\":\"%s\",\"event_time\":\"%s\","
                        + "\"region\":\"%s\",\"title_id\":%d,\"platform\":\"%s\",\"app_version\":\"5.12.0\","
                        + "\"device_id\":\"device-%08x\",\"session_id\":\"%s\"}",
                uuid(),
                profile,
                profile / 3 + 1,
                oneOf(NAMES),
                now.minusMillis(random.nextInt(60_000)),
                oneOf(REGIONS),
                1 + random.nextInt(TITLES),
                oneOf(PLATFORMS),
                profile * 31,
                uuid());
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
