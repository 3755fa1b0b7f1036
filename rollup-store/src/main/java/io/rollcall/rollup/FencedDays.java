package io.rollcall.rollup;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counters of some days, and up to where on the log they have counted. Shard by shard, the two were read in one step.
 *
 * @param days by day and region, {@code *} included; a day without counters has no regions
 * @param fences of all shards
 */
public record FencedDays(Freshness freshness, Map<LocalDate, Map<String, DayCounters>> days, List<ShardFence> fences) {
    public FencedDays {
        days = Map.copyOf(days);
        fences = List.copyOf(fences);
    }

    /** The distinct profiles of a day that was read, by region. */
    Map<String, Estimate> actives(LocalDate dt) {
        Map<String, DayCounters> day = days.get(dt);
        if (day == null) {
            throw new IllegalArgumentException(dt + " was not read");
        }
        Map<String, Estimate> actives = new TreeMap<>();
        day.forEach((region, counters) -> actives.put(region, Estimate.exact(counters.dau())));
        return actives;
    }
}
