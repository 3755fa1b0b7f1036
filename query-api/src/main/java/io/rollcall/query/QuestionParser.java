package io.rollcall.query;

import io.rollcall.event.Excerpt;
import io.rollcall.event.ProfileIds;
import io.rollcall.lake.metric.Arguments;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.InvalidArgumentException;
import io.rollcall.lake.metric.Metric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.query.question.AskedDays;
import io.rollcall.query.question.DateRange;
import io.rollcall.query.question.Parameters;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns query parameters into a question, or refuses them. */
public final class QuestionParser {
    private QuestionParser() {}

    /**
     * The question that {@code GET /v1/metrics/{metric}} asks.
     *
     * @throws RefusalException when it is not one
     */
    public static Question metric(String name, Map<String, List<String>> given, LocalDate today) {
        Metric metric = Metrics.find(name).orElseThrow(() -> unknown(name));
        Parameters parameters = new Parameters(given).requireKnown(known(metric));
        Optional<Arguments> arguments = metric instanceof ComputedMetric computed
                ? Optional.of(arguments(computed, parameters))
                : Optional.empty();
        AskedDays days = AskedDays.of(parameters.days(today));
        RegionChoice regions = parameters.regions(metric.name());
        Optional<Instant> asOf = parameters.asOf();
        parameters.ids(); // title_id, the only one in rows of a metric, is text however it is asked for
        if (asOf.isPresent() && metric instanceof ComputedMetric computed && !computed.keepsEarlier()) {
            throw new RefusalException(
                    Refusal.INVALID_PARAMETER,
                    "the earlier figures of " + metric.name() + " are not kept: leave as_of out");
        }
        return new Question(metric, days, regions, arguments, asOf);
    }

    private static RefusalException unknown(String metric) {
        return new RefusalException(
                Refusal.UNKNOWN_METRIC,
                "no metric is called '" + Excerpt.of(metric) + "'; there are " + String.join(", ", Metrics.names()));
    }

    private static Set<String> known(Metric metric) {
        Set<String> known = new HashSet<>(Parameters.OF_METRICS);
        metric.parameters().forEach(parameter -> known.add(parameter.name()));
        return known;
    }

    private static Arguments arguments(ComputedMetric metric, Parameters parameters) {
        Map<String, String> texts = new HashMap<>();
        metric.parameters()
                .forEach(parameter ->
                        parameters.one(parameter.name()).ifPresent(text -> texts.put(parameter.name(), text)));
        try {
            return metric.arguments(texts);
        } catch (InvalidArgumentException invalid) {
            throw new RefusalException(Refusal.INVALID_PARAMETER, String.valueOf(invalid.getMessage()));
        }
    }

    /**
     * The days of a question that has no other parameters.
     *
     * @throws RefusalException when they are none
     */
    public static DateRange days(Map<String, List<String>> given, LocalDate today) {
        return new Parameters(given).requireKnown(Parameters.DAYS).days(today);
    }

    /**
     * The days of a question about a profile.
     *
     * @throws RefusalException when they are none
     */
    public static DateRange daysOfProfile(Map<String, List<String>> given, LocalDate today) {
        return new Parameters(given).requireKnown(Parameters.DAYS_AND_IDS).days(today);
    }

    /**
     * Reads how the answer to a question about a profile gives its id.
     *
     * @throws RefusalException when it is no way to do so
     */
    public static ProfileIds.Notation ids(Map<String, List<String>> given) {
        return new Parameters(given).ids();
    }

    /**
     * A profile's id from the path.
     *
     * @throws RefusalException when it is not a whole number above 0
     */
    public static long profileId(String text) {
        return ProfileIds.parse(text).orElseThrow(() -> invalidProfileId(text));
    }

    private static RefusalException invalidProfileId(String text) {
        return new RefusalException(
                Refusal.INVALID_PROFILE_ID, "'" + Excerpt.of(text) + "' is no profile_id: " + ProfileIds.WHAT);
    }
}
