package io.rollcall.standalone.doctor;

import io.rollcall.log.LogBounds;
import io.rollcall.rollup.ShardFence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Judges where the shards stand in a partition of the log: a worker has to be able to go on from there. */
final class FenceExam {
    private static final String RUNBOOK = "docs/guides/operate.md: A stopped partition";

    private FenceExam() {}

    /**
     * @param bounds what the partition holds
     * @param fences of the shards that are applied from it; without a value where there is none
     */
    static List<Finding> findings(int partition, LogBounds bounds, Map<Integer, Optional<ShardFence>> fences) {
        String where = "fences of partition " + partition;
        List<Finding> found = new ArrayList<>();
        List<Integer> without = new ArrayList<>();
        Map<String, List<Integer>> gaps = new TreeMap<>();
        for (Integer shard : new TreeSet<>(fences.keySet())) {
            Optional<ShardFence> fence = fences.getOrDefault(shard, Optional.empty());
            if (fence.isEmpty()) {
                without.add(shard);
            } else {
                long next = fence.get().next();
                bounds.gapAt(next)
                        .ifPresent(gap -> gaps.computeIfAbsent(
                                        "stand at " + next + ", and " + gap.detail(), detail -> new ArrayList<>())
                                .add(shard));
            }
        }
        gaps.forEach(
                (gap, shards) -> found.add(Finding.fault(where, "the shards " + text(shards) + ' ' + gap, RUNBOOK)));
        if (!without.isEmpty() && bounds.end() > 0) {
            found.add(Finding.fault(
                    where,
                    "the shards " + text(without) + " have none, and the partition has records",
                    "is a worker running, with this Redis and this Kafka? It begins where the live window does"));
        }
        return found;
    }

    private static String text(List<Integer> shards) {
        return shards.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
