package io.rollcall.query.experiment;

import io.rollcall.lake.experiment.ExperimentFacts;
import io.rollcall.lake.experiment.ExperimentMetric;
import io.rollcall.query.answer.Method;
import io.rollcall.query.answer.Status;
import io.rollcall.query.experiment.statistics.Analysis;
import io.rollcall.query.experiment.statistics.Analysis.Comparison;
import io.rollcall.query.experiment.statistics.Analysis.Finding;
import io.rollcall.query.experiment.statistics.Analysis.Reduced;
import io.rollcall.query.experiment.statistics.Effect;
import io.rollcall.query.experiment.statistics.SampleRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an answer about an experiment. Their last column but three is {@code verdict}; where the profiles are not shared
 * out as meant there is none, and {@code no_verdict} in its place says why.
 */
public record ExperimentRows(ExperimentFacts facts, Analysis analysis) {
    private static final String MISMATCH = "sample_ratio_mismatch";

    private static final List<String> NUMBERS = List.of(
            "metric",
            "test",
            "variant",
            "size",
            "profiles",
            "mean",
            "difference",
            "low",
            "high",
            "p_value",
            "p_value_holm",
            "cuped_difference",
            "cuped_low",
            "cuped_high",
            "cuped_p_value",
            "cuped_p_value_holm",
            "variance_reduction");
    private static final List<String> PROVENANCE = List.of("status", "method", "as_of");

    List<String> columns() {
        List<String> columns = new ArrayList<>(NUMBERS);
        columns.add(isMismatch() ? "no_verdict" : "verdict");
        columns.addAll(PROVENANCE);
        return List.copyOf(columns);
    }

    private boolean isMismatch() {
        return analysis.sampleRatio().filter(SampleRatio::isMismatch).isPresent();
    }

    /** A row for each metric and variant; a variant none of whose values is known yet has one, too. */
    List<List<@Nullable Object>> of(Iterable<ExperimentMetric> metrics, List<String> variants) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (ExperimentMetric metric : metrics) {
            for (String variant : variants) {
                rows.add(row(metric, variant));
            }
        }
        return rows;
    }

    private List<@Nullable Object> row(ExperimentMetric metric, String variant) {
        Optional<Finding> finding = analysis.findings().stream()
                .filter(one -> one.metric().equals(metric.id()) && one.variant().equals(variant))
                .findFirst();
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(metric.id());
        cells.add(word(test(metric)));
        cells.add(variant);
        cells.add(facts.sizes().getOrDefault(variant, 0L));
        cells.add(finding.map(one -> one.sample().size()).orElse(0L));
        cells.add(finding.map(one -> one.sample().mean()).orElse(null));
        compared(cells, finding.flatMap(Finding::against));
        cells.add(Status.of(facts.status()).word());
        cells.add(Method.EXACT.word());
        cells.add(facts.asOf().toString());
        return cells;
    }

    private void compared(List<@Nullable Object> cells, Optional<Comparison> against) {
        Optional<Effect> effect = against.map(Comparison::effect);
        cells.add(effect.map(Effect::difference).orElse(null));
        cells.add(effect.map(Effect::low).orElse(null));
        cells.add(effect.map(Effect::high).orElse(null));
        cells.add(effect.map(Effect::pValue).orElse(null));
        cells.add(against.map(Comparison::adjusted).orElse(null));
        Optional<Reduced> cuped = against.flatMap(Comparison::cuped);
        Optional<Effect> reduced = cuped.map(Reduced::effect);
        cells.add(reduced.map(Effect::difference).orElse(null));
        cells.add(reduced.map(Effect::low).orElse(null));
        cells.add(reduced.map(Effect::high).orElse(null));
        cells.add(reduced.map(Effect::pValue).orElse(null));
        cells.add(cuped.map(Reduced::adjusted).orElse(null));
        cells.add(cuped.map(Reduced::varianceReduction).orElse(null));
        if (isMismatch()) {
            cells.add(MISMATCH);
        } else {
            cells.add(against.flatMap(Comparison::verdict)
                    .map(ExperimentRows::word)
                    .orElse(null));
        }
    }

    /** The test that suits the metric. */
    static Analysis.Test test(ExperimentMetric metric) {
        return switch (metric.kind()) {
            case MEAN -> Analysis.Test.WELCH_T;
            case PROPORTION -> Analysis.Test.TWO_PROPORTION_Z;
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
