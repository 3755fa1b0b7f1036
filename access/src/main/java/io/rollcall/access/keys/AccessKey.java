package io.rollcall.access.keys;

import io.rollcall.event.Platform;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A key as far as it may be known: its name, and what it opens. Its secrets are elsewhere.
 *
 * @param name what logs and metrics may show
 * @param scopes what it opens; at least one
 * @param origins the pages that may send with it; none where it is not limited to pages
 * @param platforms the platforms of which it may send events; none where it may of all
 * @param eventsPerSecond how many events it may send, on average; absent for no limit
 */
public record AccessKey(
        String name, Set<KeyScope> scopes, Origins origins, Set<Platform> platforms, OptionalInt eventsPerSecond) {
    /** What a name may be: it stands in settings, in logs and in labels of metrics. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    public AccessKey {
        scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
        platforms = Set.copyOf(platforms);
        if (scopes.contains(KeyScope.BACKFILL) && !scopes.contains(KeyScope.INGEST)) {
            throw new IllegalArgumentException(
                    "the key '" + name + "' has the scope backfill, which is nothing without ingest");
        }
        boolean sends = scopes.contains(KeyScope.INGEST);
        if (!sends && (!origins.isEmpty() || !platforms.isEmpty() || eventsPerSecond.isPresent())) {
            throw new IllegalArgumentException("the key '" + name
                    + "' has origins, platforms or a rate, which limit what is sent, and not the scope ingest");
        }
        if (eventsPerSecond.isPresent() && eventsPerSecond.getAsInt() < 1) {
            throw new IllegalArgumentException("the key '" + name + "' may send " + eventsPerSecond.getAsInt()
                    + " events a second; at least 1, or leave it out");
        }
    }

    /** A key that opens something and is limited in nothing. */
    public static AccessKey unlimited(String name, Set<KeyScope> scopes) {
        return new AccessKey(name, scopes, Origins.NONE, Set.of(), OptionalInt.empty());
    }

    /** Refuses a name that could not be shown. */
    public static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a key has 1 to 64 letters, digits, '.', '_' or '-', and begins with a letter or digit");
        }
        return name;
    }

    /** The names of the platforms that it is limited to, in their order. */
    public List<String> platformCodes() {
        return platforms.stream().sorted().map(Platform::code).toList();
    }

    /** Says whether it opens something. */
    public boolean opens(KeyScope scope) {
        return scopes.contains(scope);
    }
}
