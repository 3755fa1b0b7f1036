package io.rollcall.rollup;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The counters of some days, and up to where on the log they have counted. Shard by shard, the two were read in one step.
 *
 * @param days by day and region, {@code *} included; a day without counters has no regions
 * @param fences of all shards
 */
public record FencedDays(Freshness freshness, Map<LocalDate, Map<String, DayCounters>> days, List<ShardFence> fences) {
    /**
     * Where a shard stands in a partition.
     *
     * @param next the next offset to apply
     */
    public record ShardFence(int shard, FenceField field, long next) {}

    public FencedDays {
        days = Map.copyOf(days);
        fences = List.copyOf(fences);
    }
}
