package io.rollcall.lake.publish;

import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.metric.DaySpan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Decides which days are counted at once. Statements and commits cost the same for a day of a hundred events as for a
 * hundred such days; what bounds them is the memory for the records, and the length of a statement that names the days.
 */
final class CountPieces {
    /** A day that has more is a piece of its own. */
    static final long RECORDS = 2_000_000;

    static final int DAYS = DaySpan.MOST_DAYS;

    private CountPieces() {}

    /**
     * The days in pieces, in order. Within a piece lies no day with data that is not of it.
     *
     * @param days in order
     * @param bronze what there is of each day with data
     */
    static List<List<DueDay>> of(List<DueDay> days, SortedMap<LocalDate, BronzeDay> bronze) {
        List<List<DueDay>> pieces = new ArrayList<>();
        List<DueDay> piece = new ArrayList<>();
        long records = 0;
        for (DueDay day : days) {
            long more = bronze.containsKey(day.dt()) ? bronze.get(day.dt()).records() : 0;
            if (!piece.isEmpty()
                    && (piece.size() == DAYS
                            || records + more > RECORDS
                            || isBetween(bronze, piece.get(piece.size() - 1).dt(), day.dt()))) {
                pieces.add(piece);
                piece = new ArrayList<>();
                records = 0;
            }
            piece.add(day);
            records += more;
        }
        if (!piece.isEmpty()) {
            pieces.add(piece);
        }
        return pieces;
    }

    private static boolean isBetween(SortedMap<LocalDate, BronzeDay> bronze, LocalDate last, LocalDate next) {
        return !bronze.subMap(last.plusDays(1), next).isEmpty();
    }
}
