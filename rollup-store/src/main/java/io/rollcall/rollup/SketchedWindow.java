package io.rollcall.rollup;

import java.util.Map;
import java.util.TreeMap;

/**
 * The counts that the sketches give for a window of days, by region.
 *
 * @param counted distinct profiles that were counted
 * @param most the same with those whose activity came too late to be counted; of the regions that had such
 */
public record SketchedWindow(Map<String, DistinctCount> counted, Map<String, DistinctCount> most) {
    public SketchedWindow {
        counted = Map.copyOf(counted);
        most = Map.copyOf(most);
    }

    /** The estimates of what was counted. */
    public Map<String, Estimate> estimates() {
        Map<String, Estimate> estimates = new TreeMap<>();
        counted.forEach((region, count) -> estimates.put(region, Estimate.of(count)));
        return estimates;
    }

    /** The same estimates, each reaching as far as may be true: who came too late was there, and nobody knows yet that it was. */
    public Map<String, Estimate> reached(Map<String, Estimate> estimates) {
        Map<String, Estimate> reached = new TreeMap<>(estimates);
        most.forEach((region, all) -> reached.computeIfPresent(
                region, (same, estimate) -> estimate.reaching(counted.getOrDefault(region, DistinctCount.ZERO), all)));
        return reached;
    }
}
