package io.rollcall.event;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The regions an event may come from: ISO 3166-1 alpha-2, and {@code ZZ} for unknown. */
public final class Regions {
    /** Where the client does not know where it is. */
    public static final String UNKNOWN = "ZZ";

    /** Every region together: a name for answers, never for events. */
    public static final String ALL = "*";

    private static final Set<String> CODES = Stream.concat(Stream.of(Locale.getISOCountries()), Stream.of(UNKNOWN))
            .collect(Collectors.toUnmodifiableSet());

    private Regions() {}

    public static boolean isKnown(String region) {
        return CODES.contains(region);
    }
}
