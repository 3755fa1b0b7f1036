package io.rollcall.query.answer;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The asked days that nobody has counted exactly yet, as long as the answer has no row of them either. For one answer. */
public final class UnpublishedDays {
    private final TreeSet<LocalDate> days = new TreeSet<>();

    /** Those of the asked that are not among the published. */
    public UnpublishedDays(Stream<LocalDate> asked, Set<LocalDate> published) {
        asked.filter(dt -> !published.contains(dt)).forEach(days::add);
    }

    /** The answer has a row of that day: it says itself how settled it is. */
    public void answered(LocalDate dt) {
        days.remove(dt);
    }

    /** What is left, as an answer names them. */
    List<String> names() {
        return days.stream().map(LocalDate::toString).toList();
    }
}
