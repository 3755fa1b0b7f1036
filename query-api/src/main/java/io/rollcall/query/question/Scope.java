package io.rollcall.query.question;

import io.rollcall.event.Regions;
import io.rollcall.lake.metric.RegionChoice;
import java.util.List;
import java.util.stream.Stream;

/** Which distinct counts are wanted: the one over all regions is a count of its own, not a sum. */
public enum Scope {
    /** {@code *} alone. */
    TOTAL,
    /** Every region, without {@code *}. */
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
