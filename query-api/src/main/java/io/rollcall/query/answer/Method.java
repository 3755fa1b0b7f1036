package io.rollcall.query.answer;

import java.util.Locale;

/** The method by which a number was counted. */
public enum Method {
    EXACT,
    HYPERLOGLOG,
    /** Scaled from a share of the events, as only that was kept. */
    SAMPLED;

    /** The word that stands for it in an answer. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
