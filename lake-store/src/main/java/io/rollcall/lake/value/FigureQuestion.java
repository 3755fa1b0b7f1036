package io.rollcall.lake.value;

import io.rollcall.lake.sql.Literal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is asked of a metric of the catalogue.
 *
 * @param from first day
 * @param to last day
 * @param regions {@code *} among them for all together; empty for each region, without {@code *}
 * @param dimensions that are wanted; empty for all
 * @param items that are wanted; empty for all
 * @param measures that are wanted, at least one
 * @param top which rows of each day, region and dimension; empty for all
 * @param own parameters in place of the standard ones; empty for the figures as they were worked out at night
 */
public record FigureQuestion(
        CatalogueMetric metric,
        LocalDate from,
        LocalDate to,
        Set<String> regions,
        Set<String> dimensions,
        Set<String> items,
        List<String> measures,
        Optional<Top> top,
        Own own) {
    private static final int MOST_DAYS = 400;
    private static final int MOST_DAYS_READ = 31;

    public FigureQuestion {
        regions = Set.copyOf(regions);
        dimensions = Set.copyOf(dimensions);
        items = Set.copyOf(items);
        measures = List.copyOf(measures);
        if (top.isPresent() && !measures.contains(top.get().measure())) {
            throw new IllegalArgumentException(top.get().measure() + " is not among the measures " + measures);
        }
    }

    /**
     * The first rows in the order of a measure; those without it come last, equal ones in the order of their items.
     *
     * @param measure one of those that are asked for
     */
    public record Top(String measure, Order order, int rows) {
        /** Which end is the first. */
        public enum Order {
            ASC,
            DESC
        }
    }

    /**
     * A question's own parameters.
     *
     * @param literals by name, each as the engine spells that value
     * @param relations inputs that are no tables: name to query
     * @param daysBefore that the answer needs with these parameters; empty for as many as with the standard ones
     * @param daysAfter likewise
     */
    public record Own(
            Map<String, String> literals,
            Map<String, String> relations,
            OptionalInt daysBefore,
            OptionalInt daysAfter) {
        /** None. */
        public static final Own NONE = new Own(Map.of(), Map.of(), OptionalInt.empty(), OptionalInt.empty());

        public Own {
            literals = Map.copyOf(literals);
            relations = Map.copyOf(relations);
        }
    }

    /** Whether the answer has to be worked out from the days. */
    public boolean isFree() {
        return !own.equals(Own.NONE) || !metric.definition().nightly();
    }

    /** The longest range of days that may be asked for; more for what is stored than for what reads every day anew. */
    public int mostDays() {
        return isFree() && metric.definition().readsDays() ? MOST_DAYS_READ : MOST_DAYS;
    }

    /** The condition on a figure's row. */
    String condition() {
        List<String> conditions = new ArrayList<>();
        conditions.add(regions.isEmpty() ? "region <> '*'" : "region IN (" + literals(regions) + ")");
        conditions.add("dt BETWEEN " + days());
        if (!dimensions.isEmpty()) {
            conditions.add("dimension IN (" + literals(dimensions) + ")");
        }
        if (!items.isEmpty()) {
            conditions.add("item IN (" + literals(items) + ")");
        }
        return String.join(" AND ", conditions);
    }

    /** What follows {@code BETWEEN}. */
    String days() {
        return Literal.of(from) + " AND " + Literal.of(to);
    }

    private static String literals(Set<String> texts) {
        return texts.stream().sorted().map(Literal::of).collect(Collectors.joining(", "));
    }
}
