package io.rollcall.lake.day;

import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.DayPart;
import io.rollcall.lake.table.ErasureMark;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;

/**
 * {@link LakeTable#OPEN_DAY} as it was at one moment: the days that are counted from what is archived of them, and what metrics say of
 * them. They may have been published since: then what is published holds.
 */
public final class OpenDays {
    private static final String MARK = "rollcall.open-day";

    private final Tables tables;
    private final Table table;

    private OpenDays(Tables tables, Table table) {
        this.tables = tables;
        this.table = table;
    }

    /**
     * The open days as they stand now. Look at them before the published days: one that is published meanwhile is then
     * in both.
     */
    public static OpenDays now(Tables tables) {
        return new OpenDays(tables, tables.table(LakeTable.OPEN_DAY));
    }

    /** Names what this object sees: after every count it is another. */
    public long id() {
        return Tables.snapshotId(table);
    }

    /** The last erasure that this object knows of; every table that holds rows of profiles is marked with it. */
    public String erasure() {
        return ErasureMark.read(table.properties());
    }

    /** The table as this object sees it. */
    public Table table() {
        return table;
    }

    /** The days that are counted. */
    public NavigableMap<LocalDate, OpenDay> days() {
        NavigableMap<LocalDate, OpenDay> days = new TreeMap<>();
        List<DayPart> parts = parts();
        if (!parts.isEmpty()) {
            try (TableSession session = tables.session()) {
                session.openParts(LakeTable.OPEN_DAY, parts)
                        .query(SqlFile.of("gold/open_day").text(), OpenDay::read)
                        .forEach(day -> days.put(day.dt(), day));
            }
        }
        return days;
    }

    /** The same, for whoever works values out from days of both kinds: those that are not published. */
    public NavigableMap<LocalDate, PublishedDay> standing(NavigableMap<LocalDate, PublishedDay> published) {
        NavigableMap<LocalDate, PublishedDay> standing = new TreeMap<>();
        days().values().stream()
                .filter(day -> !published.containsKey(day.dt()))
                .forEach(day -> standing.put(day.dt(), day.standing()));
        return standing;
    }

    /** What a metric says of the days from the first to the last. */
    public List<DayPart> parts(String metric, LocalDate first, LocalDate last) {
        return tables.parts(LakeTable.OPEN_DAY, table, first, last, metric);
    }

    private List<DayPart> parts() {
        return tables.parts(LakeTable.OPEN_DAY, table).stream()
                .filter(part -> part.second().equals(OpenDay.DAY))
                .toList();
    }

    /** Marks a commit as one that the next count takes the place of: what it leaves is let go of soon. */
    public static void mark(SnapshotUpdate<?> update) {
        update.set(MARK, "");
    }

    /** Tells whether a snapshot was made by such a commit. */
    public static boolean isMarked(Snapshot snapshot) {
        return snapshot.summary().containsKey(MARK);
    }
}
