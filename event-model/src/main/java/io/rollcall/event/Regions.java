package io.rollcall.event;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The regions an event may come from: ISO 3166-1 alpha-2, and {@code ZZ} for unknown. */
public final class Regions {
    /** The region of a client that does not know where it is. */
    public static final String UNKNOWN = "ZZ";

    /** Every region together: a name for answers, never for events. */
    public static final String ALL = "*";

    private static final Set<String> CODES = Stream.concat(Stream.of(Locale.getISOCountries()), Stream.of(UNKNOWN))
            .collect(Collectors.toUnmodifiableSet());

    /** Codes in use that are not of the standard. */
    private static final Map<String, String> ELSEWHERE = Map.of("UK", "GB", "EL", "GR");

    private Regions() {}

    /** The region that somebody may have meant by a text that is none: {@code us}, {@code UK}, {@code USA}, {@code en-US}. */
    public static Optional<String> meantBy(String text) {
        String capitals = text.strip().toUpperCase(Locale.ROOT);
        return Stream.of(
                        capitals,
                        capitals.substring(Math.max(capitals.lastIndexOf('-'), capitals.lastIndexOf('_')) + 1))
                .flatMap(Regions::codes)
                .filter(Regions::isKnown)
                .findFirst();
    }

    private static Stream<String> codes(String capitals) {
        return Stream.concat(
                Stream.of(ELSEWHERE.getOrDefault(capitals, capitals)),
                Stream.of(Locale.getISOCountries())
                        .filter(code -> new Locale("", code).getISO3Country().equals(capitals)));
    }

    /**
     * Says whether it looks like a region: two capital letters. What the log holds may be of a standard that is younger
     * than this program.
     */
    static boolean isWellFormed(String text) {
        return text.length() == 2 && isCapital(text.charAt(0)) && isCapital(text.charAt(1));
    }

    private static boolean isCapital(char letter) {
        return letter >= 'A' && letter <= 'Z';
    }

    /** All of them, in order. */
    static List<String> codes() {
        return CODES.stream().sorted().toList();
    }

    public static boolean isKnown(String region) {
        return CODES.contains(region);
    }
}
