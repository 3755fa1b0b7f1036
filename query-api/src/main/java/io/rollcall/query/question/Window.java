package io.rollcall.query.question;

import java.time.LocalDate;
import java.util.stream.Stream;

/** Days from one to another, both included. */
public record Window(LocalDate first, LocalDate last) {
    public Window {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("a window from " + first + " cannot end on " + last);
        }
    }

    public static Window endingWith(LocalDate last, int days) {
        return new Window(last.minusDays(days - 1L), last);
    }

    public static Window of(LocalDate day) {
        return new Window(day, day);
    }

    public Stream<LocalDate> days() {
        return first.datesUntil(last.plusDays(1));
    }
}
