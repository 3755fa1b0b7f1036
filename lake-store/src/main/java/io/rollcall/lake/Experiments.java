package io.rollcall.lake;

import io.rollcall.lake.engine.Literal;
import io.rollcall.lake.files.LocalPaths;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/**
 * Adds up experiments over published days. Exposures come from the events of a published day as they were counted last, which is
 * at the earliest the count that is published.
 */
final class Experiments {
    /** So many days before the first exposure are what a profile's behaviour is compared with. */
    static final int DAYS_BEFORE = 28;

    private static final String EXPOSED = "exposed";

    private final Lake lake;
    private final NavigableMap<LocalDate, PublishedDay> days;
    private final ExperimentAsked asked;

    /** @param days the published among the asked days and the days before that they are compared with */
    Experiments(Lake lake, SortedMap<LocalDate, PublishedDay> days, ExperimentAsked asked) {
        this.lake = lake;
        this.days = new TreeMap<>(days);
        this.asked = asked;
    }

    /**
     * The sums; nothing when none of the asked days is published.
     *
     * @throws EventsDroppedException when the events of a published day among the asked are gone
     * @throws TooCostlyException when it takes more rows
     */
    Optional<ExperimentFacts> facts(long mostRows) {
        SortedMap<LocalDate, PublishedDay> published = days.tailMap(asked.from());
        return published.isEmpty() ? Optional.empty() : Optional.of(facts(published.lastKey(), mostRows));
    }

    private ExperimentFacts facts(LocalDate lastDay, long mostRows) {
        Table counts = lake.table(LakeTable.PROFILE_DAY_RUN);
        CountedFiles counted = CountedFiles.of(days.values());
        List<DataFile> events = events(counted.days(counts));
        long rows = counted.rows(counts)
                + events.stream().mapToLong(DataFile::recordCount).sum();
        if (rows > mostRows) {
            throw new TooCostlyException(rows, mostRows);
        }
        List<Line> lines;
        try (LakeSession session = lake.session()) {
            open(session, events);
            lines = session.query(query(), Line::read);
        }
        DayStatus status =
                DayStatus.worst(days.values().stream().map(PublishedDay::status).toList());
        Instant asOf = days.values().stream()
                .map(PublishedDay::asOf)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return new ExperimentFacts(lastDay, status, asOf, sizes(lines), sawSeveral(lines), sums(lines));
    }

    private void open(LakeSession session, List<DataFile> events) {
        FigureInputs.openProfileDays(lake, session, days);
        session.view("gold.counted_day", "SELECT dt FROM gold.current_day")
                .engine()
                .table(
                        LakeTable.ENRICHED_APP_EVENTS.qualifiedName(),
                        Columns.of(LakeTable.ENRICHED_APP_EVENTS.schema()),
                        events.stream()
                                .map(file -> LocalPaths.path(file.location()))
                                .toList());
    }

    /** The files with the events of the asked days; every day that has counts must have some. */
    private List<DataFile> events(Set<LocalDate> withCounts) {
        List<DataFile> files =
                PlannedFiles.of(lake.table(LakeTable.ENRICHED_APP_EVENTS), Days.between(asked.from(), asked.to()));
        TreeSet<LocalDate> dropped = new TreeSet<>(withCounts);
        dropped.removeIf(dt -> dt.isBefore(asked.from()));
        files.forEach(file -> dropped.remove(CountedFiles.dt(file)));
        if (!dropped.isEmpty()) {
            throw new EventsDroppedException(dropped.last());
        }
        return files.stream()
                .filter(file -> days.containsKey(CountedFiles.dt(file)))
                .toList();
    }

    private String query() {
        String names = asked.metrics().stream().map(ExperimentMetric::id).collect(Collectors.joining(",", ",", ","));
        return SqlFile.of("catalogue/experiment")
                .bind(Map.of(
                        "key", Literal.of(asked.key()),
                        "metrics", Literal.of(names),
                        "from", Literal.of(asked.from()),
                        "to", Literal.of(asked.to()),
                        "before_from", Literal.of(asked.from().minusDays(DAYS_BEFORE))));
    }

    /**
     * A row of the file.
     *
     * @param variant null for the profiles that saw several
     */
    private record Line(
            @Nullable String variant,
            String metric,
            long profiles,
            double ySum,
            double ySquares,
            double xSum,
            double xSquares,
            double products) {
        static Line read(ResultSet row) throws SQLException {
            return new Line(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getDouble(4),
                    row.getDouble(5),
                    row.getDouble(6),
                    row.getDouble(7),
                    row.getDouble(8));
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
                .filter(line -> line.variant() == null)
                .mapToLong(Line::profiles)
                .sum();
    }

    private static List<ExperimentFacts.Sums> sums(List<Line> lines) {
        List<ExperimentFacts.Sums> sums = new ArrayList<>();
        for (Line line : lines) {
            if (!line.isSize() && line.variant() != null) {
                sums.add(new ExperimentFacts.Sums(
                        line.variant(),
                        ExperimentMetric.valueOf(line.metric().toUpperCase(Locale.ROOT)),
                        line.profiles(),
                        line.ySum(),
                        line.ySquares(),
                        line.xSum(),
                        line.xSquares(),
                        line.products()));
            }
        }
        sums.sort(Comparator.comparing(ExperimentFacts.Sums::metric).thenComparing(ExperimentFacts.Sums::variant));
        return sums;
    }
}
