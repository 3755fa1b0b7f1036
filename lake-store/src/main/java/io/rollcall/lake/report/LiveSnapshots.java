package io.rollcall.lake.report;

import io.rollcall.lake.report.LiveSnapshot.Fence;
import io.rollcall.lake.report.LiveSnapshot.Figure;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.table.DayFilter;
import io.rollcall.lake.table.GuardedOperations;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Partitions;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.ValidationException;

/** The snapshots in {@link LakeTable#LIVE_DAY}: a day's first one is kept, and no other is ever taken. */
public final class LiveSnapshots {
    private static final List<String> COLUMNS = List.of(
            "dt DATE",
            "read_at TIMESTAMPTZ",
            "region VARCHAR",
            "measure VARCHAR",
            "value DOUBLE",
            "low DOUBLE",
            "high DOUBLE",
            "kafka_topic_id VARCHAR",
            "shard INTEGER",
            "kafka_partition INTEGER",
            "next_offset BIGINT");
    private static final String NULL = "NULL";

    private final Tables tables;

    public LiveSnapshots(Tables tables) {
        this.tables = tables;
    }

    /** The days from the first to the last that have a snapshot. */
    public Set<LocalDate> days(LocalDate from, LocalDate to) {
        return days(tables.table(LakeTable.LIVE_DAY), from, to);
    }

    private Set<LocalDate> days(Table table, LocalDate from, LocalDate to) {
        try (TableSession session = tables.session()) {
            session.open(LakeTable.LIVE_DAY, table, DayFilter.between(from, to));
            return new TreeSet<>(session.query(
                    "SELECT DISTINCT dt FROM gold.live_day WHERE dt BETWEEN " + Literal.of(from) + " AND "
                            + Literal.of(to),
                    row -> row.date("dt")));
        }
    }

    /**
     * Keeps the snapshots of days that have none, all in one commit.
     *
     * @return the days that have one from now on
     */
    public Set<LocalDate> keep(Collection<LiveSnapshot> snapshots) {
        while (true) {
            Table table = tables.table(LakeTable.LIVE_DAY);
            List<LiveSnapshot> first = snapshots.stream()
                    .filter(snapshot -> isFirst(table, snapshot))
                    .toList();
            if (first.isEmpty() || append(table, first)) {
                return new TreeSet<>(first.stream().map(LiveSnapshot::dt).toList());
            }
        }
    }

    private boolean isFirst(Table table, LiveSnapshot snapshot) {
        return days(table, snapshot.dt(), snapshot.dt()).isEmpty();
    }

    /** Returns false when another process was faster, and everything has to be looked at again. */
    private boolean append(Table table, List<LiveSnapshot> snapshots) {
        Optional<DataFile> rows;
        try (TableSession session = tables.session()) {
            rows = TableFile.write(
                    session.engine(),
                    Relation.of(
                            COLUMNS,
                            snapshots.stream().flatMap(LiveSnapshots::rows).toList()),
                    LakeTable.LIVE_DAY,
                    table,
                    Partitions.whole(table));
        }
        Transaction transaction = GuardedOperations.transactionOnUnmoved(table);
        AppendFiles append = transaction.newAppend();
        rows.ifPresent(append::appendFile);
        append.commit();
        try {
            transaction.commitTransaction();
            return true;
        } catch (ValidationException overtaken) {
            return false;
        }
    }

    private static Stream<List<String>> rows(LiveSnapshot snapshot) {
        return Stream.concat(
                snapshot.figures().stream().map(figure -> row(snapshot, figure)),
                snapshot.fences().stream().map(fence -> row(snapshot, fence)));
    }

    private static List<String> row(LiveSnapshot snapshot, Figure figure) {
        return List.of(
                Literal.of(snapshot.dt()),
                Literal.of(snapshot.readAt()),
                Literal.of(figure.region()),
                Literal.of(figure.measure()),
                Double.toString(figure.value()),
                Double.toString(figure.low()),
                Double.toString(figure.high()),
                NULL,
                NULL,
                NULL,
                NULL);
    }

    private static List<String> row(LiveSnapshot snapshot, Fence fence) {
        return List.of(
                Literal.of(snapshot.dt()),
                Literal.of(snapshot.readAt()),
                NULL,
                NULL,
                NULL,
                NULL,
                NULL,
                Literal.of(snapshot.topicId()),
                Integer.toString(fence.shard()),
                Integer.toString(fence.partition()),
                Literal.of(fence.next()));
    }

    /** Opens the snapshots of some days. */
    void open(TableSession session, LocalDate from, LocalDate to) {
        session.open(LakeTable.LIVE_DAY, DayFilter.between(from, to));
    }
}
