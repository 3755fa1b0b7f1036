package io.rollcall.access.keys;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a key may open. */
public enum KeyScope {
    /** Send events. */
    INGEST,
    /** Send events of any age, which is nothing without sending. */
    BACKFILL,
    /** Ask questions. */
    READ,
    /** Change something, and erase. Whoever has it may ask questions, too. */
    ADMIN;

    /** The name in files and on the command line: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope of that name, or empty when there is none. */
    public static Optional<KeyScope> ofCode(String code) {
        return Stream.of(values()).filter(scope -> scope.code().equals(code)).findFirst();
    }
}
