package io.rollcall.lake.metric;

import io.rollcall.lake.sql.Condition;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The events that count, and by what answers are broken down. A filtered metric is the metric of the events that pass; a breakdown
 * is one filtered metric for each value.
 *
 * @param wanted the values of facets of which an event has to have one each
 * @param groups whose values have rows of their own
 */
public record Slice(Map<Facet, Set<String>> wanted, List<Facet> groups) {
    /** All events, together. */
    public static final Slice WHOLE = new Slice(Map.of(), List.of());

    public Slice {
        wanted = Map.copyOf(wanted);
        groups = List.copyOf(groups);
    }

    /** Tells whether that is the metric as it is: of all events, together. */
    public boolean isWhole() {
        return wanted.isEmpty() && groups.isEmpty();
    }

    /**
     * The part of it with one value of each group.
     *
     * @param values in the order of the groups
     */
    public Slice part(List<String> values) {
        Map<Facet, Set<String>> narrowed = new EnumMap<>(Facet.class);
        narrowed.putAll(wanted);
        for (int group = 0; group < groups.size(); group++) {
            narrowed.put(groups.get(group), Set.of(values.get(group)));
        }
        return new Slice(narrowed, List.of());
    }

    /** The condition on an event. */
    public String condition() {
        return wanted.isEmpty()
                ? "true"
                : Condition.all(wanted.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(facet -> facet.getKey().condition(facet.getValue()))
                        .toList());
    }
}
