package io.rollcall.query.experiment;

import io.rollcall.event.Excerpt;
import io.rollcall.lake.experiment.ExperimentMetric;
import io.rollcall.query.question.DateRange;
import io.rollcall.query.question.Parameters;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns the parameters of {@code GET /v1/experiments/{key}}, and of the list above it, into a question, or refuses them. */
public final class ExperimentParser {
    /** Days one question may span: it is worked out while its asker waits. */
    public static final int MAX_DAYS = 92;

    /** Days of a question that does not say since when: twelve weeks, which are as long as events are kept by default. */
    public static final int DEFAULT_DAYS = 84;

    /** Rows of a list that does not say how many. */
    public static final int DEFAULT_LIMIT = 100;

    /** Rows that a list may have. */
    public static final int MAX_LIMIT = 1_000;

    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String METRIC = "metric";
    private static final String CONTROL = "control";
    private static final String WEIGHTS = "weights";
    private static final Set<String> PARAMETERS = Set.of(FROM, TO, METRIC, CONTROL, WEIGHTS);
    private static final String LIMIT = "limit";
    private static final Set<String> PARAMETERS_OF_A_LIST = Set.of(FROM, TO, LIMIT);
    private static final double LARGEST_WEIGHT = 1e6;

    private ExperimentParser() {}

    /**
     * Makes the question from its key and parameters.
     *
     * @throws RefusalException when it is not one
     */
    public static ExperimentQuestion question(String key, Map<String, List<String>> given, LocalDate today) {
        Parameters parameters = new Parameters(given).requireKnown(PARAMETERS);
        return new ExperimentQuestion(
                key,
                range(parameters, today),
                metrics(parameters
                        .one(METRIC)
                        .orElseThrow(() -> new RefusalException(
                                Refusal.INVALID_PARAMETER,
                                "say what to judge by, as in metric=plays,retained_7; there are " + metricIds()))),
                parameters.one(CONTROL),
                parameters.one(WEIGHTS).map(ExperimentParser::weights).orElseGet(TreeMap::new));
    }

    /**
     * Makes the question which experiments there are.
     *
     * @throws RefusalException when it is not one
     */
    public static ListQuestion list(Map<String, List<String>> given, LocalDate today) {
        Parameters parameters = new Parameters(given).requireKnown(PARAMETERS_OF_A_LIST);
        return new ListQuestion(range(parameters, today), parameters.count(LIMIT, DEFAULT_LIMIT, MAX_LIMIT));
    }

    private static DateRange range(Parameters parameters, LocalDate today) {
        LocalDate to = parameters.date(TO).orElse(today);
        LocalDate from = parameters.date(FROM).orElseGet(() -> to.minusDays(DEFAULT_DAYS - 1L));
        DateRange range = new DateRange(from, to);
        long days = ChronoUnit.DAYS.between(from, to) + 1;
        if (days > MAX_DAYS) {
            throw new RefusalException(
                    Refusal.RANGE_TOO_LONG,
                    from + " to " + to + " is " + days + " days; ask for at most " + MAX_DAYS + " of experiments");
        }
        return range;
    }

    private static Set<ExperimentMetric> metrics(String list) {
        Set<ExperimentMetric> metrics = new LinkedHashSet<>();
        for (String id : list.split(",", -1)) {
            ExperimentMetric metric = metric(id);
            if (!metrics.add(metric)) {
                throw new RefusalException(
                        Refusal.INVALID_PARAMETER, "metric " + id + " is named twice: one test would count as two");
            }
        }
        return metrics;
    }

    private static ExperimentMetric metric(String id) {
        return Stream.of(ExperimentMetric.values())
                .filter(metric -> metric.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new RefusalException(
                        Refusal.UNKNOWN_METRIC,
                        "an experiment has no metric '" + Excerpt.of(id) + "'; there are " + metricIds()));
    }

    private static String metricIds() {
        return Stream.of(ExperimentMetric.values()).map(ExperimentMetric::id).collect(Collectors.joining(", "));
    }

    private static SortedMap<String, Double> weights(String list) {
        SortedMap<String, Double> weights = new TreeMap<>();
        for (String weight : list.split(",", -1)) {
            // The last colon: a variant's name may have one.
            int colon = weight.lastIndexOf(':');
            if (colon < 1 || weights.put(weight.substring(0, colon), number(weight.substring(colon + 1))) != null) {
                throw invalidWeights(list);
            }
        }
        return weights;
    }

    private static double number(String text) {
        if (text.matches("\\d{1,7}(\\.\\d{1,6})?")) {
            double weight = Double.parseDouble(text);
            if (weight > 0 && weight <= LARGEST_WEIGHT) {
                return weight;
            }
        }
        throw invalidWeights(text);
    }

    private static RefusalException invalidWeights(String text) {
        return new RefusalException(
                Refusal.INVALID_PARAMETER,
                "weights '" + Excerpt.of(text)
                        + "' are none; write each variant once with a number above 0: weights=control:9,treatment:1");
    }
}
