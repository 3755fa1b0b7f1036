package io.rollcall.query.catalogue;

import io.rollcall.lake.value.CatalogueMetric;
import io.rollcall.lake.value.FigureQuestion;
import io.rollcall.lake.value.FigureRow;
import io.rollcall.query.Answer;
import io.rollcall.query.DateRange;
import io.rollcall.query.Method;
import io.rollcall.query.Parameters;
import io.rollcall.query.PublishedFigures;
import io.rollcall.query.PublishedFigures.View;
import io.rollcall.query.Refusal;
import io.rollcall.query.RefusalException;
import io.rollcall.query.RegionChoice;
import io.rollcall.query.Row;
import io.rollcall.query.Status;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers questions about the metrics of the catalogue: exact, of published days only. */
@Singleton
public class CatalogueAnswers {
    private static final int DECIMALS = 6;

    private final PublishedFigures published;

    CatalogueAnswers(PublishedFigures published) {
        this.published = published;
    }

    /** The names of the metrics. */
    public static List<String> ids() {
        return CatalogueMetrics.ids();
    }

    /**
     * The answer about a metric; empty where the catalogue has none of that name.
     *
     * @param given name to values of the address's parameters
     * @throws RefusalException when they are not a question
     * @throws io.rollcall.query.LakeUnavailableException when the lake does not answer
     */
    public Optional<Answer> metric(String id, Map<String, List<String>> given, LocalDate today) {
        return CatalogueMetrics.find(id).map(metric -> answer(metric, new Parameters(given), today));
    }

    private Answer answer(FigureMetric metric, Parameters parameters, LocalDate today) {
        Set<String> known = new HashSet<>(Parameters.DAYS_AND_REGIONS);
        metric.parameters().forEach(parameter -> known.add(parameter.name()));
        parameters.requireKnown(known);
        Asked asked = new Asked(metric);
        metric.parameters()
                .forEach(parameter -> parameters
                        .one(parameter.name())
                        .ifPresent(text -> parameter.effect().accept(text, asked)));
        DateRange range = parameters.days(today);
        RegionChoice regions = parameters.regions(metric.id());
        View view = view(metric, parameters.asOf());
        List<FigureRow> rows = new ArrayList<>();
        for (CatalogueMetric source : asked.sources()) {
            rows.addAll(view.figures(within(question(metric, source, range, regions, asked))));
        }
        rows.sort(asked.ranking().order());
        return Answer.of(
                metric.id(),
                asked.sources().get(0).definitionVersion(),
                metric.columns(),
                rows.stream().map(row -> row(metric, row)).toList());
    }

    /** Those that take parameters of their own keep no earlier figures. */
    private View view(FigureMetric metric, Optional<Instant> asOf) {
        if (asOf.isEmpty()) {
            return published.now();
        }
        if (metric.sources().stream().anyMatch(source -> !source.keepsEarlier())) {
            throw new RefusalException(
                    Refusal.INVALID_PARAMETER,
                    "the earlier figures of " + metric.id() + " are not kept: leave as_of out");
        }
        return published.asOf(asOf.get());
    }

    private static FigureQuestion question(
            FigureMetric metric, CatalogueMetric source, DateRange range, RegionChoice regions, Asked asked) {
        Set<String> measures = new LinkedHashSet<>(metric.measures());
        asked.ranking().measure().ifPresent(measures::add);
        return new FigureQuestion(
                source,
                range.from(),
                range.to(),
                regions.every() ? Set.of() : regions.regions(),
                asked.dimensions(),
                asked.items(),
                List.copyOf(measures),
                asked.ranking().top(asked.limit()),
                asked.own());
    }

    private static FigureQuestion within(FigureQuestion question) {
        long days = ChronoUnit.DAYS.between(question.from(), question.to()) + 1;
        if (days > question.mostDays()) {
            throw new RefusalException(
                    Refusal.RANGE_TOO_LONG,
                    "with these parameters the answer is worked out from the days themselves: ask for at most "
                            + question.mostDays() + " at a time, not " + days);
        }
        return question;
    }

    private static Row row(FigureMetric metric, FigureRow row) {
        List<@Nullable Object> cells = new ArrayList<>();
        metric.dimension().ifPresent(column -> cells.add(row.dimension()));
        metric.item().ifPresent(column -> cells.add(row.item()));
        metric.measures().forEach(measure -> cells.add(number(row.values().get(measure))));
        Number bound = metric.measures().size() == 1
                ? number(row.values().get(metric.measures().get(0)))
                : null;
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
