package io.rollcall.query.lake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.rollcall.lake.EventsDroppedException;
import io.rollcall.lake.FigureQuestion;
import io.rollcall.lake.FigureRow;
import io.rollcall.lake.Lake;
import io.rollcall.lake.Published;
import io.rollcall.lake.PublishedMetric;
import io.rollcall.lake.ReportRow;
import io.rollcall.lake.TooCostlyException;
import io.rollcall.query.DateRange;
import io.rollcall.query.LakeUnavailableException;
import io.rollcall.query.PublishedFigures;
import io.rollcall.query.Refusal;
import io.rollcall.query.RefusalException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The lake's published figures. The days are read once for each publication, of which there are a few a day: a question that
 * concerns none of them then costs little more than looking up whether there was another publication.
 */
@Singleton
public class LakeFigures implements PublishedFigures {
    /** A view may be older than the newest switch for as long as its question takes. */
    private static final int SWITCHES = 4;

    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private final Lake lake;
    private final long mostRows;
    private final Cache<Long, NavigableSet<LocalDate>> days =
            Caffeine.newBuilder().maximumSize(SWITCHES).build();

    private final Semaphore free;

    public LakeFigures(Lake lake, FreeConfig config) {
        this.lake = lake;
        this.mostRows = config.rows();
        this.free = new Semaphore(config.concurrent());
    }

    @Override
    public View now() {
        Published published = answered(lake::published);
        return new Pinned(published) {
            @Override
            public Set<LocalDate> days(DateRange range) {
                return answered(() -> LakeFigures.this.days.get(published.switchId(), id -> allDays(published)))
                        .subSet(range.from(), true, range.to(), true);
            }
        };
    }

    private static NavigableSet<LocalDate> allDays(Published published) {
        return new TreeSet<>(published.days(FIRST, LAST).keySet());
    }

    @Override
    public View asOf(Instant earlier) {
        return new Pinned(answered(lake::published).asOf(earlier));
    }

    private class Pinned implements View {
        private final Published published;

        Pinned(Published published) {
            this.published = published;
        }

        @Override
        public Set<LocalDate> days(DateRange range) {
            return answered(() -> published.days(range.from(), range.to())).keySet();
        }

        @Override
        public List<Published.Row> rows(PublishedMetric metric, DateRange range) {
            return answered(() -> published.rows(metric, range.from(), range.to()));
        }

        @Override
        public List<FigureRow> figures(FigureQuestion question) {
            return question.isFree()
                    ? oneOfFew(() -> affordable(() -> published.figures(question, mostRows)))
                    : affordable(() -> published.figures(question, mostRows));
        }

        @Override
        public List<Published.ProfileDay> profile(long profileId, DateRange range) {
            return answered(() -> published.profile(profileId, range.from(), range.to()));
        }

        @Override
        public List<ReportRow> report(DateRange range) {
            return answered(() -> published.report(range.from(), range.to()));
        }
    }

    /** What is worked out on demand takes the engine from everybody else. */
    private <T> T oneOfFew(Supplier<T> question) {
        if (!free.tryAcquire()) {
            throw new RefusalException(
                    Refusal.TOO_MANY_QUESTIONS,
                    "as many questions with parameters of their own are being worked out as may be at a time; ask again soon");
        }
        try {
            return question.get();
        } finally {
            free.release();
        }
    }

    private static <T> T affordable(Supplier<T> question) {
        try {
            return answered(question);
        } catch (LakeUnavailableException failed) {
            if (failed.getCause() instanceof TooCostlyException costly) {
                throw new RefusalException(Refusal.QUESTION_TOO_COSTLY, String.valueOf(costly.getMessage()));
            }
            if (failed.getCause() instanceof EventsDroppedException dropped) {
                throw new RefusalException(Refusal.EVENTS_NOT_KEPT, String.valueOf(dropped.getMessage())); ask from "
                                + dropped.lastDropped().plusDays(1) + " on");
            }
            throw failed;
        }
    }

    /** Engine, catalog and table format each have exceptions of their own, without a parent in common. */
    private static <T> T answered(Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException failed) {
            throw new LakeUnavailableException(failed);
        }
    }
}
