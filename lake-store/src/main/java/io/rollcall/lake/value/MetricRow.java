package io.rollcall.lake.value;

import io.rollcall.lake.day.DayStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of one day, region and item, of whatever metric.
 *
 * @param region {@code *} for all
 * @param groups the values of what the answer is broken down by, in order
 * @param complete whether all days of its interval are asked for, over and counted; null where rows are about days
 * @param dimension what is broken down, and {@code item} which part of it; empty where a metric has none
 * @param labels of the item, in the order of their columns; null where nothing is known of it
 * @param values by the name of the measure's column, counts as whole numbers; null where one cannot be said
 * @param status the worst of the days that they are worked out from
 * @param asOf everything received up to then is in them
 * @param definitionVersion of the definition that they were worked out by
 */
public record MetricRow(
        LocalDate dt,
        String region,
        List<String> groups,
        @Nullable Boolean complete,
        String dimension,
        String item,
        List<@Nullable String> labels,
        Map<String, @Nullable Double> values,
        DayStatus status,
        Instant asOf,
        int definitionVersion) {
    public MetricRow {
        groups = List.copyOf(groups);
        labels = Collections.unmodifiableList(new ArrayList<>(labels));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
