package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.SqlFile;
import java.util.List;
import java.util.Map;

/** {@code adoption}: which part of the active profiles uses a feature, which is an event name or a value of its properties. */
final class Adoption {
    private static final int LONGEST_PROPERTY = 64;
    private static final int LONGEST_DAYS_BEFORE = 29;
    private static final int MOST_EVENT_NAMES = 1_000;
    private static final int MOST_VALUES = 20;
    private static final String USE = "asked.feature_use";

    private static final Parameter<List<String>> EVENT_NAME = Parameter.items("event_name")
            .naming(names -> names)
            .choosing((names, arguments) -> arguments.isGiven("property") ? Choice.ALL : Choice.items(names));

    private static final Parameter<String> PROPERTY = Parameter.of(
                    "property",
                    "with one event_name: a property of these events, by whose values they are told apart",
                    text -> Text.line("property", text, LONGEST_PROPERTY),
                    "",
                    "features are the names of events")
            .giving((property, arguments) ->
                    Binding.relation(USE, byProperty(String.join(",", arguments.get(EVENT_NAME)), property)));

    private static final Parameter<Integer> LOOKBACK = Parameter.number(
                    "lookback", "days before dt that are looked at", 0, LONGEST_DAYS_BEFORE, LONGEST_DAYS_BEFORE)
            .giving(days -> Binding.literal("lookback", days).and(Binding.before(days)));

    static final ComputedMetric METRIC = ComputedMetric.of(
                    "adoption",
                    2,
                    "which part of the active profiles uses an event, or an event with a value of a property",
                    Columns.of(
                                    Measure.count("profiles", "profiles"),
                                    Measure.count("active_profiles", "profiles"),
                                    Measure.share("share"),
                                    Measure.count("profiles_7", "profiles"),
                                    Measure.share("share_7"),
                                    Measure.count("profiles_30", "profiles"),
                                    Measure.share("share_30"),
                                    Measure.count("first_use", "profiles"))
                            .by("feature")
                            .each("item"),
                    Computation.of("adoption", Input.PROFILE_DAY, Input.FEATURE_DAY)
                            .with(features("event_name", MOST_EVENT_NAMES))
                            .with(Binding.relation(USE, byEventName()))
                            .taking(LOOKBACK)
                            .atMost(31),
                    Computation.of("adoption", Input.PROFILE_DAY, Input.EVENT)
                            .called("adoption_property")
                            .with(features("value", MOST_VALUES))
                            .taking(LOOKBACK, PROPERTY)
                            .atMost(31)
                            .onDemandOnly())
            .asking(EVENT_NAME, PROPERTY, LOOKBACK)
            .requiring(Adoption::requireTheEventOfAProperty);

    private Adoption() {}

    private static Binding features(String dimension, int most) {
        return Binding.literal("dimension", dimension).and(Binding.literal("limit", most));
    }

    private static void requireTheEventOfAProperty(Arguments arguments) {
        if (!arguments.isGiven(PROPERTY.name())) {
            return;
        }
        if (arguments.get(EVENT_NAME).size() != 1) {
            throw new InvalidArgumentException("property needs one event_name: that of the events which carry it");
        }
    }

    /** A feature is an event name. */
    static String byEventName() {
        return SqlFile.of("metric/feature_by_event_name").text();
    }

    /** A feature is a value of a property of one kind of event. */
    static String byProperty(String eventName, String property) {
        return SqlFile.of("metric/feature_by_property")
                .bind(Map.of("event_name", Literal.of(eventName), "property", Literal.of(property)));
    }
}
