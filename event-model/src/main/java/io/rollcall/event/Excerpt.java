package io.rollcall.event;

/** The beginning of a text that somebody sent, for a message: as much as tells them which one is meant. */
public final class Excerpt {
    private static final int CHARS = 40;

    private Excerpt() {}

    /** The text, or its first 40 characters and three dots. */
    public static String of(String text) {
        return of(text, CHARS);
    }

    /** The text, or its first characters and three dots. */
    public static String of(String text, int chars) {
        return text.length() <= chars ? text : text.substring(0, chars) + "...";
    }
}
