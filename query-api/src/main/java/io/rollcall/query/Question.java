package io.rollcall.query;

import io.rollcall.query.question.AskedDays;
import io.rollcall.query.question.RegionChoice;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked: a metric, of which days, for which regions.
 *
 * @param asOf figures as they had been published by then; empty for the newest, live ones included
 */
public record Question(LiveMetric metric, AskedDays days, RegionChoice regions, Optional<Instant> asOf) {
    /** The same question about the days that are left once some are answered. */
    Question without(Set<LocalDate> answered) {
        return new Question(metric, days.without(answered), regions, asOf);
    }
}
