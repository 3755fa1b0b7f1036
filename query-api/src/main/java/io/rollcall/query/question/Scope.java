package io.rollcall.query.question;

import io.rollcall.event.Regions;
import io.rollcall.lake.metric.RegionChoice;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of distinct counts that a question wants: the one over all regions is a count of its own, not a sum. */
public enum Scope {
    /** The count of {@code *} alone. */
    TOTAL,
    /** The counts of every region, without {@code *}. */
    EACH_REGION;

    /** The counts that have to be read to answer for some regions. */
    public static List<Scope> of(RegionChoice regions) {
        return Stream.of(values())
                .filter(scope -> scope == TOTAL ? regions.includesTotal() : regions.includesSingle())
                .toList();
    }

    public boolean includes(String region) {
        return region.equals(Regions.ALL) == (this == TOTAL);
    }
}
