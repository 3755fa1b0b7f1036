package io.rollcall.query;

import io.rollcall.event.ProfileIds;
import io.rollcall.query.question.AskedDays;
import io.rollcall.query.question.DateRange;
import io.rollcall.query.question.Parameters;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Turns query parameters into a question, or refuses them. */
public final class QuestionParser {
    private QuestionParser() {}

    /**
     * The question that {@code GET /v1/metrics/{metric}} asks.
     *
     * @throws RefusalException when it is not one
     */
    public static Question metric(LiveMetric metric, Map<String, List<String>> given, LocalDate today) {
        Parameters parameters = new Parameters(given).requireKnown(Parameters.DAYS_AND_REGIONS);
        return new Question(
                metric,
                AskedDays.of(parameters.days(today)),
                parameters.regions(metric.metric().name()),
                parameters.asOf());
    }

    /**
     * The days of a question that has no other parameters.
     *
     * @throws RefusalException when they are none
     */
    public static DateRange days(Map<String, List<String>> given, LocalDate today) {
        return new Parameters(given).requireKnown(Parameters.DAYS).days(today);
    }

    /**
     * A profile's id from the path.
     *
     * @throws RefusalException when it is not a whole number above 0
     */
    public static long profileId(String text) {
        return ProfileIds.parse(text).orElseThrow(() -> invalidProfileId(text));
    }

    private static RefusalException invalidProfileId(String text) {
        return new RefusalException(
                Refusal.INVALID_PROFILE_ID, "'" + Parameters.excerpt(text) + "' is no profile_id: " + ProfileIds.WHAT);
    }
}
