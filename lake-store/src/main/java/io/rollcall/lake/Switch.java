package io.rollcall.lake;

import io.rollcall.lake.engine.Literal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/** {@link LakeTable#PUBLISHED} as it was at one moment, and the one step that moves it. */
final class Switch {
    private static final List<String> COLUMNS = List.of(
            "dt DATE",
            "run VARCHAR",
            "counted_by VARCHAR",
            "status VARCHAR",
            "as_of TIMESTAMPTZ",
            "published_at TIMESTAMPTZ",
            "bronze_sequence BIGINT");

    private final Lake lake;
    private final BaseTable table;
    private final SortedMap<LocalDate, PublishedDay> days;

    private Switch(Lake lake, BaseTable table, SortedMap<LocalDate, PublishedDay> days) {
        this.lake = lake;
        this.table = table;
        this.days = days;
    }

    /** As it stands now. */
    static Switch now(Lake lake) {
        BaseTable table = (BaseTable) lake.table(LakeTable.PUBLISHED);
        SortedMap<LocalDate, PublishedDay> days = new TreeMap<>();
        try (LakeSession session = lake.session()) {
            open(session, table)
                    .query("SELECT " + PublishedDay.COLUMNS + " FROM gold.current_day", PublishedDay::read)
                    .forEach(day -> days.put(day.dt(), day));
        }
        return new Switch(lake, table, days);
    }

    private static LakeSession open(LakeSession session, Table table) {
        return session.open(LakeTable.PUBLISHED, table, Expressions.alwaysTrue())
                .view("gold.current_day", SqlFile.of("gold/current_day").text());
    }

    SortedMap<LocalDate, PublishedDay> days() {
        return days;
    }

    /** A time after every publication so far, whatever the clock says: later publications have to look later. */
    Instant timeOf(Instant clock) {
        return days.values().stream()
                .map(day -> day.publishedAt().plusMillis(1))
                .filter(clock::isBefore)
                .max(Instant::compareTo)
                .orElse(clock);
    }

    /**
     * Publishes days, in one step.
     *
     * @throws PublishedMeanwhileException when another run has published since this switch was read; nothing has changed
     */
    void publish(List<PublishedDay> published) {
        Optional<DataFile> rows;
        try (LakeSession session = lake.session()) {
            rows = QueryFile.write(
                    session.engine(),
                    Relation.of(
                            COLUMNS, published.stream().map(Switch::literals).toList()),
                    LakeTable.PUBLISHED,
                    table,
                    new PartitionData(table.spec().partitionType()));
        }
        Snapshot seen = table.currentSnapshot();
        Transaction transaction = Transactions.newTransaction(
                table.name(), new GuardedOperations(table.operations(), base -> requireUnmoved(seen, base)));
        AppendFiles append = transaction.newAppend();
        rows.ifPresent(append::appendFile);
        append.commit();
        try {
            transaction.commitTransaction();
        } catch (ValidationException overtaken) {
            throw new PublishedMeanwhileException(overtaken);
        }
    }

    private static void requireUnmoved(@Nullable Snapshot seen, TableMetadata base) {
        Snapshot current = base.currentSnapshot();
        long was = seen == null ? -1 : seen.snapshotId();
        long is = current == null ? -1 : current.snapshotId();
        if (was != is) {
            throw new ValidationException("gold.published has moved from snapshot %s to %s", was, is);
        }
    }

    private static List<String> literals(PublishedDay day) {
        return List.of(
                Literal.of(day.dt()),
                Literal.of(day.run()),
                Literal.of(day.countedBy()),
                Literal.of(day.status().word()),
                Literal.of(day.asOf()),
                Literal.of(day.publishedAt()),
                Literal.of(day.bronzeSequence()));
    }
}
