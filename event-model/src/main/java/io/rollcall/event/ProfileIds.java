package io.rollcall.event;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Profile ids as text, in addresses and answers. */
public final class ProfileIds {
    /** The words that say what an id is, for those who wrote something else. */
    public static final String WHAT = "a whole number above 0, 64 bit";

    private ProfileIds() {}

    /** The ways in which an answer may give ids: JavaScript rounds numbers above 2^53. */
    public enum Notation {
        NUMBER,
        TEXT;

        /** The parameter that asks for one. */
        public static final String PARAMETER = "ids";

        /** The words that say what the parameter may be, for those who wrote something else. */
        public static final String WHAT = "number or text";

        /** The notation as the parameter has it; numbers where it is null. */
        public static Optional<Notation> parse(@Nullable String text) {
            return Stream.of(values())
                    .filter(notation -> notation.name().toLowerCase(Locale.ROOT).equals(text == null ? "number" : text))
                    .findFirst();
        }

        /** The id as an answer's member. */
        public Object write(long id) {
            return this == TEXT ? Long.toString(id) : id;
        }
    }

    /** The id; empty where the text is none. */
    public static Optional<Long> parse(String text) {
        if (!text.matches("\\d{1,19}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.valueOf(text)).filter(id -> id > 0);
        } catch (NumberFormatException beyond64Bits) {
            return Optional.empty();
        }
    }
}
