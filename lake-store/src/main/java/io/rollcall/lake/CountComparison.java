package io.rollcall.lake;

import io.rollcall.lake.DayStatus.Change;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.SqlFile;
import java.time.LocalDate;
import java.util.Map;

/** Compares how two runs counted a day. */
final class CountComparison {
    private final Lake lake;

    CountComparison(Lake lake) {
        this.lake = lake;
    }

    Change compare(LocalDate dt, String before, String after) {
        try (LakeSession session = lake.session()) {
            session.open(LakeTable.PROFILE_DAY_RUN, Days.between(dt, dt));
            long differences = session.query(
                            SqlFile.of("day/difference")
                                    .bind(Map.of(
                                            "before",
                                            Literal.of(before),
                                            "after",
                                            Literal.of(after),
                                            "dt",
                                            Literal.of(dt))),
                            row -> row.getLong(1))
                    .get(0);
            return differences == 0 ? Change.UNCHANGED : Change.CHANGED;
        }
    }
}
