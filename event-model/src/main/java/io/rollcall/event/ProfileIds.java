package io.rollcall.event;

import java.util.Optional;

/** Profile ids as text, in addresses. */
public final class ProfileIds {
    /** What one is, for those who wrote something else. */
    public static final String WHAT = "a whole number above 0, 64 bit";

    private ProfileIds() {}

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
