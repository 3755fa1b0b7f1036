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

    static String pack(Map<String, ShardBatch.Increment> regions) {
        StringBuilder packed = new StringBuilder();
        new TreeMap<>(regions).forEach((region, of) -> {
            Counters counters = of.counters();
            packed.append(of.active() ? "" : "-")
                    .append(region)
                    .append(':')
                    .append(counters.events())
                    .append(',')
                    .append(counters.plays())
                    .append(',')
                    .append(counters.searches())
                    .append(',')
                    .append(counters.browses())
                    .append(',')
                    .append(counters.watchSec())
                    .append(';');
        });
        return packed.toString();
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
