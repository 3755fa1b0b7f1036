package io.rollcall.query.lake;

import io.rollcall.lake.ExperimentAsked;
import io.rollcall.lake.ExperimentFacts;
import io.rollcall.lake.ExperimentMetric;
import io.rollcall.lake.Lake;
import io.rollcall.lake.TooCostlyException;
import io.rollcall.query.DateRange;
import io.rollcall.query.ExperimentFigures;
import io.rollcall.query.LakeUnavailableException;
import io.rollcall.query.Refusal;
import io.rollcall.query.RefusalException;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** The lake's experiments, which are worked out while the asker waits. */
@Singleton
public class LakeExperiments implements ExperimentFigures {
    private final Lake lake;
    private final long mostRows;
    private final Semaphore free;

    public LakeExperiments(Lake lake, ExperimentConfig config) {
        this.lake = lake;
        this.mostRows = config.rows();
        this.free = new Semaphore(config.concurrent());
    }

    @Override
    public Optional<ExperimentFacts> facts(String key, DateRange range, Set<ExperimentMetric> metrics) {
        if (!free.tryAcquire()) {
            throw new RefusalException(
                    Refusal.TOO_MANY_QUESTIONS,
                    "as many experiments are being worked out as may be at a time; ask again soon");
        }
        try {
            return facts(new ExperimentAsked(key, range.from(), range.to(), metrics));
        } finally {
            free.release();
        }
    }

    private Optional<ExperimentFacts> facts(ExperimentAsked asked) {
        try {
            return lake.published().experiment(asked, mostRows);
        } catch (TooCostlyException costly) {
            throw new RefusalException(Refusal.QUESTION_TOO_COSTLY, String.valueOf(costly.getMessage()));
        } catch (RuntimeException failed) {
            throw new LakeUnavailableException(failed);
        }
    }
}
