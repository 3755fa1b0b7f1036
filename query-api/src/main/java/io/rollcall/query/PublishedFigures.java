package io.rollcall.query;

import io.rollcall.lake.Published;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.report.ReportRow;
import io.rollcall.lake.value.MetricQuestion;
import io.rollcall.lake.value.MetricRow;
import io.rollcall.query.question.DateRange;
import io.rollcall.query.question.LakeUnavailableException;
import io.rollcall.query.question.RefusalException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The exact figures that the nightly runs have published. Every method throws {@link LakeUnavailableException} when the lake does not answer. */
public interface PublishedFigures {
    /** What is published now. */
    View now();

    /** What stood published at an earlier time. */
    View asOf(Instant earlier);

    /**
     * What is published, as seen at one moment: a run that publishes meanwhile changes nothing of it. One question is
     * answered from one view, or a day might be missing from both of two sources.
     */
    interface View {
        /** The published days among the asked. */
        Set<LocalDate> days(DateRange range);

        /** The first day of history: the first that is published. */
        Optional<LocalDate> firstDay();

        /** The rows of a metric, of all regions and of {@code *}. */
        List<Published.Row> rows(DayMetric metric, DateRange range);

        /**
         * The rows of a computed metric, in their order.
         *
         * @throws RefusalException when they would cost too much, or as many others are being worked out as may be
         */
        List<MetricRow> figures(MetricQuestion question);

        /** The names of the events that profiles were active with, on whatever published day. */
        Set<String> eventNames();

        /** What a profile did on the published days. */
        List<Published.ProfileDay> profile(long profileId, DateRange range);

        /** How the live figures compared with the exact ones, by day, region and measure. */
        List<ReportRow> report(DateRange range);
    }
}
