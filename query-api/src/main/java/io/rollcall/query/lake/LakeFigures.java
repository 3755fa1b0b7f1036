package io.rollcall.query.lake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.rollcall.lake.Lake;
import io.rollcall.lake.Published;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.report.ReportRow;
import io.rollcall.lake.value.MetricQuestion;
import io.rollcall.lake.value.MetricRow;
import io.rollcall.query.PublishedFigures;
import io.rollcall.query.question.DateRange;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

/**
 * The lake's published figures. The days are read once for each publication, of which there are a few a day: a question that
 * concerns none of them then costs little more than looking up whether there was another publication.
 */
@Singleton
public class LakeFigures implements PublishedFigures {
    /** A view may be older than the newest switch for as long as its question takes. */
    private static final int SWITCHES = 4;

    private final Lake lake;
    private final Cache<Long, NavigableMap<LocalDate, PublishedDay>> days =
            Caffeine.newBuilder().maximumSize(SWITCHES).build();

    /** Read only when somebody names an event that the catalogue has not, and once for each change of the values. */
    private final Cache<Long, Set<String>> eventNames =
            Caffeine.newBuilder().maximumSize(1).build();

    private final OnDemand onDemand;

    public LakeFigures(Lake lake, FreeConfig config) {
        this.lake = lake;
        this.onDemand = new OnDemand("questions with parameters of their own", config.concurrent(), config.rows());
    }

    @Override
    public View now() {
        Published published = Answered.by(lake::published);
        return new Pinned(published) {
            @Override
            public Set<LocalDate> days(DateRange range) {
                return all().subMap(range.from(), true, range.to(), true).keySet();
            }

            @Override
            NavigableMap<LocalDate, PublishedDay> all() {
                return Answered.by(() -> LakeFigures.this.days.get(published.switchId(), id -> published.days()));
            }
        };
    }

    @Override
    public View asOf(Instant earlier) {
        return new Pinned(Answered.by(lake::published).asOf(earlier));
    }

    private class Pinned implements View {
        private final Published published;

        Pinned(Published published) {
            this.published = published;
        }

        @Override
        public Set<LocalDate> days(DateRange range) {
            return Answered.by(() -> published.days(range.from(), range.to())).keySet();
        }

        NavigableMap<LocalDate, PublishedDay> all() {
            return Answered.by(published::days);
        }

        @Override
        public Optional<LocalDate> firstDay() {
            return all().keySet().stream().findFirst();
        }

        @Override
        public List<Published.Row> rows(DayMetric metric, DateRange range) {
            return Answered.by(() -> published.rows(metric, range.from(), range.to()));
        }

        @Override
        public List<MetricRow> figures(MetricQuestion question) {
            return question.isFree()
                    ? onDemand.answer(mostRows -> published.figures(question, mostRows))
                    : Answered.by(() -> published.figures(question, Long.MAX_VALUE));
        }

        @Override
        public Set<String> eventNames() {
            return Answered.by(
                    () -> LakeFigures.this.eventNames.get(published.valuesId(), id -> published.eventNames()));
        }

        @Override
        public List<Published.ProfileDay> profile(long profileId, DateRange range) {
            return Answered.by(() -> published.profile(profileId, range.from(), range.to()));
        }

        @Override
        public List<ReportRow> report(DateRange range) {
            return Answered.by(() -> published.report(range.from(), range.to()));
        }
    }
}
