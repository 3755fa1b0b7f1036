package io.rollcall.lake.count;

import io.rollcall.lake.day.ErasedMeanwhileException;
import io.rollcall.lake.day.OpenDays;
import io.rollcall.lake.engine.EngineException;
import io.rollcall.lake.replace.DayReplacement;
import io.rollcall.lake.replace.Marking;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.ErasureMark;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Counts days anew: bronze to silver, silver to every {@link CountedTable}, each of them for all the days in one statement and one
 * commit. Nothing of it is visible before the days are published. What was counted is remembered in the table's properties, so
 * that a run that was killed need not count it again.
 */
public final class DayCount {
    private static final String COUNTED = "rollcall.counted.";

    private final Tables tables;
    private final String run;
    private final Kind kind;
    private final Map<LakeTable, String> erasures = new EnumMap<>(LakeTable.class);

    /** The purpose that days are counted for. */
    public enum Kind {
        /** Publishing; what is counted is remembered for the next run. */
        PUBLICATION,
        /** Showing a day that is not over; the next such count takes its place. */
        OPEN_DAY
    }

    /** Make it before bronze is read: what is erased from then on must not come back through a count. */
    public DayCount(Tables tables, String run) {
        this(tables, run, Kind.PUBLICATION);
    }

    /** The same, for whatever purpose. */
    public DayCount(Tables tables, String run, Kind kind) {
        this.tables = tables;
        this.run = run;
        this.kind = kind;
        remember(LakeTable.ENRICHED_APP_EVENTS);
        for (CountedTable counted : CountedTable.values()) {
            remember(counted.table());
        }
    }

    private void remember(LakeTable table) {
        erasures.put(table, ErasureMark.read(tables.table(table).properties()));
    }

    /** The run that has counted the day with exactly this data, if one has. */
    public Optional<String> countedBy(LocalDate dt, long bronzeSequence) {
        String counted = tables.table(LakeTable.PROFILE_DAY_RUN).properties().get(COUNTED + dt);
        return Optional.ofNullable(counted)
                .map(value -> value.split(" ", 2))
                .filter(value -> value[1].equals(Long.toString(bronzeSequence)))
                .map(value -> value[0]);
    }

    /**
     * Counts days.
     *
     * @param bronze as the run sees it
     * @param days to the newest data sequence number of each; bronze has nothing of the days between them
     * @throws ErasedMeanwhileException when profiles were erased since the run began; nothing was counted then
     */
    public void count(Table bronze, SortedMap<LocalDate, Long> days) {
        try {
            gold(silver(bronze, days.keySet()), days);
        } catch (ValidationException | NotFoundException | EngineException failed) {
            // An erasure takes files away at once, under whoever reads them.
            requireNothingErased(failed);
            throw failed;
        }
    }

    /**
     * Writes a day's deduplicated events once more, where they are needed again after they were dropped.
     *
     * @throws ErasedMeanwhileException when profiles were erased since this count was made
     */
    public void restoreEvents(Table bronze, LocalDate dt) {
        try {
            silver(bronze, Set.of(dt));
        } catch (ValidationException | NotFoundException | EngineException failed) {
            requireNothingErased(failed);
            throw failed;
        }
    }

    private void requireNothingErased(RuntimeException failed) {
        erasures.forEach((table, mark) -> {
            if (!ErasureMark.read(tables.table(table).properties()).equals(mark)) {
                throw new ErasedMeanwhileException(failed);
            }
        });
    }

    private Transaction transaction(Table table, LakeTable kind) {
        return ErasureMark.transaction(table, erasures.getOrDefault(kind, ""));
    }

    private void gold(Optional<DataFile> silver, SortedMap<LocalDate, Long> days) {
        try (TableSession session = tables.session()) {
            session.open(LakeTable.ENRICHED_APP_EVENTS, silver.stream().toList());
            for (CountedTable counted : CountedTable.values()) {
                Table table = tables.table(counted.table());
                Optional<DataFile> file = TableFile.write(
                        session.engine(), counted.query(days.firstKey(), days.lastKey(), run), counted.table(), table);
                commit(counted, table, file, days);
            }
        }
    }

    private void commit(CountedTable counted, Table table, Optional<DataFile> file, SortedMap<LocalDate, Long> days) {
        boolean last = counted == CountedTable.PROFILE_DAY && kind == Kind.PUBLICATION;
        if (file.isEmpty() && !last) {
            return;
        }
        Transaction transaction = transaction(table, counted.table());
        AppendFiles append = transaction.newAppend();
        marking().mark(append);
        file.ifPresent(append::appendFile);
        append.commit();
        if (last) {
            UpdateProperties properties = transaction.updateProperties();
            days.forEach((dt, bronzeSequence) -> properties.set(COUNTED + dt, run + " " + bronzeSequence));
            properties.commit();
        }
        transaction.commitTransaction();
    }

    /** Writes the days' silver and returns its file; none when there are no events. */
    private Optional<DataFile> silver(Table bronze, Set<LocalDate> days) {
        LocalDate from = Collections.min(days);
        LocalDate to = Collections.max(days);
        Table table = tables.table(LakeTable.ENRICHED_APP_EVENTS);
        LocalDate before = from.minusDays(1);
        LocalDate after = to.plusDays(1);
        try (TableSession session = tables.session()) {
            session.open(LakeTable.APP_EVENT, bronze, before, after)
                    .open(LakeTable.COUNTRY)
                    .open(LakeTable.TITLE);
            String query = SqlFile.of("silver/enriched_app_events")
                    .bind(Map.of(
                            "from", Literal.of(from),
                            "to", Literal.of(to),
                            "day_before", Literal.of(before),
                            "day_after", Literal.of(after)));
            Optional<DataFile> file = TableFile.write(session.engine(), query, LakeTable.ENRICHED_APP_EVENTS, table);
            String erasure = erasures.getOrDefault(LakeTable.ENRICHED_APP_EVENTS, "");
            new DayReplacement(
                            LakeTable.ENRICHED_APP_EVENTS,
                            part -> days.contains(part.dt()),
                            file.stream().toList(),
                            marking(),
                            base -> ErasureMark.require(erasure, base.properties()))
                    .commit(tables);
            return file;
        }
    }

    private Marking marking() {
        return kind == Kind.OPEN_DAY ? OpenDays::mark : Marking.NONE;
    }

    /** Forgets, in the properties, days that are published. */
    public void forget(List<LocalDate> days) {
        UpdateProperties properties = tables.table(LakeTable.PROFILE_DAY_RUN).updateProperties();
        days.forEach(dt -> properties.remove(COUNTED + dt));
        properties.commit();
    }
}
