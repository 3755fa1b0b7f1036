package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code funnel}: how many profiles take steps one after the other, and how long that takes them. */
final class Funnel {
    private static final int FEWEST_STEPS = 2;
    private static final int MOST_STEPS = 8;
    private static final int LONGEST_HOURS = 168;
    private static final int HOURS_OF_A_DAY = 24;
    private static final String WHERE_NAME = "where";
    private static final int LONGEST_CONDITION = 330;

    /** No event of its own: a play whose outcome says that it began, so that nobody gets further by plays that fail. */
    private static final String PLAY_STARTED = "play_started";

    private static final List<String> STANDARD_STEPS = List.of("app_start", "browse", "play");

    private static final Parameter<List<String>> STEPS = Parameter.of(
                    "steps",
                    FEWEST_STEPS + " to " + MOST_STEPS + " names of events, separated by commas; " + PLAY_STARTED
                            + " is a play that neither failed nor was abandoned",
                    Funnel::steps,
                    STANDARD_STEPS,
                    String.join(",", STANDARD_STEPS))
            .among(Domain.LIST)
            .naming(steps ->
                    steps.stream().filter(step -> !step.equals(PLAY_STARTED)).toList())
            .giving(Funnel::literals);

    private static final Parameter<Integer> WINDOW_HOURS = Parameter.number(
                    "window_hours", "hours from the first step to the last", 1, LONGEST_HOURS, 24)
            .giving(hours -> Binding.literal(
                            "window_millis", Duration.ofHours(hours).toMillis())
                    .and(Binding.after((hours + HOURS_OF_A_DAY - 1) / HOURS_OF_A_DAY)));

    /**
     * What an event has to say to be a step.
     *
     * @param step the number of the step
     */
    private record Said(int step, String property, String value) {
        private static final Pattern WRITTEN = Pattern.compile("([1-8]):([^=]{1,64})=(.{1,256})");

        static Said parse(String text) {
            Matcher said = WRITTEN.matcher(Text.line(WHERE_NAME, text, LONGEST_CONDITION));
            if (!said.matches()) {
                throw InvalidArgumentException.of(WHERE_NAME, text, "STEP:PROPERTY=VALUE, as 3:outcome=started");
            }
            return new Said(Integer.parseInt(said.group(1)), said.group(2), said.group(3));
        }
    }

    private static final Parameter<List<Said>> WHERE = Parameter.of(
                    WHERE_NAME,
                    "what events of some steps have to say, at most one property for each step: STEP:PROPERTY=VALUE,"
                            + " separated by commas",
                    Funnel::where,
                    List.<Said>of(),
                    "any event")
            .among(Domain.LIST)
            .giving(Funnel::conditions);

    static final ComputedMetric METRIC = ComputedMetric.of(
                    "funnel",
                    3,
                    "how many profiles take steps in order within a time, by the day of their first step",
                    Columns.of(
                                    Measure.count("profiles", "profiles"),
                                    Measure.share("rate_from_first"),
                                    Measure.share("rate_from_previous"),
                                    Measure.count("dropped_off", "profiles"),
                                    Measure.number("time_to_convert_p50_sec", "seconds"),
                                    Measure.number("time_to_convert_p90_sec", "seconds"))
                            .each("step"),
                    Computation.of("funnel", Input.EVENT).taking(STEPS, WINDOW_HOURS, WHERE))
            .asking(STEPS, WINDOW_HOURS, WHERE)
            .requiring(Funnel::requireSteps);

    private Funnel() {}

    private static List<Said> where(String text) {
        List<Said> conditions = Text.list(WHERE_NAME, text, MOST_STEPS).stream()
                .map(Said::parse)
                .toList();
        if (conditions.stream().mapToInt(Said::step).distinct().count() < conditions.size()) {
            throw new InvalidArgumentException("parameter " + WHERE_NAME + " says two things of one step");
        }
        return conditions;
    }

    private static void requireSteps(Arguments arguments) {
        int steps = arguments.get(STEPS).size();
        arguments.get(WHERE).stream()
                .filter(said -> said.step() > steps)
                .findFirst()
                .ifPresent(said -> {
                    throw new InvalidArgumentException("parameter " + WHERE_NAME + " names step " + said.step()
                            + "; there is no step " + said.step() + " of " + steps);
                });
    }

    /** The file has a property and a value for each step there may be; of those that nothing is said of, both are empty. */
    private static Binding conditions(List<Said> conditions) {
        Map<Integer, Said> bySteps = conditions.stream().collect(Collectors.toMap(Said::step, said -> said));
        Binding binding = Binding.NONE;
        for (int step = 1; step <= MOST_STEPS; step++) {
            Said said = bySteps.getOrDefault(step, new Said(step, "", ""));
            binding = binding.and(Binding.literal("property_" + step, said.property()))
                    .and(Binding.literal("value_" + step, said.value()));
        }
        return binding;
    }

    private static List<String> steps(String text) {
        List<String> steps = Text.list("steps", text, Integer.MAX_VALUE);
        if (steps.size() < FEWEST_STEPS || steps.size() > MOST_STEPS) {
            throw new InvalidArgumentException("a funnel has " + FEWEST_STEPS + " to " + MOST_STEPS
                    + " steps, names of events separated by commas");
        }
        return steps;
    }

    /** The file has a parameter for each step there may be; those beyond the last are empty. */
    private static Binding literals(List<String> steps) {
        Binding binding = Binding.NONE;
        for (int step = 1; step <= MOST_STEPS; step++) {
            binding = binding.and(Binding.literal("step_" + step, step <= steps.size() ? steps.get(step - 1) : ""));
        }
        return binding;
    }
}
