package io.rollcall.access.keys;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A list of origins: the pages that a browser may send for.
 *
 * <p>An entry is an origin as browsers write it ({@code https://app.example.com}), all names below a domain ({@code
 * https://*.example.com}), {@code null} for pages without an origin, as those from a file, or {@code *} for all.
 */
public final class Origins {
    /** The list on which there is none. */
    public static final Origins NONE = new Origins(Set.of());

    private static final String ALL = "*";
    private static final String BELOW = "://*.";
    private static final String SCHEME_END = "://";

    private static final Pattern ENTRY =
            Pattern.compile("\\*|null|[a-z][a-z0-9+.-]*://(\\*\\.)?[a-z0-9._\\[\\]:-]*", Pattern.CASE_INSENSITIVE);

    private final Set<String> entries;

    private Origins(Set<String> entries) {
        this.entries = Set.copyOf(entries);
    }

    /**
     * Refuses what is no origin: an address with a path would never match, and nobody would know why.
     *
     * @param setting where the list is configured, for the message
     */
    public static Origins of(String setting, List<String> entries) {
        entries.stream()
                .filter(entry -> !ENTRY.matcher(entry.strip()).matches())
                .findFirst()
                .ifPresent(entry -> {
                    throw new IllegalArgumentException(setting + " has '" + entry
                            + "', which is no origin: write https://app.example.com without a path or a slash at its end,"
                            + " https://*.example.com, null or *");
                });
        return new Origins(entries.stream().map(entry -> normal(entry.strip())).collect(Collectors.toSet()));
    }

    /** Says whether the list has no entries. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Says whether an origin is on the list, as a browser sent it. */
    public boolean include(String origin) {
        String normal = normal(origin);
        return entries.contains(ALL) || entries.contains(normal) || isBelowAnEntry(normal);
    }

    private boolean isBelowAnEntry(String origin) {
        int host = origin.indexOf(SCHEME_END) + SCHEME_END.length();
        if (host < SCHEME_END.length()) {
            return false;
        }
        String scheme = origin.substring(0, host - SCHEME_END.length());
        for (int dot = origin.indexOf('.', host); dot >= 0; dot = origin.indexOf('.', dot + 1)) {
            if (dot > host && entries.contains(scheme + BELOW + origin.substring(dot + 1))) {
                return true;
            }
        }
        return false;
    }

    /** Browsers leave the standard ports out. */
    private static String normal(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        return lower.replaceFirst("^(http://.*):80$", "$1").replaceFirst("^(https://.*):443$", "$1");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Origins that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }
}
