package io.rollcall.query;

import io.rollcall.lake.metric.Arguments;
import io.rollcall.lake.metric.Columns;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.InvalidArgumentException;
import io.rollcall.lake.metric.Parameter;
import io.rollcall.lake.metric.UnknownEventNameException;
import io.rollcall.lake.value.MetricQuestion;
import io.rollcall.lake.value.MetricRow;
import io.rollcall.query.PublishedFigures.View;
import io.rollcall.query.answer.Answer;
import io.rollcall.query.answer.Method;
import io.rollcall.query.answer.Row;
import io.rollcall.query.answer.Status;
import io.rollcall.query.question.DateRange;
import io.rollcall.query.question.LakeUnavailableException;
import io.rollcall.query.question.Parameters;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import io.rollcall.query.question.RegionChoice;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers questions about computed metrics: exact, of published days only. */
@Singleton
public class ComputedAnswers {
    private static final int DECIMALS = 6;

    private final PublishedFigures published;
    private final KnownEvents events;

    ComputedAnswers(PublishedFigures published, KnownEvents events) {
        this.published = published;
        this.events = events;
    }

    /**
     * The answer about a metric.
     *
     * @param given name to values of the address's parameters
     * @throws RefusalException when they are not a question
     * @throws LakeUnavailableException when the lake does not answer
     */
    public Answer metric(ComputedMetric metric, Map<String, List<String>> given, LocalDate today) {
        Parameters parameters = new Parameters(given).requireKnown(known(metric));
        Arguments arguments = arguments(metric, parameters);
        DateRange range = parameters.days(today);
        RegionChoice regions = parameters.regions(metric.name());
        View view = view(metric, parameters.asOf());
        MetricQuestion question =
                new MetricQuestion(arguments, range.from(), range.to(), regions.every() ? Set.of() : regions.regions());
        requireFewDays(question);
        requireKnownEvents(arguments, view);
        List<MetricRow> found = view.figures(question);
        return Answer.of(
                metric,
                found.stream().mapToInt(MetricRow::definitionVersion),
                found.stream().map(row -> row(metric.columns(), row)).toList());
    }

    private static Set<String> known(ComputedMetric metric) {
        Set<String> known = new HashSet<>(Parameters.DAYS_AND_REGIONS);
        metric.parameters().stream().map(Parameter::name).forEach(known::add);
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

    private void requireKnownEvents(Arguments arguments, View view) {
        try {
            arguments.requireKnown(events.with(view));
        } catch (UnknownEventNameException unknown) {
            throw new RefusalException(Refusal.UNKNOWN_EVENT_NAME, String.valueOf(unknown.getMessage()));
        }
    }

    /** Those that take parameters of their own keep no earlier figures. */
    private View view(ComputedMetric metric, Optional<Instant> asOf) {
        if (asOf.isEmpty()) {
            return published.now();
        }
        if (!metric.keepsEarlier()) {
            throw new RefusalException(
                    Refusal.INVALID_PARAMETER,
                    "the earlier figures of " + metric.name() + " are not kept: leave as_of out");
        }
        return published.asOf(asOf.get());
    }

    private static void requireFewDays(MetricQuestion question) {
        long days = ChronoUnit.DAYS.between(question.from(), question.to()) + 1;
        if (days > question.mostDays()) {
            throw new RefusalException(
                    Refusal.RANGE_TOO_LONG,
                    "with these parameters the answer is worked out from the days themselves: ask for at most "
                            + question.mostDays() + " at a time, not " + days);
        }
    }

    private static Row row(Columns columns, MetricRow row) {
        List<@Nullable Object> cells = new ArrayList<>();
        columns.dimension().ifPresent(column -> cells.add(row.dimension()));
        columns.item().ifPresent(column -> cells.add(row.item()));
        List<String> measures = columns.measureNames();
        measures.forEach(measure -> cells.add(number(row.values().get(measure))));
        Number bound = measures.size() == 1 ? number(row.values().get(measures.get(0))) : null;
        return new Row(row.dt(), row.region(), cells, Status.of(row.status()), Method.EXACT, bound, bound, row.asOf());
    }

    /** Counts, which the lake has as doubles, are whole numbers again; shares keep six decimals. */
    private static @Nullable Number number(@Nullable Double value) {
        if (value == null) {
            return null;
        }
        long whole = Math.round(value);
        return whole == value
                ? Long.valueOf(whole)
                : BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
