package io.rollcall.query.lake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.lake.Lake;
import io.rollcall.lake.Published;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.experiment.ExperimentAsked;
import io.rollcall.lake.experiment.ExperimentFacts;
import io.rollcall.lake.experiment.ExperimentMetric;
import io.rollcall.lake.experiment.SeenExperiment;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.report.ReportRow;
import io.rollcall.lake.value.EventsDroppedException;
import io.rollcall.lake.value.MetricQuestion;
import io.rollcall.lake.value.MetricRow;
import io.rollcall.lake.value.RowSink;
import io.rollcall.lake.value.TooCostlyException;
import io.rollcall.query.answer.UnpublishedDays;
import io.rollcall.query.question.DateRange;
import io.rollcall.query.question.LakeUnavailableException;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the nightly runs have published, to answer questions. The days are read once for each publication, of
 * which there are a few a day: a question that concerns none of them then costs little more than looking up whether
 * there was another publication.
 *
 * <p>Every method throws {@link LakeUnavailableException} when the lake does not answer, and {@link RefusalException} when it would
 * cost too much, or the events that it takes are not kept any more.
 */
@Singleton
public class PublishedLake {
    /** A view may be older than the newest switch for as long as its question takes. */
    private static final int SWITCHES = 4;

    private static final int WINDOWS = 200;

    /**
     * The longest time that a question waits. Figures that were worked out before are read fast: who comes later waits,
     * and is refused only in a crowd.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Lake lake;
    private final RowBudget budget;
    private final Cache<Long, NavigableMap<LocalDate, PublishedDay>> days =
            Caffeine.newBuilder().maximumSize(SWITCHES).build();

    private final Cache<Long, Set<LocalDate>> openDays =
            Caffeine.newBuilder().maximumSize(SWITCHES).build();

    /** Read only when somebody names an event that the catalogue has not, and once for each change of the values. */
    private final Cache<Long, Set<String>> eventNames =
            Caffeine.newBuilder().maximumSize(1).build();

    /** Asked with every question about a window, and told by no more than a few dates. */
    private final Cache<KeptRows.Key, Set<LocalDate>> daysOf =
            Caffeine.newBuilder().maximumSize(WINDOWS).build();

    private final KeptRows kept;
    private final AskedLately<View> lately;
    private final OnDemand stored;
    private final OnDemand free;
    private final OnDemand experiments;

    public PublishedLake(
            Lake lake,
            RowBudget budget,
            AnswersConfig answers,
            FreeConfig free,
            ExperimentConfig experiments,
            MeterRegistry metrics) {
        this.lake = lake;
        this.budget = budget;
        this.kept = new KeptRows(answers.kept(), PATIENCE, metrics);
        this.lately = new AskedLately<>(kept.mostRows(), System::nanoTime);
        this.stored = new OnDemand("answers", answers.concurrent(), Long.MAX_VALUE, PATIENCE);
        this.free =
                new OnDemand("questions with parameters of their own", free.concurrent(), free.rows(), Duration.ZERO);
        this.experiments = new OnDemand("experiments", experiments.concurrent(), experiments.rows(), Duration.ZERO);
    }

    /** A view of what is published now. */
    public View now() {
        return new View(asked(lake::published), true);
    }

    /** Works out anew what was asked in the last minutes, when the lake has changed since that was done. */
    public void askAgain() {
        if (!lately.isNobody()) {
            View view = now();
            lately.again(view, view.withOpenDays());
        }
    }

    /** A view of what stood published at an earlier time. */
    public View asOf(Instant earlier) {
        return new View(asked(lake::published).asOf(earlier), false);
    }

    /**
     * The sums of an experiment over the days of a range that are published, or counted from what is archived of them; nothing when
     * none of them is either.
     */
    public Optional<ExperimentFacts> experiment(String key, DateRange range, Set<ExperimentMetric> metrics) {
        ExperimentAsked asked = new ExperimentAsked(key, range.from(), range.to(), metrics);
        return aboutExperiments(mostRows -> lake.published().experiment(asked, mostRows));
    }

    private <T> T aboutExperiments(LongFunction<T> question) {
        OnDemand.Place place = experiments.take();
        try {
            return asked(() -> question.apply(experiments.mostRows()));
        } finally {
            place.close();
        }
    }

    /**
     * A view of what is published at one moment: a run that publishes meanwhile changes nothing of it. One question is
     * answered from one view, or a day might be missing from both of two sources. For one thread.
     */
    public final class View {
        private final Published published;
        private final boolean isNewest;
        private @Nullable String basis;

