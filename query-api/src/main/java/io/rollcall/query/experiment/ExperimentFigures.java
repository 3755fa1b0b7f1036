package io.rollcall.query.experiment;

import io.rollcall.lake.experiment.ExperimentFacts;
import io.rollcall.lake.experiment.ExperimentMetric;
import io.rollcall.query.question.DateRange;
import io.rollcall.query.question.LakeUnavailableException;
import io.rollcall.query.question.RefusalException;
import java.util.Optional;
import java.util.Set;

/** What the published days say of experiments. */
public interface ExperimentFigures {
    /**
     * The sums of an experiment over the published days of a range; nothing when none of them is published.
     *
     * @throws LakeUnavailableException when the lake does not answer
     * @throws RefusalException when it does not keep the events of these days any more, when the answer would cost too much, or
     *     as many others are being worked out as may be
     */
    Optional<ExperimentFacts> facts(String key, DateRange range, Set<ExperimentMetric> metrics);
}
