package io.rollcall.query.question;

import io.rollcall.event.Regions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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

    public RegionChoice {
        regions = Set.copyOf(regions);
    }

    public static RegionChoice of(Set<String> regions) {
        return new RegionChoice(regions, false);
    }

    public boolean includes(String region) {
        return regions.contains(region) || (every && !region.equals(Regions.ALL));
    }

    /** The counts that have to be read to answer. */
    public List<Scope> scopes() {
        return Stream.of(Scope.values()).filter(this::needs).toList();
    }

    private boolean needs(Scope scope) {
        return switch (scope) {
            case TOTAL -> regions.contains(Regions.ALL);
            case EACH_REGION -> every || regions.stream().anyMatch(region -> !region.equals(Regions.ALL));
        };
    }
}
