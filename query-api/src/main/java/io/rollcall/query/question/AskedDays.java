package io.rollcall.query.question;

import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The days that a source is asked for.
 *
 * @param range the days of the question
 * @param answered those among them that another source has answered
 */
public record AskedDays(DateRange range, Set<LocalDate> answered) {
    public AskedDays {
        answered = Set.copyOf(answered);
    }

    /** All days of a range. */
    public static AskedDays of(DateRange range) {
        return new AskedDays(range, Set.of());
    }

    /** The days that are left once some are answered. */
    public AskedDays without(Set<LocalDate> others) {
        return new AskedDays(range, others);
    }

    /** The asked days that lie in a window. */
    public Stream<LocalDate> within(LocalDate first, LocalDate last) {
        LocalDate begin = range.from().isBefore(first) ? first : range.from();
        LocalDate end = range.to().isAfter(last) ? last : range.to();
        return begin.isAfter(end)
                ? Stream.empty()
                : begin.datesUntil(end.plusDays(1)).filter(dt -> !answered.contains(dt));
    }
}
