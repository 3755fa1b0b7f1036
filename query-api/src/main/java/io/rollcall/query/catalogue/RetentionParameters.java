package io.rollcall.query.catalogue;

import io.rollcall.lake.metric.RetentionCells;
import io.rollcall.lake.metric.RetentionCells.Bracket;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.value.CatalogueMetric;
import io.rollcall.lake.value.FigureQuestion.Own;
import io.rollcall.query.Refusal;
import io.rollcall.query.RefusalException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What retention may be asked for beyond its standard cells. */
final class RetentionParameters {
    private static final int MOST_CELLS = 20;
    private static final String BRACKET = "bracket";

    private static final String DAYS =
            "at most " + MOST_CELLS + " numbers of days after the first, separated by commas, each "
                    + FigureParameter.range(1, RetentionCells.LONGEST_DAYS) + "; default: "
                    + join(RetentionCells.STANDARD_DAYS.stream().map(String::valueOf));
    private static final String BRACKETS = "at most " + MOST_CELLS
            + " brackets of days, separated by commas, from 1 to " + RetentionCells.LONGEST_DAYS + "; default: "
            + join(RetentionCells.STANDARD_BRACKETS.stream().map(RetentionParameters::item));
    private static final String HORIZON = "days up to which a return counts for on_or_after: "
            + FigureParameter.range(1, RetentionCells.LONGEST_DAYS) + "; default: "
            + RetentionCells.STANDARD_HORIZON_DAYS;
    private static final String WEIGHTED = "true: all cohorts together, in a row at to; default: each by itself";

    private RetentionParameters() {}

    /** {@code days=1,7,30}. */
    static FigureParameter days() {
        return new FigureParameter("days", DAYS, (text, asked) -> {
            List<Integer> days = Arrays.stream(few("days", text))
                    .map(day -> Math.toIntExact(FigureParameter.number("days", day, 1, RetentionCells.LONGEST_DAYS)))
                    .distinct()
                    .toList();
            asked.items(days.stream().map(String::valueOf).toList());
            if (!RetentionCells.STANDARD_DAYS.containsAll(days)) {
                asked.relation("asked.day", RetentionCells.days(days));
                asked.daysAfterAtLeast(
                        days.stream().mapToInt(Integer::intValue).max().orElseThrow());
            }
        });
    }

    /** {@code bracket=3-10,11-20}. */
    static FigureParameter brackets() {
        return new FigureParameter(BRACKET, BRACKETS, (text, asked) -> {
            List<Bracket> brackets = Arrays.stream(few(BRACKET, text))
                    .map(RetentionParameters::bracket)
                    .distinct()
                    .toList();
            asked.items(brackets.stream().map(RetentionParameters::item).toList());
            if (!RetentionCells.STANDARD_BRACKETS.containsAll(brackets)) {
                asked.relation("asked.bracket", RetentionCells.brackets(brackets));
                asked.daysAfterAtLeast(
                        brackets.stream().mapToInt(Bracket::last).max().orElseThrow());
            }
        });
    }

    /** {@code horizon=60}: up to how many days after the first a return counts for {@code on_or_after}. */
    static FigureParameter horizon() {
        return new FigureParameter("horizon", HORIZON, (text, asked) -> {
            long days = FigureParameter.number("horizon", text, 1, RetentionCells.LONGEST_DAYS);
            if (days != RetentionCells.STANDARD_HORIZON_DAYS) {
                asked.literal("horizon", Literal.of(days));
                asked.daysAfterAtLeast(Math.toIntExact(days));
            }
        });
    }

    /** {@code weighted=true}: all cohorts together, in a row at {@code to}. Comes after the others. */
    static FigureParameter weighted() {
        return new FigureParameter("weighted", WEIGHTED, (text, asked) -> {
            FigureParameter.oneOf("weighted", List.of("true"), text);
            if (!asked.own().equals(Own.NONE)) {
                throw new RefusalException(
                        Refusal.INVALID_PARAMETER,
                        "cohorts are united in the cells that every night works out: with weighted=true leave horizon out,"
                                + " and name only days and brackets that are standard");
            }
            asked.sources(List.of(CatalogueMetric.RETENTION_WEIGHTED));
        });
    }

    private static String item(Bracket bracket) {
        return bracket.first() + "-" + bracket.last();
    }

    private static String join(Stream<String> texts) {
        return texts.collect(Collectors.joining(","));
    }

    private static String[] few(String name, String text) {
        String[] parts = text.split(",", -1);
        if (parts.length > MOST_CELLS) {
            throw FigureParameter.invalid(name, text, "a list of at most " + MOST_CELLS);
        }
        return parts;
    }

    private static Bracket bracket(String text) {
        String[] ends = text.split("-", -1);
        if (ends.length == 2) {
            int first = Math.toIntExact(FigureParameter.number(BRACKET, ends[0], 1, RetentionCells.LONGEST_DAYS));
            int last = Math.toIntExact(FigureParameter.number(BRACKET, ends[1], 1, RetentionCells.LONGEST_DAYS));
            if (first <= last) {
                return new Bracket(first, last);
            }
        }
        throw FigureParameter.invalid(BRACKET, text, "two numbers of days, the smaller first: 3-10");
    }
}
