package io.rollcall.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of device a streaming platform runs on. */
public enum Platform {
    TV,
    MOBILE,
    WEB,
    CONSOLE,
    OTHER;

    /** The name on the wire: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The platform of that wire name, or empty when there is none. */
    public static Optional<Platform> ofCode(String code) {
        return Arrays.stream(values())
                .filter(platform -> platform.code().equals(code))
                .findFirst();
    }
}
