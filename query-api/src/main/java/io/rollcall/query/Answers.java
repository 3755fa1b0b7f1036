package io.rollcall.query;

import io.rollcall.event.ProfileIds;
import io.rollcall.lake.metric.Arguments;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.EventNames;
import io.rollcall.lake.metric.Metric;
import io.rollcall.lake.metric.UnknownEventNameException;
import io.rollcall.lake.value.MetricQuestion;
import io.rollcall.lake.value.MetricRow;
import io.rollcall.lake.value.RowSink;
import io.rollcall.query.answer.Answer;
import io.rollcall.query.answer.AnswerRow;
import io.rollcall.query.answer.UnpublishedDays;
import io.rollcall.query.lake.PublishedLake;
import io.rollcall.query.lake.PublishedLake.View;
import io.rollcall.query.lake.RowBudget;
import io.rollcall.query.question.AskedDays;
import io.rollcall.query.question.DateRange;
import io.rollcall.query.question.LakeUnavailableException;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import io.rollcall.rollup.LiveHorizon;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions. Every day comes from exactly one source: from the lake when it is published, else from the live
 * counters, or, for what these cannot say, from what is archived of an open day. What is published is looked up once, first; the live
 * counters are then asked for exactly the other days. They keep a day long after it is published, so that none is lost between the
 * two, and none is there twice.
 *
 * <p>Rows are read while they are written out; until the first one is there, {@link LakeUnavailableException}, {@link RefusalException}
 * and {@link io.rollcall.rollup.RedisUnavailableException} say why there is no answer.
 */
@Singleton
public class Answers {
    /** ISO 3166-1 has some 250. */
    private static final long MOST_REGIONS = 250;

    private final PublishedLake lake;
    private final LiveFigures live;
    private final KnownEvents events;
    private final RowBudget budget;

    Answers(PublishedLake lake, LiveFigures live, KnownEvents events, RowBudget budget) {
        this.lake = lake;
        this.live = live;
        this.events = events;
        this.budget = budget;
    }

    /** The answer to a question about a metric. */
    public Answer metric(Question question) {
        DateRange range = question.days().range();
        View view = question.asOf().map(lake::asOf).orElseGet(lake::now);
        Set<LocalDate> published = view.days(range);
        Metric metric = question.metric();
        UnpublishedDays unpublished = unpublished(question, view);
        Map<String, @Nullable Object> head = Answer.head(metric);
        boolean isSettled = question.asOf().isEmpty() && view.isSettled(range);
        // A row about several days does not say which of them are in it.
        Consumer<LocalDate> answered = question.isOfDays() ? unpublished::answered : dt -> {};
        Merged merged = new Merged(answered, version -> Answer.setDefinition(head, version), isSettled);
        Answer.Rows rows =
                metric instanceof DayMetric ofDays && question.arguments().isEmpty()
                        ? ofDays(ofDays, question, view, published, merged)
                        : computed(question, view, merged);
        return Answer.of(question.columns(), head, unpublished, rows);
    }

    private static UnpublishedDays unpublished(Question question, View view) {
        DateRange range = question.days().range();
        if (question.arguments().isEmpty()) {
            return view.unpublished(range);
        }
        boolean tellsWhoIsNew =
                question.arguments().filter(Arguments::tellWhoIsNew).isPresent();
        if (!tellsWhoIsNew) {
            return view.uncounted(range);
        }
        return question.isOfDays() ? view.uncountedWithNew(range) : view.unpublishedWithNew(range);
    }

    private Answer.Rows computed(Question question, View view, Merged merged) {
        Arguments arguments = question.arguments().orElseThrow();
        DateRange range = question.days().range();
        MetricQuestion asked =
                new MetricQuestion(arguments, range.from(), range.to(), question.regions(), question.slice());
        range.requireAtMost(asked.mostDays());
        requireKnownEvents(question, arguments, view);
        requireUnitable(question, view);
        return merged.rows(
                sink -> view.rows(asked, sink),
                (MetricRow row) -> AnswerRow.published(question.metric().columns(), row),
                0,
                List::of);
    }

    /** Regions are one in the lake alone: where it has none of the days, there is nothing that could be one. */
    private static void requireUnitable(Question question, View view) {
        DateRange range = question.days().range();
        if (question.slice().unitesRegions()
                && view.days(range).isEmpty()
                && view.openDays(range).isEmpty()) {
            throw new RefusalException(
                    Refusal.REGIONS_NOT_UNITABLE,
                    question.metric().name()
                            + " of several regions as one comes from the lake, which has none of these days"
                            + " yet: use region=* for all regions, or group_by=region for each");
        }
    }

    private void requireKnownEvents(Question question, Arguments arguments, View view) {
        try {
            EventNames known = events.with(view);
            arguments.requireKnown(known);
            question.slice().requireKnown(known);
        } catch (UnknownEventNameException unknown) {
            throw new RefusalException(Refusal.UNKNOWN_EVENT_NAME, String.valueOf(unknown.getMessage()));
        }
    }

