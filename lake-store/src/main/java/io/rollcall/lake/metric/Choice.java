package io.rollcall.lake.metric;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A choice of the rows of a metric that are wanted, and of their order. Choices add up in any order.
 *
 * @param dimensions that are wanted; empty for all
 * @param items that are wanted; empty for all
 * @param ranking another order than the metric's own
 * @param limit rows of each day, region and dimension; empty for all
 */
public record Choice(Set<String> dimensions, Set<String> items, Optional<Ranking> ranking, OptionalInt limit) {
    static final Choice ALL = new Choice(Set.of(), Set.of(), Optional.empty(), OptionalInt.empty());

    public Choice {
        dimensions = Set.copyOf(dimensions);
        items = Set.copyOf(items);
    }

    static Choice dimension(String wanted) {
        return new Choice(Set.of(wanted), Set.of(), Optional.empty(), OptionalInt.empty());
    }

    static Choice items(Collection<String> wanted) {
        return new Choice(Set.of(), Set.copyOf(wanted), Optional.empty(), OptionalInt.empty());
    }

    static Choice ranked(Ranking order) {
        return new Choice(Set.of(), Set.of(), Optional.of(order), OptionalInt.empty());
    }

    static Choice first(int rows) {
        return new Choice(Set.of(), Set.of(), Optional.empty(), OptionalInt.of(rows));
    }

    /**
     * The choice that both make together.
     *
     * @throws IllegalArgumentException when both say an order or a limit
     */
    Choice and(Choice other) {
        if ((ranking.isPresent() && other.ranking.isPresent()) || (limit.isPresent() && other.limit.isPresent())) {
            throw new IllegalArgumentException("an order or a limit is chosen twice");
        }
        return new Choice(
                union(dimensions, other.dimensions),
                union(items, other.items),
                ranking.or(() -> other.ranking),
                limit.isPresent() ? limit : other.limit);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }
}
