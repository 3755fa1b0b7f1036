package io.rollcall.lake.value;

import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.day.OpenDay;
import io.rollcall.lake.metric.BoundComputation;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/**
 * Works out what metrics say of a day that is not published, by the same files as for one that is, and writes it for {@link
 * LakeTable#OPEN_DAY}. Nobody sees it before it is committed.
 *
 * @param table that it is written for
 * @param day as it is counted
 * @param counted the published days, and the open ones up to this: what is known of the days after an open one is not whole, and
 *     says nothing of it
 */
public record OpenValues(Tables tables, Table table, OpenDay day, CountedDays counted) {
    /** The file of what a computation says of the day; nothing where it says nothing. */
    public Optional<DataFile> of(BoundComputation computation) {
        try (TableSession session = tables.session()) {
            MetricInputs.of(tables, computation, counted, day.dt(), day.dt()).open(session);
            session.engine().keep("run.figure", computation.sql(day.dt(), day.dt()));
            return write(session, "gold/open_figure", computation.name(), computation.version());
        }
    }

    /**
     * Writes what a .sql file says of the day, from what is worked out in a session.
     *
     * @param file that gives rows of the table
     */
    public Optional<DataFile> write(TableSession session, String file, String metric, int definitionVersion) {
        Map<String, String> literals = new HashMap<>(day.literals());
        literals.put("metric", Literal.of(metric));
        literals.put("definition_version", Literal.of(definitionVersion));
        return TableFile.write(session.engine(), SqlFile.of(file).bind(literals), LakeTable.OPEN_DAY, table);
    }

    /** Writes the row about the day itself. */
    public Optional<DataFile> ofTheDay() {
        try (TableSession session = tables.session()) {
            return TableFile.write(
                    session.engine(), LakeTable.OPEN_DAY.rows(List.of(day.row())), LakeTable.OPEN_DAY, table);
        }
    }
}