    private Answer.Rows ofDays(
            DayMetric metric, Question question, View view, Set<LocalDate> published, Merged merged) {
        DateRange range = question.days().range();
        LiveHorizon horizon = live.horizon();
        List<LocalDate> known = question.asOf().isPresent()
                ? List.of()
                : question.days()
                        .within(horizon.firstSketched(), horizon.today())
                        .toList();
        long regions = question.regions().every()
                ? MOST_REGIONS
                : question.regions().regions().size();
        boolean isInTheLake = !published.isEmpty()
                || (metric.windowDays() > 1 && !view.openDays(range).isEmpty());
        return merged.rows(
                sink -> {
                    if (isInTheLake) {
                        view.rows(metric, range, question.regions(), sink);
                    }
                },
                (MetricRow row) -> AnswerRow.published(metric.columns(), row),
                known.size() * regions,
                () -> known.isEmpty()
                        ? List.of()
                        : LiveRows.of(
                                metric,
                                question.without(settled(metric, view, published, known)),
                                live,
                                view.firstDay()));
    }

    /** A window may hold a day that is not published, and then the live counters may know it better. */
    private static Set<LocalDate> settled(
            DayMetric metric, View view, Set<LocalDate> published, List<LocalDate> known) {
        if (metric.windowDays() == 1 || published.isEmpty()) {
            return published;
        }
        Set<LocalDate> settled =
                new HashSet<>(view.daysOf(metric, new DateRange(known.get(0), known.get(known.size() - 1))));
        settled.retainAll(published);
        return settled;
    }

    /**
     * The answer to what a profile did, by day and region.
     *
     * @param ids how the answer gives its id
     */
    public Answer profile(long profileId, ProfileIds.Notation ids, DateRange range) {
        View view = lake.now();
        Set<LocalDate> published = view.days(range);
        UnpublishedDays unpublished = view.unpublished(range);
        return ProfileEngagement.answer(
                ids.write(profileId),
                unpublished,
                new Merged(unpublished::answered, version -> {}, false)
                        .rows(
                                sink -> {
                                    if (!published.isEmpty()) {
                                        view.profile(profileId, range, sink);
                                    }
                                },
                                ProfileEngagement::settledRow,
                                0,
                                () -> ProfileEngagement.liveRows(
                                                profileId,
                                                AskedDays.of(range).without(published),
                                                live,
                                                unpublished::answered)
                                        .toList()));
    }

    private interface Settled<T> {
        void into(RowSink<T> sink) throws IOException;
    }

    /** The rows of lake and live counters, by day and region. Where both know one, {@link AnswerRow#orExact} says which is right. */
    private final class Merged {
        private final Consumer<LocalDate> answered;
        private final IntConsumer definition;
        private final boolean isSettled;

        Merged(Consumer<LocalDate> answered, IntConsumer definition, boolean isSettled) {
            this.answered = answered;
            this.definition = definition;
            this.isSettled = isSettled;
        }

        <T> Answer.Rows rows(
                Settled<T> settled,
                Function<T, AnswerRow> settledRow,
                long mostLive,
                Supplier<List<AnswerRow>> liveRows) {
            return writer -> {
                RowSink<AnswerRow> out = row -> {
                    answered.accept(row.dt());
                    writer.write(row.cells());
                };
                RowBudget.Share share = budget.take(mostLive);
                try {
                    Deque<AnswerRow> waiting = new ArrayDeque<>(
                            liveRows.get().stream().sorted(AnswerRow.ORDER).toList());
                    settled.into(new RowSink<T>() {
                        @Override
                        public void expectDefinition(int oldestVersion) {
                            definition.accept(oldestVersion);
                        }

                        @Override
                        public void expectSettled(String fingerprint) throws IOException {
                            if (isSettled && waiting.isEmpty()) {
                                writer.settled(fingerprint);
                            }
                        }

                        @Override
                        public void take(T of) throws IOException {
                            AnswerRow row = settledRow.apply(of);
                            while (!waiting.isEmpty() && AnswerRow.ORDER.compare(waiting.element(), row) < 0) {
                                out.take(waiting.remove());
                            }
                            boolean isKnownTwice =
                                    !waiting.isEmpty() && AnswerRow.ORDER.compare(waiting.element(), row) == 0;
                            out.take(isKnownTwice ? waiting.remove().orExact(row) : row);
                        }
                    });
                    for (AnswerRow row : waiting) {
                        out.take(row);
                    }
                } finally {
                    share.close();
                }
            };
        }
    }

    /** The report of how the live figures compared with the exact ones, as the run that reconciled a day left it. */
    public Answer report(DateRange range) {
        View view = lake.now();
        UnpublishedDays unpublished = view.unpublished(range);
        return new Answer(
                Map.of(),
                ReportColumn.names(),
                unpublished,
                writer -> view.report(range, row -> {
                    unpublished.answered(row.dt());
                    writer.write(ReportColumn.cells(row));
                }));
    }
}
