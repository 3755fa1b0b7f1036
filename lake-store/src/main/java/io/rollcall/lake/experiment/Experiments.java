package io.rollcall.lake.experiment;

import io.rollcall.lake.count.CountedFiles;
import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.engine.Row;
import io.rollcall.lake.history.History;
import io.rollcall.lake.metric.DaySpan;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import io.rollcall.lake.value.Standing;
import io.rollcall.lake.value.TooCostlyException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Adds up experiments over published days and open ones. */
public final class Experiments {
    /** So many days before the first exposure are what a profile's behaviour is compared with. */
    public static final int DAYS_BEFORE = 28;

    /**
     * The version of the definition: of the day of its first exposure a profile has what came after it; by the first
     * version it had the whole day.
     */
    public static final int DEFINITION_VERSION = 2;

    private static final int WHOLE_DAY_VERSION = 1;
    private static final String EXPOSED = "exposed";
    private static final String WHOLE_DAY = "whole_day";

    private final Tables tables;
    private final NavigableMap<LocalDate, PublishedDay> days;
    private final ExperimentAsked asked;

    /** @param days the published and the open among the asked days and the days before that they are compared with */
    public Experiments(Tables tables, SortedMap<LocalDate, PublishedDay> days, ExperimentAsked asked) {
        this.tables = tables;
        this.days = new TreeMap<>(days);
        this.asked = asked;
    }

    /**
     * The sums; nothing when none of the asked days is published or open.
     *
     * @throws TooCostlyException when it takes more rows
     */
    public Optional<ExperimentFacts> facts(long mostRows) {
        SortedMap<LocalDate, PublishedDay> published = days.tailMap(asked.from());
        return published.isEmpty() ? Optional.empty() : Optional.of(facts(published, mostRows));
    }

    private ExperimentFacts facts(SortedMap<LocalDate, PublishedDay> published, long mostRows) {
        CountedFiles exposures = CountedFiles.of(published.values());
        long rows = CountedFiles.of(days.values()).rows(tables, CountedTable.PROFILE_DAY)
                + exposures.rows(tables, CountedTable.EXPOSURE);
        if (rows > mostRows) {
            throw new TooCostlyException(rows, mostRows);
        }
        List<Line> lines;
        try (TableSession session = tables.session()) {
            CountedFiles.of(days.values()).openProfileDays(session);
            lines = CountedTable.EXPOSURE
                    .openValid(session, exposures)
                    .view("gold.counted_day", Relation.days(known()))
                    .query(query(), Line::read);
        }
        Standing standing = Standing.of(days.values());
        return new ExperimentFacts(
                published.lastKey(),
                standing.status(),
                standing.asOf(),
                definitionVersion(lines),
                sizes(lines),
                sawSeveral(lines),
                sums(lines));
    }

    private static int definitionVersion(List<Line> lines) {
        return lines.stream().anyMatch(line -> line.metric().equals(WHOLE_DAY))
                ? WHOLE_DAY_VERSION
                : DEFINITION_VERSION;
    }

    /** The days of which it is known who came: on some of them nobody did. */
    private Set<LocalDate> known() {
        DaySpan span = new DaySpan(days.firstKey(), asked.to());
        return History.of(tables, days, span).known(span);
    }

    private String query() {
        String names = asked.metrics().stream().map(ExperimentMetric::id).collect(Collectors.joining(",", ",", ","));
        return SqlFile.of("experiment/experiment")
                .bind(Map.of(
                        "key", Literal.of(asked.key()),
                        "metrics", Literal.of(names),
                        "from", Literal.of(asked.from()),
                        "to", Literal.of(asked.to()),
                        "before_from", Literal.of(asked.from().minusDays(DAYS_BEFORE))));
    }

    /**
     * A row that {@code experiment/experiment.sql} gives.
     *
     * @param metric or what else the row says
     * @param variant null for the profiles that saw several, and for what is about all of them
     * @param sums none where the row only says how many profiles there are
     */
    private record Line(String metric, @Nullable String variant, long profiles, Optional<ExperimentFacts.Sums> sums) {
        static Line read(Row row) {
            String variant = row.textOrNull("variant");
            String metric = row.text("metric");
            return new Line(
                    metric,
                    variant,
                    row.number("profiles"),
                    variant == null || metric.equals(EXPOSED)
                            ? Optional.empty()
                            : Optional.of(sums(variant, metric, row)));
        }

        private static ExperimentFacts.Sums sums(String variant, String metric, Row row) {
            return new ExperimentFacts.Sums(
                    variant,
                    ExperimentMetric.valueOf(metric.toUpperCase(Locale.ROOT)),
                    row.number("profiles"),
                    row.real("y_sum"),
                    row.real("y_squares"),
                    row.real("x_sum"),
                    row.real("x_squares"),
                    row.real("products"));
        }

        boolean isSize() {
            return metric.equals(EXPOSED);
        }
    }

    private static SortedMap<String, Long> sizes(List<Line> lines) {
        SortedMap<String, Long> sizes = new TreeMap<>();
        for (Line line : lines) {
            if (line.isSize() && line.variant() != null) {
                sizes.put(line.variant(), line.profiles());
            }
        }
        return sizes;
    }

    private static long sawSeveral(List<Line> lines) {
        return lines.stream()
                .filter(line -> line.isSize() && line.variant() == null)
                .mapToLong(Line::profiles)
                .sum();
    }

    private static List<ExperimentFacts.Sums> sums(List<Line> lines) {
        return lines.stream()
                .flatMap(line -> line.sums().stream())
                .sorted(Comparator.comparing(ExperimentFacts.Sums::metric).thenComparing(ExperimentFacts.Sums::variant))
                .toList();
    }
}
