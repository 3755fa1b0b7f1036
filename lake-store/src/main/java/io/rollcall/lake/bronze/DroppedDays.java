package io.rollcall.lake.bronze;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The days whose raw events were dropped, as properties of bronze: {@code rollcall.dropped.2024-01 = 1 2 31}. Set in the step
 * that drops them, and never taken back: what comes for such a day later is a remnant, not the day.
 */
public final class DroppedDays {
    private static final String PREFIX = "rollcall.dropped.";

    private DroppedDays() {}

    public static SortedSet<LocalDate> read(Map<String, String> properties) {
        SortedSet<LocalDate> days = new TreeSet<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                YearMonth month = YearMonth.parse(name.substring(PREFIX.length()));
                Arrays.stream(value.split(" ")).forEach(day -> days.add(month.atDay(Integer.parseInt(day))));
            }
        });
        return days;
    }

    /** The properties that hold those days. */
    public static Map<String, String> write(Collection<LocalDate> days) {
        Map<String, String> properties = new HashMap<>();
        new TreeSet<>(days)
                .stream()
                        .collect(Collectors.groupingBy(
                                YearMonth::from,
                                TreeMap::new,
                                Collectors.mapping(
                                        dt -> Integer.toString(dt.getDayOfMonth()), Collectors.joining(" "))))
                        .forEach((month, value) -> properties.put(PREFIX + month, value));
        return properties;
    }
}
