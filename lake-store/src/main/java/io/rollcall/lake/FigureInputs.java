package io.rollcall.lake;

import io.rollcall.lake.metric.BoundComputation;
import io.rollcall.lake.metric.Computation.Input;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.sql.SqlFile;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;

/**
 * What a .sql file of a metric reads: the published days that are in its reach.
 *
 * @param published all days that are
 * @param days those in reach
 * @param from the first day that values are about
 * @param to the last
 */
record FigureInputs(
        Lake lake,
        BoundComputation computation,
        NavigableMap<LocalDate, PublishedDay> published,
        NavigableMap<LocalDate, PublishedDay> days,
        LocalDate from,
        LocalDate to) {
    private static final Duration SESSION_GAP = Duration.ofMinutes(30);

    /** The inputs of values about the days from the first to the last. */
    static FigureInputs of(
            Lake lake,
            BoundComputation computation,
            NavigableMap<LocalDate, PublishedDay> published,
            LocalDate from,
            LocalDate to) {
        return new FigureInputs(
                lake,
                computation,
                published,
                new TreeMap<>(computation.read(from, to).of(published)),
                from,
                to);
    }

    /** Puts them behind their names. */
    void open(LakeSession session) {
        List<List<String>> counted =
                known().stream().map(dt -> List.of(Literal.of(dt))).toList();
        session.engine().keep("gold.counted_day", Relation.of(List.of("dt DATE"), counted));
        if (computation.reads(Input.PROFILE_DAY)) {
            openProfileDays(session, days);
        }
        if (computation.reads(Input.FEATURE_DAY)) {
            session.openValid(CountedTable.FEATURE_DAY, inReach());
        }
        if (computation.reads(Input.EVENT)) {
            session.open(LakeTable.ENRICHED_APP_EVENTS, events());
        }
        if (computation.reads(Input.SESSION_EVENT)) {
            session.view(
                    "asked.session_event",
                    SqlFile.of("metric/session_event")
                            .bind(Map.of(
                                    "from", Literal.of(from),
                                    "to", Literal.of(to),
                                    "gap_millis", Literal.of(SESSION_GAP.toMillis()))));
        }
        if (computation.reads(Input.FIRST_DAY)) {
            session.open(LakeTable.FIRST_DAY).open(LakeTable.FIRST_DAY_IN_REGION);
        }
        if (computation.reads(Input.SUBSCRIPTION)) {
            session.openValid(CountedTable.ACCOUNT_DAY, inReach())
                    .openValid(CountedTable.SUBSCRIPTION_CHANGE, CountedFiles.of(published.values()))
                    .engine()
                    .keep(
                            "gold.subscription_state",
                            SqlFile.of("metric/subscription_state").text());
        }
        computation.relations().forEach(session::view);
    }

    private CountedFiles inReach() {
        return CountedFiles.of(days.values());
    }

    /** The days of which it is known what happened: those that are published, and those between them on which nothing did. */
    private Set<LocalDate> known() {
        if (days.isEmpty()) {
            return Set.of();
        }
        Set<LocalDate> known =
                days.firstKey().datesUntil(days.lastKey().plusDays(1)).collect(Collectors.toCollection(TreeSet::new));
        PlannedFiles.of(lake.table(LakeTable.APP_EVENT), Days.between(days.firstKey(), days.lastKey()))
                .forEach(file -> known.remove(CountedFiles.dt(file)));
        known.addAll(days.keySet());
        return known;
    }

    /** Puts {@code gold.profile_day} of some published days behind its name. */
    static void openProfileDays(LakeSession session, NavigableMap<LocalDate, PublishedDay> days) {
        CountedFiles files = CountedFiles.of(days.values());
        session.engine()
                .keep("gold.current_day", Relation.of(List.of("dt DATE", "counted_by VARCHAR"), files.literals()));
        session.open(CountedTable.PROFILE_DAY, files)
                .view("gold.profile_day", SqlFile.of("gold/profile_day").text());
    }

    /** How many rows of the days in reach there are to read, at most. */
    long rows() {
        long rows = 0;
        if (computation.reads(Input.PROFILE_DAY)) {
            rows += rows(CountedTable.PROFILE_DAY);
        }
        if (computation.reads(Input.FEATURE_DAY)) {
            rows += rows(CountedTable.FEATURE_DAY);
        }
        if (computation.reads(Input.SUBSCRIPTION)) {
            rows += rows(CountedTable.ACCOUNT_DAY);
        }
        if (computation.reads(Input.EVENT)) {
            rows += events().stream().mapToLong(DataFile::recordCount).sum();
        }
        return rows;
    }

    private long rows(CountedTable counted) {
        return inReach().rows(lake.table(counted.table()));
    }

    /**
     * Makes sure that the events of every day in reach are there, where they are needed.
     *
     * @throws EventsDroppedException when those of a day that has counts are not kept any more
     */
    void requireEvents() {
        if (computation.reads(Input.EVENT)) {
            TreeSet<LocalDate> dropped = new TreeSet<>(inReach().days(lake.table(CountedTable.PROFILE_DAY.table())));
            events().forEach(file -> dropped.remove(CountedFiles.dt(file)));
            if (!dropped.isEmpty()) {
                throw new EventsDroppedException(dropped.last());
            }
        }
    }

    private List<DataFile> events() {
        if (days.isEmpty()) {
            return List.of();
        }
        return PlannedFiles.of(lake.table(LakeTable.ENRICHED_APP_EVENTS), Days.between(days.firstKey(), days.lastKey()))
                .stream()
                .filter(file -> days.containsKey(CountedFiles.dt(file)))
                .toList();
    }
}
