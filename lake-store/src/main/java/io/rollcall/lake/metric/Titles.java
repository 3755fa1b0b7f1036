package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;
import java.util.List;

/** {@code titles}: the titles of a day in the order of their hours, their viewers or their trend. */
final class Titles {
    private static final int MOST_ROWS = 100;
    /** What titles are called in {@code silver.title}, which has one row for each. */
    private static final String NAME = "name";

    private static final String GENRE = "genre";
    private static final String HOURS = "hours";
    private static final String TRENDING = "trending";
    private static final List<String> ORDERS = List.of(HOURS, "viewers", TRENDING);

    private static final Parameter<String> BY = Parameter.of(
                    "by",
                    "what titles are put in order by: " + Text.choice(ORDERS),
                    text -> Text.oneOf("by", ORDERS, text),
                    HOURS,
                    HOURS)
            .among(Domain.oneOf(ORDERS))
            .choosing(order -> Choice.ranked(Ranking.smallest("rank_" + order)));

    static final ComputedMetric METRIC = ComputedMetric.of(
                    "titles",
                    2,
                    "the titles that were watched on dt: hours, views, viewers, completion, trend",
                    Columns.of(
                                    Measure.number("hours_viewed", "hours"),
                                    Measure.count("views", "views"),
                                    Measure.count("unique_viewers", "profiles"),
                                    Measure.count("starts", "plays"),
                                    Measure.share("completion_rate"),
                                    Measure.number(TRENDING, "times the days before"))
                            .each("title_id")
                            .called(NAME, GENRE),
                    Computation.of("titles", Input.EVENT, Input.TITLE)
                            .with(Binding.before(7))
                            .with(Binding.literal("limit", MOST_ROWS).and(Binding.literal("prior", 1)))
                            .atOnce(7))
            .asking(BY, Parameter.limit(MOST_ROWS, 20))
            .over(Interval.ALL)
            .requiring(Titles::requireDaysForATrend);

    private Titles() {}

    private static void requireDaysForATrend(Arguments arguments) {
        if (!arguments.areOfDays() && arguments.get(BY).equals(TRENDING)) {
            throw new InvalidArgumentException(
                    "a trend is that of a day against a week before: with by=trending leave interval out");
        }
    }
}
