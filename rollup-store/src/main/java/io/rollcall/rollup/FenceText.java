package io.rollcall.rollup;

import java.util.List;
import java.util.Map;

/** The text inside {@code {sNN}:fence} and {@code {sNN}:ledger}: {@code TOPIC_ID:PARTITION} and, behind a colon, what is said of it. */
final class FenceText {
    static final String EPOCH = ":epoch";
    static final String AS_OF = ":as_of";
    static final String PARTITIONS = ":partitions";
    private static final String SINCE = ":since";

    private FenceText() {}

    /** The shard's freshness: as old as the oldest of its partitions. */
    static Freshness freshness(Map<String, String> fence) {
        if (fence.isEmpty()) {
            return new Freshness(0, Long.MAX_VALUE);
        }
        long asOf = Long.MAX_VALUE;
        long since = 0;
        for (Map.Entry<String, String> field : fence.entrySet()) {
            if (isPartition(field.getKey())) {
                asOf = Math.min(asOf, number(fence, field.getKey() + AS_OF));
                since = Math.max(since, number(fence, field.getKey() + SINCE));
            }
        }
        return new Freshness(asOf, since);
    }

    /** Says where the shard stands in each of its partitions. */
    static List<ShardFence> fences(int shard, Map<String, String> fence) {
        return fence.entrySet().stream()
                .filter(field -> isPartition(field.getKey()))
                .map(field -> new ShardFence(
                        shard,
                        FenceField.parse(field.getKey()),
                        Long.parseLong(field.getValue()),
                        Integer.parseInt(fence.getOrDefault(field.getKey() + EPOCH, "-1")),
                        number(fence, field.getKey() + AS_OF),
                        Math.toIntExact(number(fence, field.getKey() + PARTITIONS))))
                .toList();
    }

    static Ledger ledger(Map<String, String> fields) {
        return new Ledger(
                sum(fields, ":counted"),
                sum(fields, ":duplicate"),
                sum(fields, ":late"),
                sum(fields, ":unreadable"),
                sum(fields, ":erased"));
    }

    private static boolean isPartition(String field) {
        return field.indexOf(':') == field.lastIndexOf(':');
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, "0"));
    }

    private static long sum(Map<String, String> fields, String suffix) {
        return fields.entrySet().stream()
                .filter(field -> field.getKey().endsWith(suffix))
                .mapToLong(field -> Long.parseLong(field.getValue()))
                .sum();
    }
}
