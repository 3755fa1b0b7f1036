package io.rollcall.lake.metric;

import io.rollcall.lake.sql.Literal;
import java.util.HashMap;
import java.util.Map;

/**
 * The literals, relations and further days that a .sql file is given beyond the days that are asked for. Bindings add
 * up in any order.
 *
 * @param literals by parameter of the file, each as the engine spells that value
 * @param relations inputs that are no tables: name to query
 * @param daysBefore that are read before the day a value is about
 * @param daysAfter that are read after it
 */
public record Binding(Map<String, String> literals, Map<String, String> relations, int daysBefore, int daysAfter) {
    static final Binding NONE = new Binding(Map.of(), Map.of(), 0, 0);

    public Binding {
        literals = Map.copyOf(literals);
        relations = Map.copyOf(relations);
    }

    static Binding literal(String name, long number) {
        return new Binding(Map.of(name, Literal.of(number)), Map.of(), 0, 0);
    }

    static Binding literal(String name, String text) {
        return new Binding(Map.of(name, Literal.of(text)), Map.of(), 0, 0);
    }

    static Binding relation(String name, String query) {
        return new Binding(Map.of(), Map.of(name, query), 0, 0);
    }

    static Binding before(int days) {
        return new Binding(Map.of(), Map.of(), days, 0);
    }

    static Binding after(int days) {
        return new Binding(Map.of(), Map.of(), 0, days);
    }

    /**
     * Both: the days that either needs.
     *
     * @throws IllegalArgumentException when both name the same literal or relation
     */
    Binding and(Binding other) {
        return new Binding(
                union(literals, other.literals),
                union(relations, other.relations),
                Math.max(daysBefore, other.daysBefore),
                Math.max(daysAfter, other.daysAfter));
    }

    private static Map<String, String> union(Map<String, String> some, Map<String, String> others) {
        Map<String, String> all = new HashMap<>(some);
        others.forEach((name, value) -> {
            if (all.put(name, value) != null) {
                throw new IllegalArgumentException(name + " is given twice");
            }
        });
        return all;
    }
}
