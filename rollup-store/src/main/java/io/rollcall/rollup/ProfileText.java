package io.rollcall.rollup;

import java.util.Map;
import java.util.TreeMap;

/**
 * A profile's counters of a day as one short text: {@code US:events,plays,searches,browses,watch_sec;} for each region,
 * with a minus in front where the profile was seen but never active.
 */
final class ProfileText {
    private ProfileText() {}

    static Map<String, Counters> parse(String packed) {
        Map<String, Counters> regions = new TreeMap<>();
        for (String entry : packed.split(";", -1)) {
            if (!entry.isEmpty()) {
                int colon = entry.indexOf(':');
                String region = entry.substring(entry.charAt(0) == '-' ? 1 : 0, colon);
                regions.put(region, counters(entry.substring(colon + 1).split(",", -1)));
            }
        }
        return regions;
    }

    private static Counters counters(String[] numbers) {
        return new Counters(
                Long.parseLong(numbers[0]),
                Long.parseLong(numbers[1]),
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]),
                Long.parseLong(numbers[4]));
    }
}
