package io.rollcall.query.answer;

import java.util.Locale;

/** How a number was counted. */
public enum Method {
    EXACT,
    HYPERLOGLOG;

    /** As it stands in an answer. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
