package io.rollcall.query.lake;

import io.rollcall.lake.EventsDroppedException;
import io.rollcall.lake.ExperimentFacts;
import io.rollcall.lake.ExperimentMetric;
import io.rollcall.lake.Lake;
import io.rollcall.query.DateRange;
import io.rollcall.query.ExperimentFigures;
import io.rollcall.query.LakeUnavailableException;
import io.rollcall.query.Refusal;
import io.rollcall.query.RefusalException;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** The lake's experiments. */
@Singleton
public class LakeExperiments implements ExperimentFigures {
    private final Lake lake;

    public LakeExperiments(Lake lake) {
        this.lake = lake;
    }

    @Override
    public Optional<ExperimentFacts> facts(String key, DateRange range, Set<ExperimentMetric> metrics) {
        try {
            return lake.published().experiment(key, range.from(), range.to(), metrics);
        } catch (EventsDroppedException dropped) {
            throw new RefusalException(
                    Refusal.EVENTS_NOT_KEPT,
                    dropped.getMessage() + "; ask from " + dropped.lastDropped().plusDays(1) + " on");
        } catch (RuntimeException failed) {
            throw new LakeUnavailableException(failed);
        }
    }
}
