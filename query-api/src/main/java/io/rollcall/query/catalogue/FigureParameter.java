package io.rollcall.query.catalogue;

import io.rollcall.lake.engine.Literal;
import io.rollcall.query.Parameters;
import io.rollcall.query.Refusal;
import io.rollcall.query.RefusalException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * A parameter of one metric.
 *
 * @param effect of its value on what is asked; throws a {@link RefusalException} for what is none
 */
record FigureParameter(String name, BiConsumer<String, Asked> effect) {
    private static final Pattern EVENT_NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final int LONGEST_TEXT = 128;

    /** Chooses among the dimensions. */
    static FigureParameter dimension(String name, List<String> known) {
        return new FigureParameter(name, (text, asked) -> asked.dimensions(List.of(oneOf(name, known, text))));
    }

    /** Chooses items, separated by commas. */
    static FigureParameter items(String name) {
        return new FigureParameter(
                name,
                (text, asked) ->
                        asked.items(List.of(text(name, text, 20 * LONGEST_TEXT).split(",", -1))));
    }

    /** Rows of a day and region at most. */
    static FigureParameter limit(int most) {
        return new FigureParameter(
                "limit", (text, asked) -> asked.limit(Math.toIntExact(number("limit", text, 1, most))));
    }

    /** A number that the .sql file takes; the standard one is answered from what is stored. */
    static FigureParameter number(String name, String literal, long least, long most, long standard) {
        return new FigureParameter(name, (text, asked) -> {
            long value = number(name, text, least, most);
            if (value != standard) {
                asked.literal(literal, Literal.of(value));
            }
        });
    }

    static String oneOf(String name, List<String> known, String text) {
        if (!known.contains(text)) {
            throw invalid(name, text, "one of " + String.join(", ", known));
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
        throw invalid(name, text, "a whole number from " + least + " to " + most);
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
