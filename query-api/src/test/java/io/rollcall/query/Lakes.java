package io.rollcall.query;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rollcall.lake.Lake;
import io.rollcall.query.lake.AnswersConfig;
import io.rollcall.query.lake.ExperimentConfig;
import io.rollcall.query.lake.FreeConfig;
import io.rollcall.query.lake.PublishedLake;
import io.rollcall.query.lake.RowBudget;
import java.time.Duration;

/** A lake for questions, without an application around it. */
public final class Lakes {
    private static final int CONCURRENT = 2;

    private Lakes() {}

    /** One whose work on demand may read so many rows, and whose answers may have so many; it keeps none. */
    public static PublishedLake published(Lake lake, long mostRows, RowBudget budget) {
        return published(lake, mostRows, budget, 0, new SimpleMeterRegistry());
    }

    /** The same, which keeps rows of small answers and counts them. */
    public static PublishedLake published(Lake lake, long mostRows, RowBudget budget, int kept, MeterRegistry metrics) {
        return new PublishedLake(
                lake, budget, new Limits(mostRows, kept), new Free(mostRows), new Experiments(mostRows), metrics);
    }

    public static PublishedLake published(Lake lake, long mostRows) {
        return published(lake, mostRows, new RowBudget(1_000_000));
    }

    private record Limits(long most, int kept) implements AnswersConfig {
        @Override
        public int rows() {
            return (int) most;
        }

        @Override
        public int concurrent() {
            return CONCURRENT;
        }

        @Override
        public int kept() {
            return kept;
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(1);
        }
    }

    private record Free(long rows) implements FreeConfig {
        @Override
        public int concurrent() {
            return 1;
        }
    }

    private record Experiments(long rows) implements ExperimentConfig {
        @Override
        public int concurrent() {
            return 1;
        }
    }
}
