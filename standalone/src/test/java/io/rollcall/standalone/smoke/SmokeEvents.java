package io.rollcall.standalone.smoke;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Batches of 500 events, all of one day: 100 profiles, 25 a region, each start the app, browse, search, play for a minute and
 * stop. Every second batch has the profiles of the one before it.
 */
record SmokeEvents(Instant time) {
    static final int PROFILES = 100;
    static final List<String> REGIONS = List.of("US", "BR", "DE", "IN");
    static final int PLAYED_SEC = 60;

    private static final List<String> STEPS = List.of("app_start", "browse", "search", "play", "stop");

    static final int EVENTS = PROFILES * STEPS.size();

    static SmokeEvents now() {
        return new SmokeEvents(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    LocalDate dt() {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /** One batch as NDJSON; the first has number 1. */
    String batch(int number) {
        return IntStream.range(0, PROFILES)
                .mapToObj(person -> profile(number, (number + 1) / 2 * PROFILES + person))
                .collect(Collectors.joining());
    }

    /** Different profiles in the first batches. */
    static int profiles(int batches) {
        return (batches + 1) / 2 * PROFILES;
    }

    /** A profile of the first batch in a region that is nobody else's. */
    String traveller() {
        return "{\"event_id\":\"t1\",\"profile_id\":" + PROFILES
                + ",\"event_name\":\"browse\",\"region\":\"JP\",\"event_time\":\"" + time + "\"}\n";
    }

    /** An event that no gateway takes. */
    String fromNowhere() {
        return "{\"profile_id\":1,\"event_name\":\"browse\",\"region\":\"XX\",\"event_time\":\"" + time + "\"}\n";
    }

    private String profile(int batch, int id) {
        StringBuilder lines = new StringBuilder();
        for (String step : STEPS) {
            lines.append("{\"event_id\":\"b%d-%d-%s\",\"profile_id\":%d,\"region\":\"%s\",\"event_name\":\"%s\""
                    .formatted(batch, id, step, id, REGIONS.get(id % REGIONS.size()), step));
            lines.append(step.equals("play") ? ",\"duration_sec\":" + PLAYED_SEC + ",\"title_id\":7" : "");
            lines.append(",\"event_time\":\"").append(time).append("\"}\n");
        }
        return lines.toString();
    }
}
