package io.rollcall.lake.value;

import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.metric.BoundComputation;
import io.rollcall.lake.metric.DaySpan;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableMap;

/**
 * How settled values are, and what is in them.
 *
 * @param status the worst of the days that they are worked out from
 * @param asOf everything received up to then is in them
 */
public record Standing(DayStatus status, Instant asOf) {
    /** Of values that are worked out from some days. */
    public static Standing of(Collection<PublishedDay> days) {
        return new Standing(
                DayStatus.worst(days.stream().map(PublishedDay::status).toList()),
                days.stream()
                        .map(PublishedDay::asOf)
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH));
    }

    /** Of a metric's values of a day: provisional as long as one of the days that they need is still to come. */
    public static Standing of(
            BoundComputation computation, NavigableMap<LocalDate, PublishedDay> published, LocalDate dt) {
        DaySpan window = computation.read(dt, dt);
        Standing known = of(window.of(published).values());
        return published.lastKey().isBefore(window.last()) ? new Standing(DayStatus.PROVISIONAL, known.asOf()) : known;
    }
}
