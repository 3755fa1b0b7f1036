package io.rollcall.lake.history;

import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Says of each day which was the last hour that has begun; of a day that is still to change, as far as it is archived. */
public final class LastHours {
    private static final int LAST = 23;

    private LastHours() {}

    /** A query for {@code dt, hour} of the counted days from the first to the last; nothing of a day of which no hour has begun. */
    public static String of(CountedDays counted, LocalDate from, LocalDate to) {
        return Relation.of(
                List.of("dt DATE", "hour INTEGER"),
                counted.days().subMap(from, true, to, true).values().stream()
                        .filter(day -> of(day) >= 0)
                        .map(day -> Map.of("dt", Literal.of(day.dt()), "hour", Literal.of(of(day))))
                        .toList());
    }

    private static long of(PublishedDay day) {
        if (!day.isOpen()) {
            return LAST;
        }
        Duration sinceMidnight = Duration.between(day.dt().atStartOfDay().toInstant(ZoneOffset.UTC), day.asOf());
        return sinceMidnight.isNegative() ? -1 : Math.min(LAST, sinceMidnight.toHours());
    }
}
