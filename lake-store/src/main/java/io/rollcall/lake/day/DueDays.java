package io.rollcall.lake.day;

import io.rollcall.lake.day.DayStatus.Change;
import io.rollcall.lake.day.DayStatus.LiveWindowState;
import io.rollcall.lake.day.DueDay.Reason;
import io.rollcall.lake.metric.Metrics;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
 * @param removals when an erasure last took rows out of the counts of a day
 * @param archive how far it is
 */
public record DueDays(
        Map<LocalDate, Long> bronze,
        Map<LocalDate, PublishedDay> published,
        Set<LocalDate> dropped,
        Map<LocalDate, Instant> removals,
        ArchiveEnd archive) {
    /** So many days after one with data a window still knows of it, and a quiet day has values. */
    private static final int QUIET_REACH = Metrics.longestWindowDays() - 1;

    /** The days that are due by themselves, in order. */
    public List<DueDay> touched() {
        return withTheOthersThatFollow(due(this::reason));
    }

    /** All days with data that somebody asked for, whether touched or not, and what follows from them; in order. */
    public List<DueDay> asked(Predicate<LocalDate> chosen) {
        return withTheOthersThatFollow(due(dt -> chosen.test(dt) && bronze.containsKey(dt)
                ? Optional.of(reason(dt).filter(Reason::needsCounting).orElse(Reason.ASKED))
                : Optional.empty()));
    }

    /**
     * Values are worked out again as soon as anything is due: then those of the days out of which an erasure took somebody, too, so
     * that the values of one day never contradict each other. And the days between counted ones on which nothing happened are days.
     */
    private List<DueDay> withTheOthersThatFollow(List<DueDay> due) {
        if (due.isEmpty()) {
            return due;
        }
        SortedMap<LocalDate, DueDay> all = new TreeMap<>();
        due.forEach(day -> all.put(day.dt(), day));
        Stream.concat(
                        quiet(all.keySet()).map(dt -> new DueDay(dt, Reason.QUIET)),
                        published.keySet().stream()
                                .filter(this::isErasedSince)
                                .map(dt -> new DueDay(dt, Reason.ERASED)))
                .forEach(day -> all.merge(day.dt(), day, DueDays::stronger));
        return List.copyOf(all.values());
    }

    /** The one of two reasons that stands: a day that is counted anew needs no other reason. */
    private static DueDay stronger(DueDay first, DueDay second) {
        return first.reason().needsCounting() ? first : second;
    }

    /** The days without data and not published yet that lie between two days with data that are counted, not long after the first. */
    private Stream<LocalDate> quiet(Collection<LocalDate> due) {
        NavigableSet<LocalDate> counted = new TreeSet<>(due);
        counted.retainAll(bronze.keySet());
        published.values().stream()
                .filter(day -> !day.isQuiet())
                .map(PublishedDay::dt)
                .forEach(counted::add);
        return counted.stream()
                .filter(dt -> counted.higher(dt) != null)
                .flatMap(dt -> dt.plusDays(1).datesUntil(counted.higher(dt)).limit(QUIET_REACH))
                .filter(dt -> !bronze.containsKey(dt) && !published.containsKey(dt));
    }

    /** Tells whether an erasure took rows out of a published day since it was published. */
    public boolean isErasedSince(LocalDate dt) {
        PublishedDay day = published.get(dt);
        Instant removal = removals.get(dt);
        return day != null && removal != null && removal.isAfter(day.publishedAt());
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
     * Tells whether a count would see all events of the day. One whose own events were dropped would be counted from
     * the few that came later; one beside such a day would take events for new that are duplicates of dropped ones.
     * What is published of both stays. A day that was never published has nothing to lose.
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

    /**
     * Tells whether what an earlier run has counted of a day may be shown: what began before the day was last published
     * may be swept at any time.
     */
    public boolean mayTakeOver(LocalDate dt, String countedBy) {
        PublishedDay day = published.get(dt);
        return day == null || countedBy.compareTo(day.run()) > 0;
    }

    /** Tells whether two counts of a day differ. */
    @FunctionalInterface
    public interface Counts {
        Change compare(LocalDate dt, String before, String after);
    }

    /**
     * The entry of a due day once a run has published it.
     *
     * @param countedBy whose counts it then shows; empty when they stay those that it has
     * @param at after every publication so far
     * @param counts asked only about a day whose values were settled
     */
    public PublishedDay publication(DueDay day, String run, Optional<String> countedBy, Instant at, Counts counts) {
        Optional<PublishedDay> before = Optional.ofNullable(published.get(day.dt()));
        String counted = countedBy.or(() -> before.map(PublishedDay::countedBy)).orElse(run);
        DayStatus status = DayStatus.next(
                before.map(PublishedDay::status),
                window(day.dt()),
                before.map(was -> change(was, counted, counts)).orElse(Change.CHANGED));
        // Raw events may have been dropped since; the day had them all the same.
        long newest = Math.max(
                bronze.getOrDefault(day.dt(), 0L),
                before.map(PublishedDay::bronzeSequence).orElse(0L));
        return new PublishedDay(day.dt(), run, counted, status, archive.asOf(), at, newest);
    }

    private Change change(PublishedDay before, String counted, Counts counts) {
        if (isErasedSince(before.dt())) {
            return Change.CHANGED;
        }
        if (before.status() == DayStatus.PROVISIONAL || before.countedBy().equals(counted)) {
            return Change.UNCHANGED;
        }
        return counts.compare(before.dt(), before.countedBy(), counted);
    }

    /** Tells whether the archive has passed the day's end in every partition. */
    public boolean isOver(LocalDate dt) {
        return archive.isOver(dt);
    }

    /** Tells whether the live counters still took events of the day when the archive was that far. */
    public LiveWindowState window(LocalDate dt) {
        return archive.window(dt);
    }
}
