package io.rollcall.lake.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Translates the engine's places in a text, which are bytes counted from 0, into characters counted from 1. */
final class Positions {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private Positions() {}

    /** Empty where the engine names no place in the text. */
    static OptionalInt of(String question, String location) {
        if (!NUMBER.matcher(location).matches()) {
            return OptionalInt.empty();
        }
        byte[] bytes = question.getBytes(StandardCharsets.UTF_8);
        int at = Integer.parseInt(location);
        if (at > bytes.length) {
            return OptionalInt.empty();
        }
        String before = new String(bytes, 0, at, StandardCharsets.UTF_8);
        return OptionalInt.of(before.codePointCount(0, before.length()) + 1);
    }
}