        private View(Published published, boolean isNewest) {
            this.published = published;
            this.isNewest = isNewest;
        }

        /** The published days among the asked. */
        public Set<LocalDate> days(DateRange range) {
            return asked(() -> isNewest
                            ? all().subMap(range.from(), true, range.to(), true)
                            : published.days(range.from(), range.to()))
                    .keySet();
        }

        /** Tells whether every day of the range is published and closed: what there is none of on it can only come by restating it. */
        public boolean isSettled(DateRange range) {
            Map<LocalDate, PublishedDay> known = asked(() -> isNewest
                    ? all().subMap(range.from(), true, range.to(), true)
                    : published.days(range.from(), range.to()));
            return range.days().map(known::get).allMatch(day -> day != null && day.status() != DayStatus.PROVISIONAL);
        }

        /** Those among the asked that are not published, and counted all the same from what is archived of them. */
        public Set<LocalDate> openDays(DateRange range) {
            Set<LocalDate> open = asked(() -> openDays.get(published.openId(), id -> published.openDays()));
            Set<LocalDate> closed = days(range);
            return range.days()
                    .filter(dt -> open.contains(dt) && !closed.contains(dt))
                    .collect(Collectors.toSet());
        }

        private Set<LocalDate> countedDays(DateRange range) {
            Set<LocalDate> counted = new HashSet<>(openDays(range));
            counted.addAll(days(range));
            return counted;
        }

        /** The first day of the history: the first that is published. */
        public Optional<LocalDate> firstDay() {
            NavigableMap<LocalDate, PublishedDay> history = asked(() -> isNewest ? all() : published.days());
            return history.isEmpty() ? Optional.empty() : Optional.of(history.firstKey());
        }

        /** The asked days that are not published; that history begins later than they do is said. */
        public UnpublishedDays unpublished(DateRange range) {
            return new UnpublishedDays(range.days(), days(range), firstDay().filter(range.from()::isBefore));
        }

        /** The same of days that are not counted from what is archived either. */
        public UnpublishedDays uncounted(DateRange range) {
            return new UnpublishedDays(
                    range.days(), countedDays(range), firstDay().filter(range.from()::isBefore));
        }

        /** The same for an answer about who is new: on the first day everybody is. */
        public UnpublishedDays uncountedWithNew(DateRange range) {
            return new UnpublishedDays(
                    range.days(), countedDays(range), firstDay().filter(first -> !first.isBefore(range.from())));
        }

        /** The same of days that have to be published for it. */
        public UnpublishedDays unpublishedWithNew(DateRange range) {
            return new UnpublishedDays(
                    range.days(), days(range), firstDay().filter(first -> !first.isBefore(range.from())));
        }

        private NavigableMap<LocalDate, PublishedDay> all() {
            return days.get(published.switchId(), id -> published.days());
        }

        /** The names of the events that profiles were active with, on whatever published day. */
        public Set<String> eventNames() {
            return asked(() -> eventNames.get(published.valuesId(), id -> published.eventNames()));
        }

        /** The days among the asked of which a metric has rows. */
        public Set<LocalDate> daysOf(DayMetric metric, DateRange range) {
            if (!isNewest) {
                return asked(() -> published.daysOf(metric, range.from(), range.to()));
            }
            KeptRows.Key key = new KeptRows.Key(List.of(metric.name(), range), withOpenDays());
            return asked(() -> daysOf.get(key, unknown -> published.daysOf(metric, range.from(), range.to())));
        }

        /** Gives on the rows of a metric of published days, by day and region. */
        public void rows(DayMetric metric, DateRange range, RegionChoice regions, RowSink<MetricRow> sink)
                throws IOException {
            ask(List.of(metric.name(), range, regions), (view, rows) -> view.work(metric, range, regions, rows), sink);
        }

        /** Gives on the rows of a computed metric, in their order. */
        public void rows(MetricQuestion question, RowSink<MetricRow> sink) throws IOException {
            ask(question, (view, rows) -> view.work(question, rows), sink);
        }

        private void ask(Object question, AskedLately.Asking<View> asking, RowSink<MetricRow> sink) throws IOException {
            if (isNewest) {
                lately.ask(question, asking, this, sink);
            } else {
                asking.of(this, sink);
            }
        }

        private void work(DayMetric metric, DateRange range, RegionChoice regions, RowSink<MetricRow> sink)
                throws IOException {
            OfDays read = days -> kept.asked(
                    List.of(metric.name(), days, regions),
                    rows -> give(
                            stored, rows, counted -> published.rows(metric, days.from(), days.to(), regions, counted)));
            boolean knowsOpenDays = metric.windowDays() > 1;
            rows(range, knowsOpenDays, read, sink);
        }

