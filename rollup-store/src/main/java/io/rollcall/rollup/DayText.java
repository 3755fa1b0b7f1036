package io.rollcall.rollup;

import java.util.Map;
import java.util.TreeMap;

/** The text inside {@code {sNN}:day:DT}: {@code REGION:measure} to a counter. */
final class DayText {
    private DayText() {}

    static Map<String, DayCounters> parse(Map<String, String> fields) {
        Map<String, DayCounters> day = new TreeMap<>();
        fields.forEach((field, value) -> {
            int colon = field.indexOf(':');
            if (colon > 0) {
                day.merge(
                        field.substring(0, colon),
                        one(field.substring(colon + 1), Long.parseLong(value)),
                        DayCounters::plus);
            }
        });
        return day;
    }

    private static DayCounters one(String measure, long value) {
        return switch (measure) {
            case "dau" -> new DayCounters(value, Counters.ZERO);
            case "events" -> new DayCounters(0, new Counters(value, 0, 0, 0, 0));
            case "play_events" -> new DayCounters(0, new Counters(0, value, 0, 0, 0));
            case "search_events" -> new DayCounters(0, new Counters(0, 0, value, 0, 0));
            case "browse_events" -> new DayCounters(0, new Counters(0, 0, 0, value, 0));
            case "total_watch_time_sec" -> new DayCounters(0, new Counters(0, 0, 0, 0, value));
            default -> throw new IllegalStateException("a counter that this version does not know: " + measure);
        };
    }
}
