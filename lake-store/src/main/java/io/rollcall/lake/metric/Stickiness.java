package io.rollcall.lake.metric;

/**
 * {@code stickiness}: mean {@code dau} of the days of the window over the {@code mau} of dt. {@code point} is the {@code dau} of
 * dt alone over the same {@code mau}, {@code days} over how many days of history the mean goes.
 */
public final class Stickiness {
    public static final DayMetric METRIC = new DayMetric(
            "stickiness",
            2,
            "the mean dau of the 30 days that end with dt over the mau of dt; point is the dau of dt alone over it",
            Columns.of(Measure.share("value"), Measure.share("point"), Measure.count("days", "days")),
            Actives.MAU.windowDays());

    private Stickiness() {}
}
