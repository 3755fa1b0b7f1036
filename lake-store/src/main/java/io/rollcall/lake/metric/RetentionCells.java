package io.rollcall.lake.metric;

import io.rollcall.lake.sql.Relation;
import java.util.Collection;
import java.util.List;

/** The cells that {@code catalogue/retention.sql} is asked for. */
public final class RetentionCells {
    /** The days after the first that are looked at every night. */
    public static final List<Integer> STANDARD_DAYS =
            List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 21, 28, 30, 60, 90);

    /** The brackets likewise. */
    public static final List<Bracket> STANDARD_BRACKETS =
            List.of(new Bracket(1, 7), new Bracket(8, 14), new Bracket(15, 28));

    /** The day after the first up to which a return counts for {@code on_or_after}. */
    public static final int STANDARD_HORIZON_DAYS = 90;

    /** No question may look further. */
    public static final int LONGEST_DAYS = 180;

    private RetentionCells() {}

    /** The days from the first to the last after a profile's first, both included. */
    public record Bracket(int first, int last) {}

    /** {@code asked.day}. */
    public static String days(Collection<Integer> days) {
        return Relation.of(
                List.of("n INTEGER"),
                days.stream().map(day -> List.of(day.toString())).toList());
    }

    /** {@code asked.bracket}. */
    public static String brackets(Collection<Bracket> brackets) {
        return Relation.of(
                List.of("first_n INTEGER", "last_n INTEGER"),
                brackets.stream()
                        .map(bracket -> List.of(Integer.toString(bracket.first()), Integer.toString(bracket.last())))
                        .toList());
    }
}
