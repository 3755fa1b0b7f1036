package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;
import java.time.Duration;
import java.util.List;

/** {@code funnel}: how many profiles take steps one after the other, and how long that takes them. */
final class Funnel {
    private static final int FEWEST_STEPS = 2;
    private static final int MOST_STEPS = 8;
    private static final int LONGEST_HOURS = 168;
    private static final int HOURS_OF_A_DAY = 24;

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

    static final ComputedMetric METRIC = ComputedMetric.of(
                    "funnel",
                    2,
                    "how many profiles take steps in order within a time, by the day of their first step",
                    Columns.of(
                                    Measure.count("profiles", "profiles"),
                                    Measure.share("rate_from_first"),
                                    Measure.share("rate_from_previous"),
                                    Measure.number("time_to_convert_p50_sec", "seconds"),
                                    Measure.number("time_to_convert_p90_sec", "seconds"))
                            .each("step"),
                    Computation.of("funnel", Input.EVENT).taking(STEPS, WINDOW_HOURS))
            .asking(STEPS, WINDOW_HOURS);

    private Funnel() {}

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
