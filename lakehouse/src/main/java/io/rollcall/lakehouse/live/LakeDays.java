package io.rollcall.lakehouse.live;

import io.rollcall.lake.Lake;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.publish.Publication;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;

/**
 * A record of what the lake knows of days.
 *
 * @param published the days up to the present
 * @param withData days that have events in bronze, or had them until they were dropped
 * @param archivedUpTo everything received up to then is in bronze
 */
record LakeDays(SortedMap<LocalDate, PublishedDay> published, Set<LocalDate> withData, Instant archivedUpTo) {
    private static final LocalDate BEGINNING = LocalDate.of(1900, 1, 1);

    static LakeDays of(Lake lake, Instant now) {
        Publication run = lake.beginRun(now);
        Set<LocalDate> withData = new HashSet<>(run.waiting());
        withData.addAll(lake.bronze().droppedDays());
        run.asked(dt -> true).stream().map(DueDay::dt).forEach(withData::add);
        return new LakeDays(
                lake.published().days(BEGINNING, LocalDate.ofInstant(now, ZoneOffset.UTC)), withData, run.asOf());
    }

    /**
     * Tells whether the lake can say all about a day: it is published, or it is sure that nothing happened, because the
     * archive has passed the day, has none of its events, and had begun before it.
     */
    boolean knows(LocalDate dt) {
        return published.containsKey(dt)
                || (!withData.contains(dt)
                        && !published.isEmpty()
                        && published.firstKey().isBefore(dt)
                        && !archivedUpTo.isBefore(
                                dt.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
    }
}
