package io.rollcall.query;

import io.rollcall.lake.Published;
import io.rollcall.query.LiveFigures.ByRegion;
import io.rollcall.query.answer.Answer;
import io.rollcall.query.answer.AnswerRow;
import io.rollcall.query.answer.Method;
import io.rollcall.query.answer.Status;
import io.rollcall.query.answer.UnpublishedDays;
import io.rollcall.query.question.AskedDays;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.LiveHorizon;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the answer with the {@code engagement_metrics} of one profile: a row for each day and region it was seen in.
 */
final class ProfileEngagement {
    private static final String METRIC = "engagement_metrics";
    private static final int DEFINITION_VERSION = 1;
    private static final List<String> MEASURES =
            List.of("play_events", "search_events", "unique_titles_viewed", "total_watch_time_sec");

    private ProfileEngagement() {}

    /** The answer about a profile, whose id is a number or a text. */
    static Answer answer(Object profileId, UnpublishedDays unpublished, Answer.Rows rows) {
        Map<String, @Nullable Object> head = Answer.head(METRIC, DEFINITION_VERSION, false);
        head.put("profile_id", profileId);
        return new Answer(head, AnswerRow.columns(MEASURES), unpublished, rows);
    }

    /** A row of the lake. */
    static AnswerRow settledRow(Published.ProfileDay day) {
        return new AnswerRow(
                day.dt(),
                day.region(),
                List.of(day.playEvents(), day.searchEvents(), day.uniqueTitlesViewed(), day.totalWatchTimeSec()),
                Status.of(day.status()),
                Method.EXACT,
                null,
                null,
                day.asOf());
    }

    /**
     * Rows of the asked days; those that the live counters no longer know have none.
     *
     * @param known told which days they know, rows or not
     */
    static Stream<AnswerRow> liveRows(long profileId, AskedDays days, LiveFigures live, Consumer<LocalDate> known) {
        LiveHorizon horizon = live.horizon();
        return days.within(horizon.firstCounted(), horizon.today())
                .flatMap(dt -> rows(live.profile(profileId, dt), dt, known));
    }

    private static Stream<AnswerRow> rows(ByRegion<Counters> day, LocalDate dt, Consumer<LocalDate> known) {
        if (!day.freshness().covers(dt)) {
            return Stream.empty();
        }
        known.accept(dt);
        return day.figures().entrySet().stream()
                .map(region -> AnswerRow.live(dt, region.getKey(), measures(region.getValue()), day.freshness()));
    }

    /** The measures of a live row; which titles were seen is known once the day is reconciled. */
    private static List<@Nullable Object> measures(Counters counters) {
        return Arrays.<@Nullable Object>asList(counters.plays(), counters.searches(), null, counters.watchSec());
    }
}
