package io.rollcall.lake.metric;

/** {@code dau}, {@code wau}, {@code mau28} and {@code mau}: distinct profiles active in the days that end with dt. */
public final class Actives {
    public static final DayMetric DAU = actives("dau", 1);
    public static final DayMetric WAU = actives("wau", 7);
    public static final DayMetric MAU28 = actives("mau28", 28);
    public static final DayMetric MAU = actives("mau", 30);

    private Actives() {}

    private static DayMetric actives(String name, int days) {
        String when = days == 1 ? "on dt" : "in the " + days + " days that end with dt";
        return new DayMetric(
                name, 1, "distinct profiles active " + when, Columns.of(DayMetric.value("profiles")), days);
    }
}
