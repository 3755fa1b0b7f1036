package io.rollcall.lake.metric;

import io.rollcall.event.Regions;
import io.rollcall.lake.sql.Condition;
import java.util.Set;

/**
 * The regions that a question asks for.
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

    /** Tells whether {@code *} is among them, which is a count of its own and not a sum. */
    public boolean includesTotal() {
        return regions.contains(Regions.ALL);
    }

    /** Tells whether any is among them but {@code *}. */
    public boolean includesSingle() {
        return every || regions.stream().anyMatch(region -> !region.equals(Regions.ALL));
    }

    /** The condition on a row's {@code region}. */
    public String condition() {
        if (every) {
            return includesTotal() ? Condition.isThere("region") : Condition.isNot("region", Regions.ALL);
        }
        return Condition.isOneOf("region", regions);
    }
}
