package io.rollcall.settings;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * A setting that nobody knows.
 *
 * @param given as it was written
 * @param nearest the known one that is most like it
 */
public record UnknownSetting(String given, String nearest) {
    /**
     * Says whether it was meant to keep somebody out. Then nothing starts: a door that was to be closed would stand
     * open. The nearest name counts too, for a word like {@code tokne} is no token.
     */
    public boolean isAboutAccess() {
        return Stream.of(given, nearest)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.matches(".*((?<!property.)key|token|secret|passw|admin|auth).*"));
    }

    @Override
    public String toString() {
        return given + " is no setting; the nearest one is " + nearest;
    }
}
