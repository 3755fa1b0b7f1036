package io.rollcall.query.catalogue;

import io.rollcall.lake.sql.Literal;
import io.rollcall.query.Parameters;
import io.rollcall.query.Refusal;
import io.rollcall.query.RefusalException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * A parameter of one metric.
 *
 * @param takes what it may be, and what it is when it is left out: for those who read the description
 * @param effect of its value on what is asked; throws a {@link RefusalException} for what is none
 */
record FigureParameter(String name, String takes, BiConsumer<String, Asked> effect) {
    private static final Pattern EVENT_NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final int LONGEST_TEXT = 128;

    /** Chooses among the dimensions. */
    static FigureParameter dimension(String name, List<String> known) {
        return new FigureParameter(
                name,
                choice(known) + "; default: all",
                (text, asked) -> asked.dimensions(List.of(oneOf(name, known, text))));
    }

    /** Chooses items, separated by commas. */
    static FigureParameter items(String name) {
        return new FigureParameter(
                name,
                "one or several, separated by commas; default: all",
                (text, asked) ->
                        asked.items(List.of(text(name, text, 20 * LONGEST_TEXT).split(",", -1))));
    }

    /** Rows of a day and region at most. */
    static FigureParameter limit(int most, int standard) {
        return new FigureParameter(
                "limit",
                "rows of a day and region: " + range(1, most) + "; default: " + standard,
                (text, asked) -> asked.limit(Math.toIntExact(number("limit", text, 1, most))));
    }

    /**
     * A number that the .sql file takes under the same name; the standard one is answered from what is stored.
     *
     * @param meaning what it is the number of
     */
    static FigureParameter number(String name, String meaning, long least, long most, long standard) {
        return new FigureParameter(
                name, meaning + ": " + range(least, most) + "; default: " + standard, (text, asked) -> {
                    long value = number(name, text, least, most);
                    if (value != standard) {
                        asked.literal(name, Literal.of(value));
                    }
                });
    }

    static String range(long least, long most) {
        return "a whole number from " + least + " to " + most;
    }

    static String choice(List<String> known) {
        return "one of " + String.join(", ", known);
    }

    static String oneOf(String name, List<String> known, String text) {
        if (!known.contains(text)) {
            throw invalid(name, text, choice(known));
        }
        return text;
    }

    static long number(String name, String text, long least, long most) {
        if (text.matches("\\d{1,18}")) {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw invalid(name, text, range(least, most));
    }

    static String eventName(String name, String text) {
        if (!EVENT_NAME.matcher(text).matches()) {
            throw invalid(name, text, "the name of an event: lower case letters, digits and underscores");
        }
        return text;
    }

    static String text(String name, String text, int longest) {
        if (text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
            throw invalid(name, text, "a text of at most " + longest + " characters");
        }
        return text;
    }

    static RefusalException invalid(String name, String text, String expected) {
        return new RefusalException(
                Refusal.INVALID_PARAMETER,
                "parameter " + name + " is '" + Parameters.excerpt(text) + "'; it is " + expected);
    }
}
