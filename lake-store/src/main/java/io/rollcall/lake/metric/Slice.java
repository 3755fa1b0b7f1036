package io.rollcall.lake.metric;

import io.rollcall.lake.sql.Condition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The events that count, and by what answers are broken down. A filtered metric is the metric of the events that pass; a breakdown
 * is one filtered metric for each value.
 *
 * @param wanted the values of facets of which an event has to have one each
 * @param filters that an event has to pass beside those
 * @param groups whose values have rows of their own
 */
public record Slice(Map<Facet, Set<String>> wanted, List<EventFilter> filters, List<Facet> groups) {
    /** All events, together. */
    public static final Slice WHOLE = new Slice(Map.of(), List.of());

    public Slice {
        wanted = Map.copyOf(wanted);
        filters = List.copyOf(filters);
        groups = List.copyOf(groups);
    }

    /** Filtered by facets alone. */
    public Slice(Map<Facet, Set<String>> wanted, List<Facet> groups) {
        this(wanted, List.of(), groups);
    }

    /**
     * Makes sure that there are the events that it names.
     *
     * @throws UnknownEventNameException when there is one that nobody knows
     */
    public void requireKnown(EventNames events) {
        events.require(EventFilter.EVENT_NAME, EventFilter.names(filters));
    }

    /** Tells whether several regions are one. */
    public boolean unitesRegions() {
        return filters.stream().anyMatch(EventFilter.InRegions.class::isInstance);
    }

    /** Tells whether that is the metric as it is: of all events, together. */
    public boolean isWhole() {
        return wanted.isEmpty() && filters.isEmpty() && groups.isEmpty();
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
        return new Slice(narrowed, filters, List.of());
    }

    /** The condition on an event. */
    public String condition() {
        List<String> conditions = new ArrayList<>();
        wanted.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(facet -> conditions.add(facet.getKey().condition(facet.getValue())));
        filters.forEach(filter -> conditions.add(filter.condition()));
        return conditions.isEmpty() ? "true" : Condition.all(conditions);
    }
}
