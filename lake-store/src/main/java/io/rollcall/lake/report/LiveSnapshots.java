package io.rollcall.lake.report;

import io.rollcall.lake.report.LiveSnapshot.Fence;
import io.rollcall.lake.report.LiveSnapshot.Figure;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.DayFilter;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;

/** The snapshots in {@link LakeTable#LIVE_DAY}: a day's first one is kept, and no other is ever taken. */
public final class LiveSnapshots {
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
                    SqlFile.of("report/snapshot_day").bind(Map.of("from", Literal.of(from), "to", Literal.of(to))),
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
        try {
            tables.append(
                    LakeTable.LIVE_DAY,
                    table,
                    snapshots.stream().flatMap(LiveSnapshots::rows).toList(),
                    base -> {});
            return true;
        } catch (ValidationException overtaken) {
            return false;
        }
    }

    private static Stream<Map<String, String>> rows(LiveSnapshot snapshot) {
        return Stream.concat(
                snapshot.figures().stream().map(figure -> row(snapshot, figure)),
                snapshot.fences().stream().map(fence -> row(snapshot, fence)));
    }

    private static Map<String, String> row(LiveSnapshot snapshot, Figure figure) {
        return Map.of(
                "dt", Literal.of(snapshot.dt()),
                "read_at", Literal.of(snapshot.readAt()),
                "region", Literal.of(figure.region()),
                "measure", Literal.of(figure.measure()),
                "value", Double.toString(figure.value()),
                "low", Double.toString(figure.low()),
                "high", Double.toString(figure.high()));
    }

    private static Map<String, String> row(LiveSnapshot snapshot, Fence fence) {
        return Map.of(
                "dt", Literal.of(snapshot.dt()),
                "read_at", Literal.of(snapshot.readAt()),
                "kafka_topic_id", Literal.of(snapshot.topicId()),
                "shard", Integer.toString(fence.shard()),
                "kafka_partition", Integer.toString(fence.partition()),
                "next_offset", Literal.of(fence.next()));
    }

    /** Opens the snapshots of some days. */
    void open(TableSession session, LocalDate from, LocalDate to) {
        session.open(LakeTable.LIVE_DAY, DayFilter.between(from, to));
    }
}
