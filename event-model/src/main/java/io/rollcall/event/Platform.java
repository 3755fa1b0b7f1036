package io.rollcall.event;

import java.util.Arrays;
import java.util.List;
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

    /** Systems and devices that clients name in a platform's place. */
    private static final Map<String, Platform> ELSEWHERE = elsewhere(Map.of(
            MOBILE, List.of("ios", "ipados", "iphone", "ipad", "android", "phone", "tablet", "app"),
            WEB, List.of("browser", "desktop", "pc", "windows", "mac", "macos", "linux", "chrome", "safari", "firefox"),
            TV,
                    List.of(
                            "smarttv",
                            "appletv",
                            "tvos",
                            "androidtv",
                            "firetv",
                            "roku",
                            "tizen",
                            "webos",
                            "chromecast",
                            "stb"),
            CONSOLE, List.of("playstation", "ps4", "ps5", "xbox", "switch", "nintendo"),
            OTHER, List.of("unknown")));

    /** The name on the wire: lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The platform of that wire name, or empty when there is none. */
    public static Optional<Platform> ofCode(String code) {
        return BY_CODE.getOrDefault(code, Optional.empty());
    }

    /** The platform of a name, or of a system or device that clients name in a platform's place. */
    public static Optional<Platform> named(String name) {
        return ofCode(name)
                .or(() -> Spelling.spelledLike(name, ELSEWHERE.keySet()).map(ELSEWHERE::get));
    }

    /** The platform that somebody may have meant by a name that none has. */
    static Optional<Platform> meantBy(String name) {
        return Spelling.spelledLike(name, ELSEWHERE.keySet())
                .map(ELSEWHERE::get)
                .or(() -> Spelling.nearest(name, BY_CODE.keySet()).flatMap(Platform::ofCode));
    }

    private static Map<String, Platform> elsewhere(Map<Platform, List<String>> names) {
        return names.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(name -> Map.entry(name, entry.getKey())))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
