package io.rollcall.lake;

import io.rollcall.lake.CatalogueMetric.Definition;
import io.rollcall.lake.CatalogueMetric.Input;
import io.rollcall.lake.engine.Literal;
import io.rollcall.lake.files.LocalPaths;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/**
 * What a .sql file of the catalogue reads: the published days that are in its reach.
 *
 * @param days those
 */
record FigureInputs(Lake lake, Definition definition, NavigableMap<LocalDate, PublishedDay> days) {

    /**
     * The inputs of values about the days from the first to the last.
     *
     * @param published all days that are
     */
    static FigureInputs of(
            Lake lake,
            Definition definition,
            NavigableMap<LocalDate, PublishedDay> published,
            LocalDate from,
            LocalDate to) {
        return new FigureInputs(
                lake, definition, new TreeMap<>(definition.read(from, to).of(published)));
    }

    /** Puts them behind their names. */
    void open(LakeSession session) {
        List<List<String>> counted =
                known().stream().map(dt -> List.of(Literal.of(dt))).toList();
        session.engine().keep("gold.counted_day", Relation.of(List.of("dt DATE"), counted));
        if (definition.reads(Input.PROFILE_DAY)) {
            openProfileDays(lake, session, days);
        }
        if (definition.reads(Input.EVENT)) {
            session.engine()
                    .table(
                            LakeTable.ENRICHED_APP_EVENTS.qualifiedName(),
                            Columns.of(LakeTable.ENRICHED_APP_EVENTS.schema()),
                            eventFiles().stream()
                                    .map(file -> LocalPaths.path(file.location()))
                                    .toList());
        }
        if (definition.reads(Input.FIRST_DAY)) {
            session.open(LakeTable.FIRST_DAY).open(LakeTable.FIRST_DAY_IN_REGION);
        }
        if (definition.reads(Input.SUBSCRIPTION) && !days.isEmpty()) {
            SubscriptionChanges.open(session, days.firstKey(), days.lastKey());
        }
        definition.relations().forEach(session.engine()::keep);
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
    static void openProfileDays(Lake lake, LakeSession session, NavigableMap<LocalDate, PublishedDay> days) {
        CountedFiles files = CountedFiles.of(days.values());
        session.engine()
                .keep("gold.current_day", Relation.of(List.of("dt DATE", "counted_by VARCHAR"), files.literals()));
        files.open(session, lake.table(LakeTable.PROFILE_DAY_RUN));
        session.view("gold.profile_day", SqlFile.of("gold/profile_day").text());
    }

    /** Brings up to the published days what is kept of all of them. */
    void follow(NavigableMap<LocalDate, PublishedDay> published) {
        if (definition.reads(Input.FIRST_DAY)) {
            new FirstDays(lake).follow(published);
        }
        if (definition.reads(Input.SUBSCRIPTION)) {
            new SubscriptionChanges(lake).follow(published);
        }
    }

    /** How many rows there are to read, at most. */
    long rows() {
        long rows = 0;
        if (definition.reads(Input.PROFILE_DAY)) {
            rows += CountedFiles.of(days.values()).rows(lake.table(LakeTable.PROFILE_DAY_RUN));
        }
        if (definition.reads(Input.EVENT)) {
            rows += eventFiles().stream().mapToLong(DataFile::recordCount).sum();
        }
        return rows;
    }

    private List<DataFile> eventFiles() {
        if (days.isEmpty()) {
            return List.of();
        }
        Table events = lake.table(LakeTable.ENRICHED_APP_EVENTS);
        return PlannedFiles.of(events, Days.between(days.firstKey(), days.lastKey())).stream()
                .filter(file -> days.containsKey(CountedFiles.dt(file)))
                .toList();
    }
}
