package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;
import java.util.List;

/** {@code churn}: who was active in one window and not in the next, and who cancelled. */
final class Churn {
    private static final Parameter<Integer> WINDOW = Parameter.number(
                    "window", "days of the window of engagement", 1, 90, 30)
            .giving(days -> Binding.literal("window", days).and(Binding.before(2 * days - 1)));

    static final ComputedMetric METRIC = ComputedMetric.of(
                    "churn",
                    2,
                    "who was active in one window and not in the next, and which accounts cancelled in the month of dt",
                    Columns.of(
                                    Measure.count("base", "profiles"),
                                    Measure.count("churned", "profiles"),
                                    Measure.share("rate"),
                                    Measure.count("subscribers_at_start", "accounts")
                                            .addingOverRegions(),
                                    Measure.count("cancellations", "accounts").addingOverRegions(),
                                    Measure.count("resubscriptions", "accounts").addingOverRegions(),
                                    Measure.count("began_and_left", "accounts").addingOverRegions(),
                                    Measure.share("gross"),
                                    Measure.share("net"))
                            .by("kind"),
                    Computation.of("churn", Input.PROFILE_DAY).taking(WINDOW),
                    Computation.of("churn_subscription", Input.SUBSCRIPTION))
            .asking(Parameter.dimension("kind", List.of("engagement", "subscription")), WINDOW);

    private Churn() {}
}
