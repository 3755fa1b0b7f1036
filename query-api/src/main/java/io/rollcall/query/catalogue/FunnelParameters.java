package io.rollcall.query.catalogue;

import io.rollcall.lake.metric.FunnelSteps;
import io.rollcall.query.Refusal;
import io.rollcall.query.RefusalException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What a funnel may be asked for: other steps, another window. */
final class FunnelParameters {
    private static final List<String> STANDARD_STEPS = List.of("app_start", "browse", "play");
    private static final long STANDARD_HOURS = 24;

    private static final String STEPS = "2 to " + FunnelSteps.MOST + " names of events, separated by commas; default: "
            + String.join(",", STANDARD_STEPS);
    private static final String WINDOW_HOURS = "hours from the first step to the last: "
            + FigureParameter.range(1, FunnelSteps.LONGEST_WINDOW.toHours()) + "; default: " + STANDARD_HOURS;

    /** {@code steps=app_start,search,play} and {@code window_hours=48}. */
    static final FigureParameter[] ALL = {steps(), windowHours()};

    private FunnelParameters() {}

    private static FigureParameter steps() {
        return new FigureParameter("steps", STEPS, (text, asked) -> {
            List<String> steps = Arrays.stream(text.split(",", -1))
                    .map(step -> FigureParameter.eventName("steps", step))
                    .toList();
            if (steps.size() < 2 || steps.size() > FunnelSteps.MOST) {
                throw new RefusalException(
                        Refusal.INVALID_PARAMETER,
                        "a funnel has 2 to " + FunnelSteps.MOST + " steps, names of events separated by commas");
            }
            if (!steps.equals(STANDARD_STEPS)) {
                FunnelSteps.steps(steps).forEach(asked::literal);
            }
        });
    }

    private static FigureParameter windowHours() {
        return new FigureParameter("window_hours", WINDOW_HOURS, (text, asked) -> {
            long hours = FigureParameter.number("window_hours", text, 1, FunnelSteps.LONGEST_WINDOW.toHours());
            if (hours != STANDARD_HOURS) {
                Duration window = Duration.ofHours(hours);
                FunnelSteps.window(window).forEach(asked::literal);
                asked.daysAfter(FunnelSteps.daysAfter(window));
            }
        });
    }
}
