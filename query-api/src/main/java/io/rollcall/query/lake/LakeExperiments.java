package io.rollcall.query.lake;

import io.rollcall.lake.Lake;
import io.rollcall.lake.experiment.ExperimentAsked;
import io.rollcall.lake.experiment.ExperimentFacts;
import io.rollcall.lake.experiment.ExperimentMetric;
import io.rollcall.query.experiment.ExperimentFigures;
import io.rollcall.query.question.DateRange;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** The lake's experiments, which are worked out while the asker waits. */
@Singleton
public class LakeExperiments implements ExperimentFigures {
    private final Lake lake;
    private final OnDemand onDemand;

    public LakeExperiments(Lake lake, ExperimentConfig config) {
        this.lake = lake;
        this.onDemand = new OnDemand("experiments", config.concurrent(), config.rows());
    }

    @Override
    public Optional<ExperimentFacts> facts(String key, DateRange range, Set<ExperimentMetric> metrics) {
        ExperimentAsked asked = new ExperimentAsked(key, range.from(), range.to(), metrics);
        return onDemand.answer(mostRows -> lake.published().experiment(asked, mostRows));
    }
}
