package io.rollcall.query;

import io.rollcall.lake.Published;
import io.rollcall.query.PublishedFigures.View;
import io.rollcall.query.answer.Answer;
import io.rollcall.query.answer.Row;
import io.rollcall.query.question.AskedDays;
import io.rollcall.query.question.DateRange;
import io.rollcall.query.question.LakeUnavailableException;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers questions. Every day comes from exactly one source: from the lake when it is published, else from the live
 * counters. What is published is looked up once, first; the live counters are then asked for exactly the other days. They keep a day
 * long after it is published, so that none is lost between the two, and none is there twice.
 */
@Singleton
public class Answers {
    private final PublishedFigures published;
    private final LiveFigures live;

    Answers(PublishedFigures published, LiveFigures live) {
        this.published = published;
        this.live = live;
    }

    /**
     * The answer to a question about a metric of published days.
     *
     * @throws LakeUnavailableException when the lake does not answer
     * @throws io.rollcall.rollup.RedisUnavailableException when live counters are needed and away
     */
    public Answer metric(Question question) {
        View view = question.asOf().map(published::asOf).orElseGet(published::now);
        Settled settled = settled(question, view);
        List<Row> others = question.asOf().isPresent()
                ? List.of()
                : question.metric().liveRows(question.without(settled.days()), live, view::firstDay);
        return Answer.of(
                question.metric().metric(),
                settled.definitionVersions().stream().mapToInt(Integer::intValue),
                Stream.concat(settled.rows().stream(), others.stream()).toList());
    }

    /**
     * What the lake answers.
     *
     * @param days among them such without a row
     */
    private record Settled(Set<LocalDate> days, Set<Integer> definitionVersions, List<Row> rows) {
        static final Settled NOTHING = new Settled(Set.of(), Set.of(), List.of());
    }

    private static Settled settled(Question question, View view) {
        DateRange range = question.days().range();
        Set<LocalDate> days = view.days(range);
        if (days.isEmpty()) {
            return Settled.NOTHING;
        }
        LiveMetric metric = question.metric();
        List<Published.Row> found = view.rows(metric.metric(), range);
        List<Published.Row> wanted = found.stream()
                .filter(row -> question.regions().includes(row.region()))
                .toList();
        return new Settled(
                metric.metric().windowDays() == 1 ? days : daysOf(found),
                wanted.stream().map(Published.Row::definitionVersion).collect(Collectors.toSet()),
                wanted.stream().map(metric::settledRow).toList());
    }

    /** A window may hold a day that is not published, and then the live counters know it better. */
    private static Set<LocalDate> daysOf(List<Published.Row> rows) {
        return rows.stream().map(Published.Row::dt).collect(Collectors.toSet());
    }

    /**
     * What a profile did, by day and region.
     *
     * @throws LakeUnavailableException when the lake does not answer
     * @throws io.rollcall.rollup.RedisUnavailableException when live counters are needed and away
     */
    public Answer profile(long profileId, DateRange range) {
        View view = published.now();
        Set<LocalDate> days = view.days(range);
        Stream<Row> settled = days.isEmpty()
                ? Stream.empty()
                : view.profile(profileId, range).stream().map(ProfileEngagement::settledRow);
        Stream<Row> others =
                ProfileEngagement.liveRows(profileId, AskedDays.of(range).without(days), live);
        return ProfileEngagement.answer(
                profileId, Stream.concat(settled, others).toList());
    }

    /**
     * How the live figures compared with the exact ones.
     *
     * @throws LakeUnavailableException when the lake does not answer
     */
    public ReconciliationReport report(DateRange range) {
        return ReconciliationReport.of(published.now().report(range));
    }
}
