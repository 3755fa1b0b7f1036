package io.rollcall.lake.metric;

import io.rollcall.lake.sql.Literal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parameters of {@code catalogue/funnel.sql}. */
public final class FunnelSteps {
    /** Steps that a funnel may have. */
    public static final int MOST = 8;

    /** From the first step to the last at most. */
    public static final Duration LONGEST_WINDOW = Duration.ofDays(7);

    private FunnelSteps() {}

    /** The standard parameters. */
    public static Map<String, String> literals(List<String> steps, Duration window) {
        Map<String, String> literals = new HashMap<>(steps(steps));
        literals.putAll(window(window));
        return literals;
    }

    /**
     * Parameter to literal.
     *
     * @param steps names of events, in order, 2 to {@link #MOST}
     */
    public static Map<String, String> steps(List<String> steps) {
        Map<String, String> literals = new HashMap<>();
        for (int step = 1; step <= MOST; step++) {
            literals.put("step_" + step, Literal.of(step <= steps.size() ? steps.get(step - 1) : ""));
        }
        return literals;
    }

    /**
     * Parameter to literal.
     *
     * @param window in which the steps are taken, counted from the first
     */
    public static Map<String, String> window(Duration window) {
        return Map.of("window_millis", Literal.of(window.toMillis()));
    }

    /** The days after the day of the first step that a window reaches into. */
    public static int daysAfter(Duration window) {
        return Math.toIntExact((window.toMillis() + Duration.ofDays(1).toMillis() - 1)
                / Duration.ofDays(1).toMillis());
    }
}