        private void work(MetricQuestion question, RowSink<MetricRow> sink) throws IOException {
            OnDemand places = question.isFree() ? free : stored;
            OfDays read = days -> {
                MetricQuestion ofThem = question.of(days.from(), days.to());
                return kept.asked(
                        ofThem,
                        rows -> give(places, rows, counted -> published.figures(ofThem, places.mostRows(), counted)));
            };
            DateRange range = new DateRange(question.from(), question.to());
            if (!question.isOfEachDay() && isNewest) {
                read.of(range).into(question.readsOpenDays() ? withOpenDays() : basis(), sink);
            } else {
                rows(range, true, read, sink);
            }
        }

        /** What is published changes a few times a day, and what is archived of open days all the time: each is kept by itself. */
        private void rows(DateRange range, boolean knowsOpenDays, OfDays read, RowSink<MetricRow> sink)
                throws IOException {
            if (!isNewest) {
                read.of(range).reading().into(sink);
                return;
            }
            Optional<LocalDate> firstOpen = openDays(range).stream().min(Comparator.naturalOrder());
            if (firstOpen.isEmpty()) {
                read.of(range).into(basis(), sink);
                return;
            }
            DateRange open = new DateRange(firstOpen.get(), range.to());
            boolean hasRows = knowsOpenDays || !days(open).isEmpty();
            Optional<LakeRows> ofOpenDays = hasRows ? read.of(open).few(withOpenDays()) : Optional.of(LakeRows.NONE);
            if (ofOpenDays.isEmpty()) {
                read.of(range).reading().into(sink);
                return;
            }
            if (!range.from().isBefore(open.from())) {
                ofOpenDays.get().into(sink);
                return;
            }
            LakeRows.After after = ofOpenDays.get().after(sink);
            read.of(new DateRange(range.from(), open.from().minusDays(1))).into(basis(), after);
            after.end();
        }

        /** Looked up once, before anything is read. */
        private String basis() {
            String known = basis;
            if (known == null) {
                known = asked(published::basis);
                basis = known;
            }
            return known;
        }

        private String withOpenDays() {
            return basis() + " " + published.openId();
        }

        /** Gives on what a profile did on the published days, by day and region. */
        public void profile(long profileId, DateRange range, RowSink<Published.ProfileDay> sink) throws IOException {
            give(stored, sink, counted -> published.profile(profileId, range.from(), range.to(), counted));
        }

        /** The experiments that were seen on the published and the open days of a range: so many of them at most, the latest first. */
        public List<SeenExperiment> experiments(DateRange range, int most) {
            return aboutExperiments(mostRows -> published.experiments(range.from(), range.to(), most, mostRows));
        }

        /** Gives on how the live figures compared with the exact ones, by day, region and measure. */
        public void report(DateRange range, RowSink<ReportRow> sink) throws IOException {
            give(stored, sink, counted -> published.report(range.from(), range.to(), counted));
        }
    }

    private interface Reading<T> {
        void into(RowSink<T> sink) throws IOException;
    }

    /** A question about whatever days. */
    private interface OfDays {
        KeptRows.Asked of(DateRange days);
    }

    /** Works an answer out in a place, and gives its rows on once the budget has room for them. */
    private <T> void give(OnDemand places, RowSink<T> sink, Reading<T> reading) throws IOException {
        try (OnDemand.Place place = places.take();
                BudgetedRows<T> rows = new BudgetedRows<>(place, budget, sink)) {
            reading.into(rows);
        } catch (RuntimeException failed) {
            throw why(failed);
        }
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException failed) {
            throw why(failed);
        }
    }

    /** Says in the words of answers why the lake gives none. */
    static RuntimeException why(RuntimeException failed) {
        if (failed instanceof RefusalException) {
            return failed;
        }
        if (failed instanceof TooCostlyException) {
            return new RefusalException(Refusal.QUESTION_TOO_COSTLY, String.valueOf(failed.getMessage()));
        }
        if (failed instanceof EventsDroppedException) {
            return new RefusalException(Refusal.EVENTS_NOT_KEPT, String.valueOf(failed.getMessage()));
        }
        if (Published.isOutOfMemory(failed)) {
            return new RefusalException(
                    Refusal.TOO_MANY_QUESTIONS,
                    "what is under way has left no memory for this answer: ask again soon, or for fewer days");
        }
        // Engine, catalog and table format each have exceptions of their own, without a parent in common.
        return new LakeUnavailableException(failed);
    }
}
