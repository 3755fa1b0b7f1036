package io.rollcall.lake.metric;

import io.rollcall.lake.sql.Condition;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Says which events count, by what is no facet: answers are not broken down by it. */
public sealed interface EventFilter {
    /** The parameter that names events. */
    String EVENT_NAME = "event_name";

    /** The beginning of the parameters that name a property. */
    String PROPERTY = "property.";

    /** The number of properties that one question may name. */
    int MOST_PROPERTIES = 4;

    /** The condition on an event. */
    String condition();

    /** Events in one of some regions: several regions as one. */
    record InRegions(Set<String> regions) implements EventFilter {
        public InRegions {
            regions = Set.copyOf(regions);
        }

        @Override
        public String condition() {
            return Condition.isOneOf("region", regions);
        }
    }

    /** Events of one of some names. */
    record Named(Set<String> names) implements EventFilter {
        private static final int MOST_NAMES = 20;
        private static final int LONGEST_NAME = 256;

        public Named {
            names = Set.copyOf(names);
        }

        /**
         * Reads the names that an address gives.
         *
         * @throws InvalidArgumentException when they are none
         */
        public static Named parse(String text) {
            Set<String> names = new TreeSet<>(Text.list(EVENT_NAME, text, MOST_NAMES));
            names.forEach(name -> Text.line(EVENT_NAME, name, LONGEST_NAME));
            return new Named(names);
        }

        /** Says what an address may name. */
        public static String takes() {
            return "one or several names of events, separated by commas, at most " + MOST_NAMES;
        }

        @Override
        public String condition() {
            return Condition.isOneOf("event_name", names);
        }
    }

    /** Events that say a text of a property, and not those that say nothing of it. */
    record Property(String name, String value) implements EventFilter {
        private static final int LONGEST_NAME = 64;
        private static final int LONGEST_VALUE = 256;

        /**
         * Reads what an address says of a property.
         *
         * @param parameter with the property's name
         * @throws InvalidArgumentException when it is no filter
         */
        public static Property parse(String parameter, String text) {
            String name = parameter.substring(PROPERTY.length());
            if (name.isEmpty()) {
                throw new InvalidArgumentException(
                        "parameter " + PROPERTY + " names no property: " + PROPERTY + "NAME=value");
            }
            Text.line(PROPERTY, name, LONGEST_NAME);
            return new Property(name, Text.line(parameter, text, LONGEST_VALUE));
        }

        /** Says what an address may name. */
        public static String takes() {
            return "the value that the property NAME has, as text: at most " + LONGEST_VALUE
                    + " characters, NAME at most " + LONGEST_NAME + "; up to " + MOST_PROPERTIES + " properties";
        }

        @Override
        public String condition() {
            return Condition.says("properties", name, value);
        }
    }

    /** The names of events among some filters. */
    static List<String> names(Collection<EventFilter> filters) {
        return filters.stream()
                .flatMap(filter ->
                        filter instanceof Named named ? named.names().stream().sorted() : Stream.<String>empty())
                .toList();
    }
}
