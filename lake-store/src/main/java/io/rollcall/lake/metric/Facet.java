package io.rollcall.lake.metric;

import io.rollcall.lake.sql.Condition;
import io.rollcall.lake.sql.Query;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A property of every event by which a metric can be filtered and broken down. */
@SuppressWarnings("ImmutableEnumChecker") // The list is a copy that nobody can change; its type only does not say so.
public enum Facet {
    PLATFORM(List.of("tv", "mobile", "web", "console", "other")),
    APP_VERSION(List.of()),
    CONTINENT(List.of()),
    DEVICE_CLASS(List.of("big_screen", "handheld", "computer", "other"));

    /** The value of an event that does not say: so that all values together are all events. */
    public static final String UNKNOWN = "unknown";

    private static final int MOST_VALUES = 20;
    private static final int LONGEST_VALUE = 64;

    private final List<String> values;

    Facet(List<String> values) {
        this.values = List.copyOf(values);
    }

    /** Its name in addresses and in answers; a column of the events has the same. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one with a name. */
    public static Optional<Facet> find(String word) {
        return Stream.of(values()).filter(facet -> facet.word().equals(word)).findFirst();
    }

    /**
     * Reads the values that an address names.
     *
     * @throws InvalidArgumentException when it names another than there are
     */
    public Set<String> parse(String text) {
        Set<String> named = new TreeSet<>(Text.list(word(), text, MOST_VALUES));
        for (String value : named) {
            Text.line(word(), value, LONGEST_VALUE);
            if (!values.isEmpty() && !value.equals(UNKNOWN)) {
                Text.oneOf(word(), values, value);
            }
        }
        return named;
    }

    /** Says what an address may name. */
    public String takes() {
        return "one or several, separated by commas"
                + (values.isEmpty() ? "" : ": " + String.join(", ", values)) + "; " + UNKNOWN
                + " for events that do not say";
    }

    /** Its value, as the engine finds it in an event. */
    public String expression() {
        return Query.textOr(word(), UNKNOWN);
    }

    /** The condition on an event that it has one of some values. */
    String condition(Set<String> wanted) {
        return wanted.contains(UNKNOWN)
                ? Condition.isOneOfOrMissing(word(), wanted)
                : Condition.isOneOf(word(), wanted);
    }
}
