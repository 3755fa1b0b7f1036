package io.rollcall.lake;

import io.rollcall.lake.engine.Literal;
import io.rollcall.lake.files.LocalPaths;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private final SortedMap<LocalDate, PublishedDay> days;
    private final LocalDate from;
    private final LocalDate to;

    /** @param days the published among the asked days and the days before that they are compared with */
    Experiments(Lake lake, SortedMap<LocalDate, PublishedDay> days, LocalDate from, LocalDate to) {
        this.lake = lake;
        this.days = new TreeMap<>(days);
        this.from = from;
        this.to = to;
    }

    /**
     * The sums of an experiment; nothing when none of the asked days is published.
     *
     * @throws EventsDroppedException when the events of a published day among the asked are gone
     */
    Optional<ExperimentFacts> facts(String key, Set<ExperimentMetric> metrics) {
        SortedMap<LocalDate, PublishedDay> asked = days.tailMap(from);
        return asked.isEmpty() ? Optional.empty() : Optional.of(facts(asked.lastKey(), key, metrics));
    }

    private ExperimentFacts facts(LocalDate lastDay, String key, Set<ExperimentMetric> metrics) {
        List<Line> lines;
        try (LakeSession session = lake.session()) {
            open(session);
            lines = session.query(query(key, metrics), Line::read);
        }
        DayStatus status =
                DayStatus.worst(days.values().stream().map(PublishedDay::status).toList());
        Instant asOf = days.values().stream()
                .map(PublishedDay::asOf)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return new ExperimentFacts(lastDay, status, asOf, sizes(lines), sawSeveral(lines), sums(lines));
    }

    private void open(LakeSession session) {
        CountedFiles counted = CountedFiles.of(days.values());
        Table counts = lake.table(LakeTable.PROFILE_DAY_RUN);
        counted.open(session, counts);
        session.view("gold.current_day", Relation.of(List.of("dt DATE", "counted_by VARCHAR"), counted.literals()))
                .view("gold.counted_day", "SELECT dt FROM gold.current_day")
                .view("gold.profile_day", SqlFile.of("gold/profile_day").text())
                .engine()
                .table(
                        LakeTable.ENRICHED_APP_EVENTS.qualifiedName(),
                        Columns.of(LakeTable.ENRICHED_APP_EVENTS.schema()),
                        events(counted.days(counts)));
    }

    /** The files with the events of the asked days; every day that has counts must have some. */
    private List<Path> events(Set<LocalDate> withCounts) {
        List<DataFile> files = PlannedFiles.of(lake.table(LakeTable.ENRICHED_APP_EVENTS), Days.between(from, to));
        TreeSet<LocalDate> dropped = new TreeSet<>(withCounts);
        dropped.removeIf(dt -> dt.isBefore(from));
        files.forEach(file -> dropped.remove(CountedFiles.dt(file)));
        if (!dropped.isEmpty()) {
            throw new EventsDroppedException(dropped.last());
        }
        return files.stream()
                .filter(file -> days.containsKey(CountedFiles.dt(file)))
                .map(file -> LocalPaths.path(file.location()))
                .toList();
    }

    private String query(String key, Set<ExperimentMetric> metrics) {
        String names = metrics.stream().map(ExperimentMetric::id).collect(Collectors.joining(",", ",", ","));
        return SqlFile.of("catalogue/experiment")
                .bind(Map.of(
                        "key", Literal.of(key),
                        "metrics", Literal.of(names),
                        "from", Literal.of(from),
                        "to", Literal.of(to),
                        "before_from", Literal.of(from.minusDays(DAYS_BEFORE))));
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
