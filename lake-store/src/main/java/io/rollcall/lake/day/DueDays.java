package io.rollcall.lake.day;

import io.rollcall.event.LiveWindow;
import io.rollcall.lake.day.DayStatus.LiveWindowState;
import io.rollcall.lake.day.DueDay.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides which days a run has to publish. A function of what bronze has, what is published, and up to when the archive is
 * whole; no clock.
 *
 * @param bronze the newest data sequence number of every day in bronze
 * @param published the days as they stand
 * @param dropped the days whose raw events were dropped when their time of retention was over
 * @param asOf everything received up to then is in bronze
 */
public record DueDays(
        Map<LocalDate, Long> bronze, Map<LocalDate, PublishedDay> published, Set<LocalDate> dropped, Instant asOf) {
    /** An event received at midnight may be acknowledged a little later than one received after it. */
    static final Duration CLOSING_SLACK = Duration.ofMinutes(1);

    /** The days that are due by themselves, in order. */
    public List<DueDay> touched() {
        return due(this::reason);
    }

    /** All days with data that somebody asked for, whether touched or not, in order. */
    public List<DueDay> asked(Predicate<LocalDate> chosen) {
        return due(dt -> chosen.test(dt) && bronze.containsKey(dt)
                ? Optional.of(reason(dt).filter(Reason::needsCounting).orElse(Reason.ASKED))
                : Optional.empty());
    }

    private List<DueDay> due(Function<LocalDate, Optional<Reason>> reason) {
        Set<LocalDate> known = new TreeSet<>(bronze.keySet());
        known.addAll(published.keySet());
        return known.stream()
                .filter(this::isOver)
                .flatMap(dt -> reason.apply(dt).map(why -> new DueDay(dt, why)).filter(this::isCountable).stream())
                .toList();
    }

    private Optional<Reason> reason(LocalDate dt) {
        PublishedDay day = published.get(dt);
        if (day == null) {
            return Optional.of(Reason.NEW);
        }
        if (bronze.getOrDefault(dt, 0L) > day.bronzeSequence()) {
            return Optional.of(Reason.TOUCHED);
        }
        boolean closes = day.status() == DayStatus.PROVISIONAL && window(dt) == LiveWindowState.CLOSED;
        return closes ? Optional.of(Reason.CLOSED) : Optional.empty();
    }

    /**
     * Whether a count would see all events of the day. One whose own events were dropped would be counted from the few that
     * came later; one beside such a day would take events for new that are duplicates of dropped ones. What is published of
     * both stays. A day that was never published has nothing to lose.
     */
    private boolean isCountable(DueDay day) {
        return !day.reason().needsCounting()
                || day.reason() == Reason.NEW
                || Stream.of(-1, 0, 1).map(day.dt()::plusDays).noneMatch(dropped::contains);
    }

    /** Published days that have got events since, and are not counted again because raw events they need were dropped. */
    public List<LocalDate> leftOut() {
        return published.keySet().stream()
                .filter(dt -> reason(dt).filter(Reason.TOUCHED::equals).isPresent())
                .filter(dt -> !isCountable(new DueDay(dt, Reason.TOUCHED)))
                .sorted()
                .toList();
    }

    /** Whether the archive has passed the day's end in every partition. */
    public boolean isOver(LocalDate dt) {
        return archivedPast(dt.plusDays(1));
    }

    /** Whether the live counters still took events of the day at that time. */
    public LiveWindowState window(LocalDate dt) {
        return archivedPast(dt.plusDays(LiveWindow.DAYS)) ? LiveWindowState.CLOSED : LiveWindowState.OPEN;
    }

    private boolean archivedPast(LocalDate day) {
        return !asOf.isBefore(day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(CLOSING_SLACK));
    }
}
