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

    /** The fields of a day, none for a counter that nothing was added to. */
    static Map<String, Long> fields(Map<String, DayCounters> day) {
        Map<String, Long> fields = new TreeMap<>();
        day.forEach((region, of) -> {
            Counters counters = of.counters();
            fields.put(region + ":dau", of.dau());
            fields.put(region + ":events", counters.events());
            fields.put(region + ":play_events", counters.plays());
            fields.put(region + ":search_events", counters.searches());
            fields.put(region + ":browse_events", counters.browses());
            fields.put(region + ":total_watch_time_sec", counters.watchSec());
        });
        fields.values().removeIf(value -> value == 0);
        return fields;
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
