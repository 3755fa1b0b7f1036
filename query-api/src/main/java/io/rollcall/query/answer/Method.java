package io.rollcall.query.answer;

import java.util.Locale;

/** The method by which a number was counted. */
public enum Method {
    EXACT,
    HYPERLOGLOG;

    /** The word that stands for it in an answer. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
