package io.rollcall.query.experiment;

import io.rollcall.lake.experiment.ExperimentFacts;
import io.rollcall.lake.experiment.ExperimentMetric;
import io.rollcall.query.experiment.statistics.Analysis;
import io.rollcall.query.experiment.statistics.Analysis.Measured;
import io.rollcall.query.experiment.statistics.Sample;
import io.rollcall.query.question.LakeUnavailableException;
import io.rollcall.query.question.Parameters;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers questions about experiments, from published days alone. */
@Singleton
public class Experiments {
    private static final String CONTROL = "control";

    private final ExperimentFigures figures;

    Experiments(ExperimentFigures figures) {
        this.figures = figures;
    }

    /**
     * The answer to a question.
     *
     * @throws RefusalException when there is no such experiment, or the question names variants that it does not have
     * @throws LakeUnavailableException when the lake does not answer
     */
    public ExperimentAnswer answer(ExperimentQuestion question) {
        ExperimentFacts facts = figures.facts(question.key(), question.range(), question.metrics())
                .orElseThrow(() -> unknown(question, "none of these days is published yet"));
        if (facts.sizes().isEmpty() && facts.sawSeveral() == 0) {
            throw unknown(
                    question,
                    "an exposure is an event experiment_exposure with properties.experiment and properties.variant,"
                            + " and is known once its day is published");
        }
        return answer(question, facts);
    }

    private static RefusalException unknown(ExperimentQuestion question, String why) {
        return new RefusalException(
                Refusal.UNKNOWN_EXPERIMENT,
                "nobody saw an experiment '" + Parameters.excerpt(question.key()) + "' from "
                        + question.range().from() + " to " + question.range().to() + "; " + why);
    }

    private static ExperimentAnswer answer(ExperimentQuestion question, ExperimentFacts facts) {
        SortedMap<String, Double> weights = weights(question, facts);
        SortedMap<String, Long> sizes = new TreeMap<>(facts.sizes());
        weights.keySet().forEach(variant -> sizes.putIfAbsent(variant, 0L));
        Optional<String> control = control(question, sizes);
        Analysis analysis = Analysis.of(sizes, weights, control.orElse(CONTROL), measured(question, facts));
        ExperimentRows rows = new ExperimentRows(facts, analysis);
        return new ExperimentAnswer(
                question.key(),
                facts.definitionVersion(),
                false,
                question.range().from().toString(),
                facts.lastDay().toString(),
                control.orElse(null),
                facts.sawSeveral(),
                sampleRatio(analysis),
                rows.columns(),
                rows.of(question.metrics(), inOrder(control, sizes)));
    }

    private static ExperimentAnswer.@Nullable Srm sampleRatio(Analysis analysis) {
        return analysis.sampleRatio().map(ExperimentAnswer.Srm::of).orElse(null);
    }

    /** As asked, or equal; a variant that was seen must have one, one that was never seen is one of nobody. */
    private static SortedMap<String, Double> weights(ExperimentQuestion question, ExperimentFacts facts) {
        if (question.weights().isEmpty()) {
            SortedMap<String, Double> equal = new TreeMap<>();
            facts.sizes().keySet().forEach(variant -> equal.put(variant, 1.0));
            return equal;
        }
        facts.sizes().keySet().forEach(variant -> {
            if (!question.weights().containsKey(variant)) {
                throw new RefusalException(
                        Refusal.INVALID_PARAMETER,
                        "weights say nothing of variant '" + Parameters.excerpt(variant) + "'; name all of "
                                + names(facts.sizes()));
            }
        });
        return question.weights();
    }

    private static Optional<String> control(ExperimentQuestion question, SortedMap<String, Long> sizes) {
        question.control().filter(variant -> !sizes.containsKey(variant)).ifPresent(variant -> {
            throw new RefusalException(
                    Refusal.INVALID_PARAMETER,
                    "the experiment has no variant '" + Parameters.excerpt(variant) + "'; there are " + names(sizes));
        });
        Optional<String> first = sizes.keySet().stream().findFirst();
        return question.control().or(() -> sizes.containsKey(CONTROL) ? Optional.of(CONTROL) : first);
    }

    private static String names(Map<String, Long> sizes) {
        return String.join(", ", sizes.keySet());
    }

    private static List<String> inOrder(Optional<String> control, SortedMap<String, Long> sizes) {
        List<String> variants = new ArrayList<>(control.stream().toList());
        sizes.keySet().stream().filter(variant -> !variants.contains(variant)).forEach(variants::add);
        return variants;
    }

    private static List<Measured> measured(ExperimentQuestion question, ExperimentFacts facts) {
        List<Measured> metrics = new ArrayList<>();
        for (ExperimentMetric metric : question.metrics()) {
            SortedMap<String, Sample> variants = new TreeMap<>();
            facts.sums().stream()
                    .filter(sums -> sums.metric() == metric)
                    .forEach(sums -> variants.put(sums.variant(), sample(sums)));
            metrics.add(new Measured(metric.id(), ExperimentRows.test(metric), variants));
        }
        return metrics;
    }

    private static Sample sample(ExperimentFacts.Sums sums) {
        return new Sample(sums.profiles(), sums.ySum(), sums.ySquares(), sums.xSum(), sums.xSquares(), sums.products());
    }
}
