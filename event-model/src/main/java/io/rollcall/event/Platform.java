package io.rollcall.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of device a streaming platform runs on. */
public enum Platform {
    TV,
    MOBILE,
    WEB,
    CONSOLE,
    OTHER;

    private static final Map<String, Optional<Platform>> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Platform::code, Optional::of));

    /** The name on the wire: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The platform of that wire name, or empty when there is none. */
    public static Optional<Platform> ofCode(String code) {
        return BY_CODE.getOrDefault(code, Optional.empty());
    }
}
