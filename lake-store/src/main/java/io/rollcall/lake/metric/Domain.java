package io.rollcall.lake.metric;

import java.util.List;
import java.util.OptionalInt;

/**
 * The values that a parameter may have, as far as a program that offers them needs to know.
 *
 * @param least of a whole number
 * @param most of a whole number
 * @param choices all that there are, of a choice
 */
public record Domain(Type type, OptionalInt least, OptionalInt most, List<String> choices) {
    static final Domain TEXT = new Domain(Type.TEXT, OptionalInt.empty(), OptionalInt.empty(), List.of());
    static final Domain LIST = new Domain(Type.LIST, OptionalInt.empty(), OptionalInt.empty(), List.of());

    /** The kind of a value. */
    public enum Type {
        /** A whole number between bounds. */
        INTEGER,
        /** One of a few words. */
        CHOICE,
        /** Several values, separated by commas. */
        LIST,
        /** Any other. */
        TEXT
    }

    public Domain {
        choices = List.copyOf(choices);
    }

    static Domain between(int least, int most) {
        return new Domain(Type.INTEGER, OptionalInt.of(least), OptionalInt.of(most), List.of());
    }

    static Domain oneOf(List<String> choices) {
        return new Domain(Type.CHOICE, OptionalInt.empty(), OptionalInt.empty(), choices);
    }
}
