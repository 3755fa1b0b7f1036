package io.rollcall.lake.metric;

import io.rollcall.event.Regions;
import io.rollcall.lake.sql.Literal;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The regions asked for.
 *
 * @param regions the codes, {@code *} among them when it was asked for
 * @param every every region there is, whatever {@code regions} says
 */
public record RegionChoice(Set<String> regions, boolean every) {
    /** Each region, without {@code *}. */
    public static final RegionChoice EVERY = new RegionChoice(Set.of(), true);

    /** {@code *} alone. */
    public static final RegionChoice TOTAL = new RegionChoice(Set.of(Regions.ALL), false);

    /** Each region, and {@code *}. */
    public static final RegionChoice EVERY_AND_TOTAL = new RegionChoice(Set.of(Regions.ALL), true);

    public RegionChoice {
        regions = Set.copyOf(regions);
    }

    public static RegionChoice of(Set<String> regions) {
        return new RegionChoice(regions, false);
    }

    public boolean includes(String region) {
        return regions.contains(region) || (every && !region.equals(Regions.ALL));
    }

    /** Whether {@code *} is among them, which is a count of its own and not a sum. */
    public boolean includesTotal() {
        return regions.contains(Regions.ALL);
    }

    /** Whether any is among them but {@code *}. */
    public boolean includesSingle() {
        return every || regions.stream().anyMatch(region -> !region.equals(Regions.ALL));
    }

    /** The condition on a row's {@code region}. */
    public String condition() {
        if (every) {
            return includesTotal() ? "region IS NOT NULL" : "region <> " + Literal.of(Regions.ALL);
        }
        return "region IN (" + regions.stream().sorted().map(Literal::of).collect(Collectors.joining(", ")) + ")";
    }
}
