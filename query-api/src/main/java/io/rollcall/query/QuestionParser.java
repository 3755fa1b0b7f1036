package io.rollcall.query;

import io.rollcall.event.Excerpt;
import io.rollcall.event.ProfileIds;
import io.rollcall.lake.metric.Arguments;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.Interval;
import io.rollcall.lake.metric.InvalidArgumentException;
import io.rollcall.lake.metric.Metric;
import io.rollcall.lake.metric.MetricList;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.metric.Slice;
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
import java.util.function.Supplier;

/** Turns query parameters into a question, or refuses them. */
public final class QuestionParser {
    private QuestionParser() {}

    /**
     * The question that {@code GET /v1/metrics/{metric}} asks.
     *
     * @param metrics those that there are
     * @throws RefusalException when it is not one
     */
    public static Question metric(MetricList metrics, String name, Map<String, List<String>> given, LocalDate today) {
        Metric metric = metrics.find(name).orElseThrow(() -> unknown(metrics, name));
        Parameters parameters = new Parameters(given).requireKnown(known(metric));
        Slice slice = slice(metric, parameters);
        Interval interval = parameters.interval();
        Optional<Arguments> arguments = (slice.isWhole() ? computed(metric, interval) : metric.overEvents())
                .map(computed -> arguments(computed, interval, parameters));
        if (!slice.isWhole() && !arguments.orElseThrow().followFromEvents()) {
            parameters.requireNoUnion(metric.name());
            throw new RefusalException(
                    Refusal.INVALID_PARAMETER,
                    "weighted cohorts are united from what every night works out of all events: leave weighted or the"
                            + " filter out");
        }
        AskedDays days = AskedDays.of(parameters.days(today));
        RegionChoice regions = parameters.regions(metric.name());
        Optional<Instant> asOf = parameters.asOf();
        parameters.ids(); // title_id, the only one in rows of a metric, is text however it is asked for
        if (asOf.isPresent()) {
            requireEarlier(metric, slice, interval);
        }
        return new Question(metric, days, regions, slice, arguments, asOf);
    }

    /** What is published with the days is worked out for nothing but other days together. */
    private static Optional<ComputedMetric> computed(Metric metric, Interval interval) {
        if (metric instanceof ComputedMetric computed) {
            return Optional.of(computed);
        }
        return interval == Interval.DAY ? Optional.empty() : metric.overEvents();
    }

    private static Slice slice(Metric metric, Parameters parameters) {
        Slice slice = read(() -> parameters.slice(metric));
        if (!slice.isWhole() && metric.overEvents().isEmpty()) {
            parameters.requireNoUnion(metric.name());
            throw new RefusalException(
                    Refusal.INVALID_PARAMETER,
                    metric.name() + " does not follow from single events, and cannot be filtered or broken down by "
                            + String.join(", ", Parameters.filters(metric)));
        }
        return slice;
    }

    private static void requireEarlier(Metric metric, Slice slice, Interval interval) {
        if (!slice.isWhole()
                || interval != Interval.DAY
                || computed(metric, interval)
                        .filter(computed -> !computed.keepsEarlier())
                        .isPresent()) {
            throw new RefusalException(
                    Refusal.INVALID_PARAMETER,
                    "the earlier figures of " + metric.name() + (slice.isWhole() ? "" : " of some events")
                            + (interval == Interval.DAY ? "" : " of several days together")
                            + " are not kept: leave as_of out");
        }
    }

    private static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidArgumentException invalid) {
            throw new RefusalException(Refusal.INVALID_PARAMETER, String.valueOf(invalid.getMessage()));
        }
    }

    private static RefusalException unknown(MetricList metrics, String metric) {
        return new RefusalException(
                Refusal.UNKNOWN_METRIC,
                "no metric is called '" + Excerpt.of(metric) + "'; there are " + String.join(", ", metrics.names()));
    }

    private static Set<String> known(Metric metric) {
        Set<String> known = new HashSet<>(Parameters.OF_METRICS);
        known.addAll(Parameters.own(metric));
        known.addAll(Parameters.filters(metric));
        return known;
    }

    private static Arguments arguments(ComputedMetric metric, Interval interval, Parameters parameters) {
        Map<String, String> texts = new HashMap<>();
        metric.parameters()
                .forEach(parameter ->
                        parameters.one(parameter.name()).ifPresent(text -> texts.put(parameter.name(), text)));
        return read(() -> metric.arguments(texts, interval));
    }

    /**
     * Makes sure that a question without parameters has none.
     *
     * @throws RefusalException when it has
     */
    public static void requireNothing(Map<String, List<String>> given) {
        new Parameters(given).requireKnown(Set.of());
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
