package io.rollcall.lake.metric;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the texts of parameters and says what they may be; every method that reads one throws an
 * {@link InvalidArgumentException} for what is not.
 */
final class Text {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final int LONGEST_LIST = 2_560;

    private Text() {}

    static String range(int least, int most) {
        return "a whole number from " + least + " to " + most;
    }

    static String choice(List<String> known) {
        return "one of " + String.join(", ", known);
    }

    static int number(String name, String text, int least, int most) {
        if (NUMBER.matcher(text).matches()) {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw InvalidArgumentException.of(name, text, range(least, most));
    }

    static String oneOf(String name, List<String> known, String text) {
        if (!known.contains(text)) {
            throw InvalidArgumentException.of(name, text, choice(known));
        }
        return text;
    }

    static String line(String name, String text, int longest) {
        if (text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
            throw InvalidArgumentException.of(name, text, "a text of at most " + longest + " characters");
        }
        return text;
    }

    /** A list of texts separated by commas. */
    static List<String> list(String name, String text) {
        return List.of(line(name, text, LONGEST_LIST).split(",", -1));
    }

    /** A list of texts separated by commas, of so many at most. */
    static List<String> list(String name, String text, int most) {
        String[] parts = text.split(",", -1);
        if (parts.length > most) {
            throw InvalidArgumentException.of(name, text, "a list of at most " + most);
        }
        return List.of(parts);
    }
}
