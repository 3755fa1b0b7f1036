package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.sql.SqlFile;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code retention}: how many of those who began on a day came back so many days later. */
final class Retention {
    private static final int LONGEST_DAYS = 180;
    private static final int MOST_CELLS = 20;
    private static final int LONGEST_EVENT_NAME = 256;
    private static final String ANY_ACTIVITY = "";

    /** The days from the first to the last after a profile's first, both included. */
    private record Bracket(int first, int last) {
        private static final String NAME = "bracket";

        static Bracket parse(String text) {
            String[] ends = text.split("-", -1);
            if (ends.length == 2) {
                Bracket bracket = new Bracket(
                        Text.number(NAME, ends[0], 1, LONGEST_DAYS), Text.number(NAME, ends[1], 1, LONGEST_DAYS));
                if (bracket.first <= bracket.last) {
                    return bracket;
                }
            }
            throw InvalidArgumentException.of(NAME, text, "two numbers of days, the smaller first: 3-10");
        }

        @Override
        public String toString() {
            return first + "-" + last;
        }
    }

    private static final List<Integer> NIGHTLY_DAYS =
            List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 21, 28, 30, 60, 90);
    private static final List<Bracket> NIGHTLY_BRACKETS =
            List.of(new Bracket(1, 7), new Bracket(8, 14), new Bracket(15, 28));

    private static final Parameter<List<Integer>> DAYS = Parameter.of(
                    "days",
                    "at most " + MOST_CELLS + " numbers of days after the first, separated by commas, each "
                            + Text.range(1, LONGEST_DAYS),
                    text -> Text.list("days", text, MOST_CELLS).stream()
                            .map(day -> Text.number("days", day, 1, LONGEST_DAYS))
                            .distinct()
                            .toList(),
                    NIGHTLY_DAYS,
                    joined(NIGHTLY_DAYS))
            .among(Domain.LIST)
            .choosingWhenGiven(Retention::items)
            .storing(NIGHTLY_DAYS::containsAll)
            .giving(days -> days(NIGHTLY_DAYS.containsAll(days) ? NIGHTLY_DAYS : days));

    private static final Parameter<List<Bracket>> BRACKETS = Parameter.of(
                    Bracket.NAME,
                    "at most " + MOST_CELLS + " brackets of days, separated by commas, from 1 to " + LONGEST_DAYS,
                    text -> Text.list(Bracket.NAME, text, MOST_CELLS).stream()
                            .map(Bracket::parse)
                            .distinct()
                            .toList(),
                    NIGHTLY_BRACKETS,
                    joined(NIGHTLY_BRACKETS))
            .among(Domain.LIST)
            .choosingWhenGiven(Retention::items)
            .storing(NIGHTLY_BRACKETS::containsAll)
            .giving(brackets -> brackets(NIGHTLY_BRACKETS.containsAll(brackets) ? NIGHTLY_BRACKETS : brackets));

    private static final Parameter<Integer> HORIZON = Parameter.number(
                    "horizon", "days up to which a return counts for on_or_after", 1, LONGEST_DAYS, 90)
            .giving(days -> Binding.literal("horizon", days).and(Binding.after(days)));

    private static final Parameter<Boolean> WEIGHTED = Parameter.of(
                    "weighted",
                    "true: all cohorts together, in a row at to",
                    text -> Text.oneOf("weighted", List.of("true"), text).equals("true"),
                    false,
                    "each by itself")
            .among(Domain.oneOf(List.of("true")));

    private static final Parameter<String> START_EVENT = event(
                    "start_event", "the event whose first day ever is a profile's first")
            .giving(event -> Binding.relation(BoundComputation.BEGUN, begun(event)));

    private static final Parameter<String> RETURN_EVENT = event("return_event", "the event that is a return")
            .giving(event -> Binding.relation(BoundComputation.RETURNED, returned(event)));

    private static final Parameter<String> KIND =
            Parameter.dimension("kind", List.of("on", "on_or_after", Bracket.NAME));

    static final ComputedMetric METRIC = ComputedMetric.of(
                    "retention",
                    1,
                    "of the profiles whose first day is dt, how many were active so many days later",
                    columns("profiles", Measure.count("cohorts", "cohorts")),
                    byActivity(Input.PROFILE_DAY, Input.FIRST_DAY),
                    Computation.of("retention", Input.PROFILE_DAY, Input.FIRST_DAY, Input.FEATURE_HISTORY)
                            .called("retention_of_events")
                            .with(Binding.after(Collections.max(NIGHTLY_DAYS)))
                            .taking(DAYS, BRACKETS, HORIZON, START_EVENT, RETURN_EVENT)
                            .onDemandOnly(),
                    Computation.of("retention_weighted", Input.RETENTION_VALUES)
                            .taking(WEIGHTED)
                            .onDemandOnly())
            .asking(KIND, DAYS, BRACKETS, HORIZON, START_EVENT, RETURN_EVENT, WEIGHTED)
            .over(Interval.REPEATED)
            .requiring(Retention::requireNightlyCellsToUnite);

    /** The same of accounts, whose region is the first by name of those of their first day. */
    static final ComputedMetric OF_ACCOUNTS = ComputedMetric.of(
                    METRIC.name() + ActiveAccounts.SUFFIX,
                    1,
                    "of the accounts, by account_id, whose first day is dt, how many were active so many days later",
                    columns("accounts"),
                    byActivity(Input.ACCOUNT_DAY, Input.FIRST_DAY_OF_ACCOUNT)
                            .called(METRIC.name() + ActiveAccounts.SUFFIX))
            .asking(KIND, DAYS, BRACKETS, HORIZON)
            .over(Interval.REPEATED);

    private Retention() {}

    /**
     * The columns of its cells.
     *
     * @param who comes back
     * @param others after those that every such metric has
     */
    private static Columns columns(String who, Measure... others) {
        return Columns.of(Stream.concat(
                                Stream.of(
                                        Measure.count("cohort", who).addingOverRegionsAndDays(),
                                        Measure.count("retained", who).addingOverRegionsAndDays(),
                                        Measure.share("rate"),
                                        Measure.count("complete", "1 or 0")),
                                Stream.of(others))
                        .toArray(Measure[]::new))
                .by("kind")
                .each("day");
    }

    /**
     * Whoever was active at all has begun, or come back.
     *
     * @param inputs who was active, and who began
     */
    private static Computation byActivity(Input... inputs) {
        return Computation.of("retention", inputs)
                .with(Binding.after(Collections.max(NIGHTLY_DAYS)))
                .with(Binding.relation(BoundComputation.BEGUN, begun(ANY_ACTIVITY)))
                .with(Binding.relation(BoundComputation.RETURNED, returned(ANY_ACTIVITY)))
                .taking(DAYS, BRACKETS, HORIZON);
    }

    private static void requireNightlyCellsToUnite(Arguments arguments) {
        if (arguments.get(WEIGHTED) && !arguments.areOfDays()) {
            throw new InvalidArgumentException("weighted=true unites the cohorts of days: leave it or interval out");
        }
        if (arguments.get(WEIGHTED)
                && !Stream.of(DAYS, BRACKETS, HORIZON, START_EVENT, RETURN_EVENT)
                        .allMatch(arguments::isStandard)) {
            throw new InvalidArgumentException(
                    "cohorts are united in the cells that every night works out: with weighted=true leave horizon out,"
                            + " start_event and return_event likewise, and name only days and brackets that are standard");
        }
    }

    private static Parameter<String> event(String name, String meaning) {
        return Parameter.of(
                        name, meaning, text -> Text.line(name, text, LONGEST_EVENT_NAME), ANY_ACTIVITY, "any activity")
                .naming(event -> event.equals(ANY_ACTIVITY) ? List.of() : List.of(event));
    }

    /** The first day and the region of every profile. */
    private static String begun(String event) {
        return query("metric/begun_by_", event);
    }

    /** The days on which a profile has come back. */
    private static String returned(String event) {
        return query("metric/returned_by_", event);
    }

    private static String query(String prefix, String event) {
        return event.equals(ANY_ACTIVITY)
                ? SqlFile.of(prefix + "activity").text()
                : SqlFile.of(prefix + "event").bind(Map.of("event", Literal.of(event)));
    }

    private static Binding days(List<Integer> days) {
        return Binding.relation(
                        "asked.day",
                        Relation.of(
                                List.of("n INTEGER"),
                                days.stream()
                                        .map(day -> Map.of("n", day.toString()))
                                        .toList()))
                .and(Binding.after(Collections.max(days)));
    }

    private static Binding brackets(List<Bracket> brackets) {
        return Binding.relation(
                        "asked.bracket",
                        Relation.of(
                                List.of("first_n INTEGER", "last_n INTEGER"),
                                brackets.stream()
                                        .map(bracket -> Map.of(
                                                "first_n", Integer.toString(bracket.first()),
                                                "last_n", Integer.toString(bracket.last())))
                                        .toList()))
                .and(Binding.after(
                        brackets.stream().mapToInt(Bracket::last).max().orElseThrow()));
    }

    private static Choice items(List<?> cells) {
        return Choice.items(cells.stream().map(String::valueOf).toList());
    }

    private static String joined(List<?> cells) {
        return String.join(",", cells.stream().map(String::valueOf).toList());
    }
}
