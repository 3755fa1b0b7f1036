package io.rollcall.lake.bronze;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The position on the log up to which bronze has it.
 *
 * @param topic that the offsets belong to; {@link Topic#NONE} as long as nothing was archived
 * @param partitions by number; a partition of which nothing was archived yet is not there
 */
public record ArchivePosition(Topic topic, Map<Integer, Reached> partitions) {
    /** The position of a bronze without anything. */
    public static final ArchivePosition NONE = new ArchivePosition(Topic.NONE, Map.of());

    /**
     * A topic as it was when it was last archived.
     *
     * @param id its own, which a topic made anew under the same name does not share
     * @param partitions how many it has
     */
    public record Topic(String id, int partitions) {
        /** No topic at all. */
        public static final Topic NONE = new Topic("", 0);
    }

    /**
     * The position up to which a partition is archived.
     *
     * @param offset the next one to archive
     * @param asOfMillis everything received up to then is archived; 0 as long as that cannot be said
     */
    public record Reached(long offset, long asOfMillis) {}

    public ArchivePosition {
        partitions = Map.copyOf(partitions);
    }

    /** The position up to which a partition is archived, if anything of it was. */
    public Optional<Reached> of(int partition) {
        return Optional.ofNullable(partitions.get(partition));
    }

    /** The time up to which everything is archived, in every partition of the topic; 0 when that cannot be said. */
    public long asOfMillis() {
        return IntStream.range(0, topic.partitions())
                .mapToLong(partition -> of(partition).map(Reached::asOfMillis).orElse(0L))
                .min()
                .orElse(0);
    }

    /** This position with some partitions moved. */
    public ArchivePosition with(Topic in, Map<Integer, Reached> moved) {
        Map<Integer, Reached> all = new TreeMap<>(partitions);
        all.putAll(moved);
        return new ArchivePosition(in, all);
    }
}
