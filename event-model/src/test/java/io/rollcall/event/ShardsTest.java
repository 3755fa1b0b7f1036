package io.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardsTest {
    private static final int PROFILES = 640_000;

    /** 63 degrees of freedom: a fair spread is above this once in a hundred thousand times. */
    private static final double CHI_SQUARE_LIMIT = 121;

    @ParameterizedTest
    @CsvSource({"1, 36", "2, 37", "42, 47", "1000000, 26", "9223372036854775807, 10"})
    void shardOfAProfileNeverChanges(long profileId, int shard) {
        assertThat(Shards.shardOf(profileId)).isEqualTo(shard);
    }

    @Test
    void profilesSpreadEvenlyHoweverTheirIdsWereMade() {
        Random random = new Random(20_261_122);
        assertThat(chiSquare(index -> index + 1)).as("counted up").isLessThan(CHI_SQUARE_LIMIT);
        assertThat(chiSquare(index -> (index + 1) * 64)).as("in steps of 64").isLessThan(CHI_SQUARE_LIMIT);
        assertThat(chiSquare(index -> (index + 1) << 40)).as("in high bits").isLessThan(CHI_SQUARE_LIMIT);
        assertThat(chiSquare(index -> random.nextLong() >>> 1)).as("by chance").isLessThan(CHI_SQUARE_LIMIT);
    }

    @Test
    void bucketIsNotNegativeAndIndependentOfTheShard() {
        int[] buckets = new int[Shards.COUNT];
        int inShard = 0;
        for (long profile = 1; profile <= PROFILES * 4L; profile++) {
            assertThat(Shards.bucketHash(profile)).isNotNegative();
            if (Shards.shardOf(profile) == 7) {
                buckets[Shards.bucketHash(profile) % Shards.COUNT]++;
                inShard++;
            }
        }
        assertThat(chiSquare(buckets, inShard)).isLessThan(CHI_SQUARE_LIMIT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16, 32, 64})
    void everyPartitionHoldsAsManyShards(int partitions) {
        assertThatCode(() -> Shards.requireDivisor(partitions)).doesNotThrowAnyException();
        int[] shards = new int[partitions];
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            shards[Shards.partitionOf(shard, partitions)]++;
        }
        assertThat(shards).containsOnly(Shards.COUNT / partitions);
    }

    @ParameterizedTest
    @ValueSource(ints = {-8, 0, 3, 12, 63, 65, 128})
    void otherNumbersOfPartitionsAreRefused(int partitions) {
        assertThatThrownBy(() -> Shards.requireDivisor(partitions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64");
    }

    @Test
    void partitionsGrowWithoutTearingAShardApart() {
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            assertThat(Shards.partitionOf(shard, 32) % 8).isEqualTo(Shards.partitionOf(shard, 8));
        }
    }

    private static double chiSquare(LongUnaryOperator profiles) {
        int[] counts = new int[Shards.COUNT];
        for (int index = 0; index < PROFILES; index++) {
            counts[Shards.shardOf(profiles.applyAsLong(index))]++;
        }
        return chiSquare(counts, PROFILES);
    }

    private static double chiSquare(int[] counts, int total) {
        double expected = (double) total / counts.length;
        return Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }
}
