package io.rollcall.lake.count;

import io.rollcall.lake.day.DayStatus.Change;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.LocalDate;
import java.util.Map;

/** Compares how two runs counted a day. */
public final class CountComparison {
    private final Tables tables;

    public CountComparison(Tables tables) {
        this.tables = tables;
    }

    public Change compare(LocalDate dt, String before, String after) {
        try (TableSession session = tables.session()) {
            session.open(LakeTable.PROFILE_DAY_RUN, dt, dt);
            long differences = session.query(
                            SqlFile.of("day/difference")
                                    .bind(Map.of(
                                            "before",
                                            Literal.of(before),
                                            "after",
                                            Literal.of(after),
                                            "dt",
                                            Literal.of(dt))),
                            row -> row.number("differences"))
                    .get(0);
            return differences == 0 ? Change.UNCHANGED : Change.CHANGED;
        }
    }
}
