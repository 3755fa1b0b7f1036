package io.rollcall.lake.experiment;

import io.rollcall.lake.count.CountedFiles;
import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.engine.Row;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import io.rollcall.lake.value.Standing;
import io.rollcall.lake.value.TooCostlyException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lists the experiments that were seen on published days and open ones. */
public final class ExperimentsSeen {
    private final Tables tables;
    private final SortedMap<LocalDate, PublishedDay> days;

    /** @param days the published and the open among the asked days */
    public ExperimentsSeen(Tables tables, SortedMap<LocalDate, PublishedDay> days) {
        this.tables = tables;
        this.days = new TreeMap<>(days);
    }

    /**
     * Those that were seen last, the latest first, then by name; none when none of the days is published or open.
     *
     * @param most of them that are listed
     * @param mostRows of the lake that it may take
     * @throws TooCostlyException when it takes more
     */
    public List<SeenExperiment> latest(int most, long mostRows) {
        if (days.isEmpty()) {
            return List.of();
        }
        CountedFiles exposures = CountedFiles.of(days.values());
        long rows = exposures.rows(tables, CountedTable.EXPOSURE);
        if (rows > mostRows) {
            throw new TooCostlyException(rows, mostRows);
        }
        Standing standing = Standing.of(days.values());
        try (TableSession session = tables.session()) {
            return CountedTable.EXPOSURE.openValid(session, exposures).query(query(most), row -> read(row, standing));
        }
    }

    private String query(int most) {
        return SqlFile.of("experiment/seen")
                .bind(Map.of(
                        "from", Literal.of(days.firstKey()),
                        "to", Literal.of(days.lastKey()),
                        "limit", Literal.of(most)));
    }

    private static SeenExperiment read(Row row, Standing standing) {
        return new SeenExperiment(
                row.text("experiment"),
                row.date("first_dt"),
                row.date("last_dt"),
                row.number("variants"),
                row.number("profiles"),
                standing.status(),
                standing.asOf());
    }
}
