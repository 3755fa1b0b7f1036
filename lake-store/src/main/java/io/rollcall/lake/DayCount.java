package io.rollcall.lake;

import io.rollcall.lake.engine.EngineException;
import io.rollcall.lake.engine.Literal;
import io.rollcall.lake.files.LocalPaths;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Counts a day anew: bronze to silver, silver to {@code profile_day_run}. Nothing of it is visible before the day is
 * published. What was counted is remembered in the table's properties, so that a run that was killed need not count it again.
 */
final class DayCount {
    private static final String COUNTED = "rollcall.counted.";

    private final Lake lake;
    private final String run;
    private final Map<LakeTable, String> erasures = new EnumMap<>(LakeTable.class);

    /** Make it before bronze is read: what is erased from then on must not come back through a count. */
    DayCount(Lake lake, String run) {
        this.lake = lake;
        this.run = run;
        for (LakeTable table : List.of(LakeTable.ENRICHED_APP_EVENTS, LakeTable.PROFILE_DAY_RUN)) {
            erasures.put(table, ErasureMark.read(lake.table(table).properties()));
        }
    }

    /** The run that has counted the day with exactly this data, if one has. */
    Optional<String> countedBy(LocalDate dt, long bronzeSequence) {
        String counted = lake.table(LakeTable.PROFILE_DAY_RUN).properties().get(COUNTED + dt);
        return Optional.ofNullable(counted)
                .map(value -> value.split(" ", 2))
                .filter(value -> value[1].equals(Long.toString(bronzeSequence)))
                .map(value -> value[0]);
    }

    /**
     * Counts a day.
     *
     * @param bronze as the run sees it
     * @throws ErasedMeanwhileException when profiles were erased since the run began; nothing was counted then
     */
    void count(Table bronze, LocalDate dt, long bronzeSequence) {
        try {
            gold(silver(bronze, dt), dt, bronzeSequence);
        } catch (ValidationException | NotFoundException | EngineException failed) {
            // An erasure takes files away at once, under whoever reads them.
            requireNothingErased(failed);
            throw failed;
        }
    }

    private void requireNothingErased(RuntimeException failed) {
        erasures.forEach((table, mark) -> {
            if (!ErasureMark.read(lake.table(table).properties()).equals(mark)) {
                throw new ErasedMeanwhileException(failed);
            }
        });
    }

    private Transaction guarded(LakeTable kind, Table table) {
        return Transactions.newTransaction(
                table.name(),
                new GuardedOperations(
                        ((BaseTable) table).operations(),
                        base -> ErasureMark.require(erasures.getOrDefault(kind, ""), base.properties())));
    }

    private void gold(List<Path> silver, LocalDate dt, long bronzeSequence) {
        Table table = lake.table(LakeTable.PROFILE_DAY_RUN);
        PartitionData partition = new PartitionData(table.spec().partitionType());
        partition.set(0, Math.toIntExact(dt.toEpochDay()));
        partition.set(1, run);
        try (LakeSession session = lake.session()) {
            session.engine()
                    .table(
                            LakeTable.ENRICHED_APP_EVENTS.qualifiedName(),
                            Columns.of(LakeTable.ENRICHED_APP_EVENTS.schema()),
                            silver);
            String query =
                    SqlFile.of("gold/profile_day_run").bind(Map.of("dt", Literal.of(dt), "run", Literal.of(run)));
            Optional<DataFile> file = QueryFile.write(
                    session.engine(),
                    query + "\nORDER BY profile_id, region",
                    LakeTable.PROFILE_DAY_RUN,
                    table,
                    partition);
            commit(table, dt, bronzeSequence, file);
        }
    }

    private void commit(Table table, LocalDate dt, long bronzeSequence, Optional<DataFile> file) {
        Transaction transaction = guarded(LakeTable.PROFILE_DAY_RUN, table);
        AppendFiles append = transaction.newAppend();
        file.ifPresent(append::appendFile);
        append.commit();
        transaction
                .updateProperties()
                .set(COUNTED + dt, run + " " + bronzeSequence)
                .commit();
        transaction.commitTransaction();
    }

    /** Writes the day's silver and returns its files. */
    private List<Path> silver(Table bronze, LocalDate dt) {
        Table table = lake.table(LakeTable.ENRICHED_APP_EVENTS);
        PartitionData partition = new PartitionData(table.spec().partitionType());
        partition.set(0, Math.toIntExact(dt.toEpochDay()));
        LocalDate before = dt.minusDays(1);
        LocalDate after = dt.plusDays(1);
        try (LakeSession session = lake.session()) {
            session.open(LakeTable.APP_EVENT, bronze, Days.between(before, after))
                    .open(LakeTable.COUNTRY)
                    .open(LakeTable.TITLE);
            String query = SqlFile.of("silver/enriched_app_events")
                    .bind(Map.of(
                            "dt", Literal.of(dt),
                            "day_before", Literal.of(before),
                            "day_after", Literal.of(after)));
            Optional<DataFile> file =
                    QueryFile.write(session.engine(), query, LakeTable.ENRICHED_APP_EVENTS, table, partition);
            Transaction transaction = guarded(LakeTable.ENRICHED_APP_EVENTS, table);
            OverwriteFiles replacement = transaction.newOverwrite().overwriteByRowFilter(Days.between(dt, dt));
            file.ifPresent(replacement::addFile);
            replacement.commit();
            transaction.commitTransaction();
            return file.map(one -> LocalPaths.path(one.location())).stream().toList();
        }
    }

    /** Forgets, in the properties, days that are published. */
    void forget(List<LocalDate> days) {
        UpdateProperties properties = lake.table(LakeTable.PROFILE_DAY_RUN).updateProperties();
        days.forEach(dt -> properties.remove(COUNTED + dt));
        properties.commit();
    }
}
