package io.rollcall.lake.value;

import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.history.Intervals;
import io.rollcall.lake.metric.BoundComputation;
import io.rollcall.lake.metric.DaySpan;
import io.rollcall.lake.metric.Interval;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Query;
import io.rollcall.lake.sql.Relation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The degree to which values are settled, and the time up to which they hold everything.
 *
 * @param status the worst of the days that they are worked out from
 * @param asOf everything received up to then is in them
 */
public record Standing(DayStatus status, Instant asOf) {
    /** The standing of values that are worked out from some days. */
    public static Standing of(Collection<PublishedDay> days) {
        return new Standing(
                DayStatus.worst(days.stream().map(PublishedDay::status).toList()),
                days.stream()
                        .map(PublishedDay::asOf)
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH));
    }

    /**
     * The standing of a metric's values of a day, worked out now: provisional, or live, as long as one of the days that
     * they need can still change.
     */
    static Standing of(BoundComputation computation, CountedDays counted, LocalDate dt) {
        return of(computation.read(dt, dt), counted);
    }

    private static Standing of(DaySpan window, CountedDays counted) {
        Standing known = of(window.of(counted.days()).values());
        return known.status() == DayStatus.LIVE || counted.isSettled(window)
                ? known
                : new Standing(DayStatus.PROVISIONAL, known.asOf());
    }

    /**
     * A computation's values with their dt and their standing: {@code status, as_of, definition_version}, and {@code complete} of
     * intervals. As of what is stored, there is no row of days none of which is counted. What unites days has one row at the last of
     * them, whichever that is.
     */
    static String valued(Intervals intervals, MetricQuestion question) {
        BoundComputation computation = intervals.computation();
        CountedDays counted = intervals.counted();
        String standing = Relation.of(
                List.of(
                        "dt DATE",
                        "first_dt DATE",
                        Interval.COMPLETE + " INTEGER",
                        "status VARCHAR",
                        "as_of TIMESTAMPTZ",
                        "definition_version INTEGER"),
                intervals.all().stream()
                        .filter(interval -> question.unitesDays()
                                || !interval.days().of(counted.days()).isEmpty())
                        .map(interval -> {
                            Standing of = of(intervals.read(interval), counted);
                            return Map.of(
                                    "dt",
                                    Literal.of(interval.date()),
                                    "first_dt",
                                    Literal.of(interval.dt()),
                                    Interval.COMPLETE,
                                    Literal.of(interval.isComplete() ? 1 : 0),
                                    "status",
                                    Literal.of(of.status().word()),
                                    "as_of",
                                    Literal.of(of.asOf()),
                                    "definition_version",
                                    Literal.of(computation.version()));
                        })
                        .toList());
        return Query.moved(Query.joined(intervals.sql(), standing, "dt"), "first_dt", "dt");
    }

    /**
     * The standing of a metric's values of a day beside those that stood until now: as the worst of the days that they
     * need when none of these can change any more; from then on restated when they become others, or with their whole
     * day.
     *
     * @param before the version that stood; of the same definition
     * @param isChanged whether that said something else
     */
    static Standing next(
            BoundComputation computation,
            CountedDays counted,
            LocalDate dt,
            Optional<MetricVersion> before,
            boolean isChanged) {
        Instant asOf = of(computation.basis(dt).of(counted.days()).values()).asOf();
        Standing worst = of(computation, counted, dt);
        if (worst.status() == DayStatus.PROVISIONAL) {
            return new Standing(DayStatus.PROVISIONAL, asOf);
        }
        boolean dayRestated =
                counted.of(dt).filter(day -> day.status() == DayStatus.RESTATED).isPresent();
        DayStatus status = before.map(MetricVersion::status)
                .filter(stood -> stood != DayStatus.PROVISIONAL)
                .map(stood -> dayRestated || isChanged ? DayStatus.RESTATED : stood)
                .orElse(worst.status());
        return before.filter(version -> version.status() == status && !isChanged)
                .map(version -> new Standing(status, version.asOf()))
                .orElseGet(() -> new Standing(status, isChanged ? after(before, asOf, counted) : asOf));
    }

    /**
     * What has changed a value need not be a day that it reads: history began earlier, or a session was cut elsewhere days before. That
     * came with the newest of all days; or with none, as what is known of titles, and then it came since.
     */
    private static Instant after(Optional<MetricVersion> before, Instant asOf, CountedDays counted) {
        if (before.isEmpty()) {
            return asOf;
        }
        Instant newest = of(counted.days().values()).asOf();
        Instant archived = counted.archive().asOf();
        return newest.isAfter(before.get().asOf()) || archived.isBefore(newest) ? newest : archived;
    }
}
