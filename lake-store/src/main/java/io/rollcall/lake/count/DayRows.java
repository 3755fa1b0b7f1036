package io.rollcall.lake.count;

import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.metric.DaySpan;
import io.rollcall.lake.table.DayPart;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Tables;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The number of rows that each day has for values to be worked out from.
 *
 * @param rows of a day: its deduplicated events, as far as they are kept, and what each profile did
 */
public record DayRows(Map<LocalDate, Long> rows) {
    /** More of them are not brought together for the sake of fewer pieces. */
    private static final long AT_ONCE = 1_000_000;

    public DayRows {
        rows = Map.copyOf(rows);
    }

    public static DayRows of(Tables tables, Collection<PublishedDay> published) {
        Map<LocalDate, Long> rows = new HashMap<>();
        add(rows, CountedFiles.of(published).in(tables, CountedTable.PROFILE_DAY));
        add(rows, tables.parts(LakeTable.ENRICHED_APP_EVENTS));
        return new DayRows(rows);
    }

    private static void add(Map<LocalDate, Long> rows, Collection<DayPart> parts) {
        parts.forEach(part -> rows.merge(part.dt(), part.rows(), Long::sum));
    }

    /** The rows of a day. */
    public long of(LocalDate dt) {
        return rows.getOrDefault(dt, 0L);
    }

    /**
     * The number of days that a piece of work may span that has so many rows: thin days go together.
     *
     * @param usual what a piece of other days may
     */
    public static int mostDays(long rows, int usual) {
        return rows <= AT_ONCE ? DaySpan.MOST_DAYS : usual;
    }
}
