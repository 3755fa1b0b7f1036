package io.rollcall.query.experiment.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An experiment judged: every metric of every variant held against the control.
 *
 * @param sampleRatio empty where there is only one variant, or nobody in any
 * @param findings metric by metric; of each the control first, then the other variants in order
 */
public record Analysis(Optional<SampleRatio> sampleRatio, List<Finding> findings) {
    /** An adjusted p-value below it is a difference. */
    private static final double SIGNIFICANT = 0.05;

    public Analysis {
        findings = List.copyOf(findings);
    }

    /** The test by which the values of a metric are compared. */
    public enum Test {
        WELCH_T,
        TWO_PROPORTION_Z
    }

    /**
     * The samples of a metric, by variant.
     *
     * @param variants by name; a variant without a profile whose value is known is missing
     */
    public record Measured(String metric, Test test, SortedMap<String, Sample> variants) {}

    /**
     * A metric of a variant.
     *
     * @param against how it compares with the control; empty for the control, and where one of the two has no values
     */
    public record Finding(String metric, Test test, String variant, Sample sample, Optional<Comparison> against) {}

    /**
     * A variant held against the control.
     *
     * @param adjusted the p-value after Holm's correction over the whole answer
     * @param cuped the same with CUPED; empty where no profile did anything before
     */
    public record Comparison(Effect effect, @Nullable Double adjusted, Optional<Reduced> cuped) {
        /** The verdict that may be reached from the effect without CUPED; empty where there is no p-value. */
        public Optional<Verdict> verdict() {
            return Optional.ofNullable(adjusted)
                    .map(pValue -> pValue >= SIGNIFICANT ? Verdict.NO_DIFFERENCE_SHOWN : direction());
        }

        private Verdict direction() {
            return effect.difference() > 0 ? Verdict.HIGHER : Verdict.LOWER;
        }
    }

    /**
     * The comparison of a variant with the control after CUPED has reduced the variance.
     *
     * @param adjusted the p-value after Holm's correction over those of the answer that have CUPED
     * @param varianceReduction the share of the variance that is gone
     */
    public record Reduced(Effect effect, @Nullable Double adjusted, double varianceReduction) {}

    /** The verdict on a variant that the numbers allow. */
    public enum Verdict {
        HIGHER,
        LOWER,
        NO_DIFFERENCE_SHOWN
    }

    /**
     * Judges an experiment.
     *
     * @param sizes profiles by variant
     * @param weights how the profiles were meant to be shared out, for each variant of the sizes
     * @param control one of the variants
     */
    public static Analysis of(
            SortedMap<String, Long> sizes, Map<String, Double> weights, String control, List<Measured> metrics) {
        List<Finding> findings = metrics.stream()
                .flatMap(metric -> findings(metric, control).stream())
                .toList();
        return new Analysis(sampleRatio(sizes, weights), corrected(findings));
    }

    private static Optional<SampleRatio> sampleRatio(SortedMap<String, Long> sizes, Map<String, Double> weights) {
        boolean anybody = sizes.values().stream().anyMatch(size -> size > 0);
        if (sizes.size() < 2 || !anybody) {
            return Optional.empty();
        }
        List<Double> shares = sizes.keySet().stream()
                .map(variant -> weights.getOrDefault(variant, 0.0))
                .toList();
        return Optional.of(SampleRatio.of(List.copyOf(sizes.values()), shares));
    }

    private static List<Finding> findings(Measured metric, String control) {
        Optional<Cuped> cuped = Cuped.of(metric.variants().values());
        Map<String, Sample> others = new LinkedHashMap<>(metric.variants());
        Optional<Sample> base = Optional.ofNullable(others.remove(control));
        List<Finding> findings = new ArrayList<>();
        base.ifPresent(
                sample -> findings.add(new Finding(metric.metric(), metric.test(), control, sample, Optional.empty())));
        others.forEach((variant, sample) -> findings.add(new Finding(
                metric.metric(),
                metric.test(),
                variant,
                sample,
                base.map(against -> comparison(metric.test(), cuped, against, sample)))));
        return findings;
    }

    private static Comparison comparison(Test test, Optional<Cuped> cuped, Sample control, Sample treatment) {
        Effect effect = switch (test) {
            case WELCH_T -> WelchT.effect(control.average(), treatment.average());
            case TWO_PROPORTION_Z -> TwoProportionZ.effect(control, treatment);
        };
        Optional<Reduced> reduced = effect.pValue() == null
                ? Optional.empty()
                : cuped.map(known -> new Reduced(
                        known.effect(control, treatment), null, known.varianceReduction(control, treatment)));
        return new Comparison(effect, null, reduced);
    }

    /** Corrects the p-values of all comparisons together, and those with CUPED together. */
    private static List<Finding> corrected(List<Finding> findings) {
        List<@Nullable Double> plain = Holm.adjusted(pValues(findings.stream()
                .map(finding -> finding.against().map(Comparison::effect))
                .toList()));
        List<@Nullable Double> reduced = Holm.adjusted(pValues(findings.stream()
                .map(finding -> finding.against().flatMap(Comparison::cuped).map(Reduced::effect))
                .toList()));
        List<Finding> corrected = new ArrayList<>();
        for (int at = 0; at < findings.size(); at++) {
            corrected.add(corrected(findings.get(at), plain.get(at), reduced.get(at)));
        }
        return corrected;
    }

    private static List<@Nullable Double> pValues(List<Optional<Effect>> effects) {
        List<@Nullable Double> pValues = new ArrayList<>(Collections.nCopies(effects.size(), null));
        for (int at = 0; at < effects.size(); at++) {
            pValues.set(at, effects.get(at).map(Effect::pValue).orElse(null));
        }
        return pValues;
    }

    private static Finding corrected(Finding finding, @Nullable Double plain, @Nullable Double reduced) {
        return new Finding(
                finding.metric(),
                finding.test(),
                finding.variant(),
                finding.sample(),
                finding.against()
                        .map(against -> new Comparison(
                                against.effect(),
                                plain,
                                against.cuped()
                                        .map(cuped ->
                                                new Reduced(cuped.effect(), reduced, cuped.varianceReduction())))));
    }
}
