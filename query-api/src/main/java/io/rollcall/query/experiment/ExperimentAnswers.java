package io.rollcall.query.experiment;

import io.rollcall.event.Excerpt;
import io.rollcall.lake.experiment.ExperimentFacts;
import io.rollcall.lake.experiment.ExperimentMetric;
import io.rollcall.query.answer.Answer;
import io.rollcall.query.answer.UnpublishedDays;
import io.rollcall.query.experiment.statistics.Analysis;
import io.rollcall.query.experiment.statistics.Analysis.Measured;
import io.rollcall.query.experiment.statistics.Sample;
import io.rollcall.query.experiment.statistics.SampleRatio;
import io.rollcall.query.lake.PublishedLake;
import io.rollcall.query.question.DateRange;
import io.rollcall.query.question.LakeUnavailableException;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers questions about experiments, from published days and open ones: never from the live counters. */
@Singleton
public class ExperimentAnswers {
    private static final String CONTROL = "control";

    private final PublishedLake lake;

    ExperimentAnswers(PublishedLake lake) {
        this.lake = lake;
    }

    /**
     * The answer to a question.
     *
     * @throws RefusalException when there is no such experiment, or the question names variants that it does not have
     * @throws LakeUnavailableException when the lake does not answer
     */
    public Answer answer(ExperimentQuestion question) {
        ExperimentFacts facts = lake.experiment(question.key(), question.range(), question.metrics())
                .orElseThrow(() -> unknown(question, "none of these days is published yet, nor counted so far"));
        if (facts.sizes().isEmpty() && facts.sawSeveral() == 0) {
            throw unknown(
                    question,
                    "an exposure is an event experiment_exposure with properties.experiment and properties.variant,"
                            + " and is known once its day is counted");
        }
        return answer(question, facts);
    }

    private static RefusalException unknown(ExperimentQuestion question, String why) {
        return new RefusalException(
                Refusal.UNKNOWN_EXPERIMENT,
                "nobody saw an experiment '" + Excerpt.of(question.key()) + "' from "
                        + question.range().from() + " to " + question.range().to() + "; " + why);
    }

    private Answer answer(ExperimentQuestion question, ExperimentFacts facts) {
        SortedMap<String, Double> weights = weights(question, facts);
        SortedMap<String, Long> sizes = new TreeMap<>(facts.sizes());
        weights.keySet().forEach(variant -> sizes.putIfAbsent(variant, 0L));
        Optional<String> control = control(question, sizes);
        Analysis analysis = Analysis.of(sizes, weights, control.orElse(CONTROL), measured(question, facts));
        ExperimentRows rows = new ExperimentRows(facts, analysis);
        return new Answer(
                head(question, facts, control, analysis), rows.columns(), unpublished(question.range()), writer -> {
                    for (List<@Nullable Object> row : rows.of(question.metrics(), inOrder(control, sizes))) {
                        writer.write(row);
                    }
                });
    }

    private UnpublishedDays unpublished(DateRange range) {
        return lake.now().uncounted(range);
    }

    private static Map<String, @Nullable Object> head(
            ExperimentQuestion question, ExperimentFacts facts, Optional<String> control, Analysis analysis) {
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        head.put("experiment", question.key());
        head.put("definition_version", facts.definitionVersion());
        head.put("additive", false);
        head.put("from", question.range().from().toString());
        head.put("to", facts.lastDay().toString());
        head.put("control", control.orElse(null));
        head.put("excluded_profiles", facts.sawSeveral());
        head.put(
                "srm",
                analysis.sampleRatio().map(ExperimentAnswers::sampleRatio).orElse(null));
        return head;
    }

    /** The test for a sample ratio mismatch. */
    private static Map<String, Object> sampleRatio(SampleRatio ratio) {
        Map<String, Object> test = new LinkedHashMap<>();
        test.put("chi_square", ratio.chiSquare());
        test.put("degrees_of_freedom", ratio.degreesOfFreedom());
        test.put("p_value", ratio.pValue());
        test.put("threshold", SampleRatio.THRESHOLD);
        test.put("mismatch", ratio.isMismatch());
        return test;
    }

    /**
     * The weights of the variants as asked, or equal ones; a variant that was seen must have one, one that was never
     * seen is one of nobody.
     */
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
                        "weights say nothing of variant '" + Excerpt.of(variant) + "'; name all of "
                                + names(facts.sizes()));
            }
        });
        return question.weights();
    }

    private static Optional<String> control(ExperimentQuestion question, SortedMap<String, Long> sizes) {
        question.control().filter(variant -> !sizes.containsKey(variant)).ifPresent(variant -> {
            throw new RefusalException(
                    Refusal.INVALID_PARAMETER,
                    "the experiment has no variant '" + Excerpt.of(variant) + "'; there are " + names(sizes));
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
