package io.rollcall.lake;

import io.rollcall.lake.CatalogueMetric.Definition;
import io.rollcall.lake.CatalogueMetric.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;

/**
 * How settled the values of a day are, and what is in them.
 *
 * @param status the worst of the days that they are worked out from; provisional as long as one of these is still to come
 * @param asOf everything received up to then is in them
 */
record Standing(DayStatus status, Instant asOf) {
    static Standing of(Definition definition, NavigableMap<LocalDate, PublishedDay> published, LocalDate dt) {
        Window window = definition.read(dt, dt);
        List<PublishedDay> days = List.copyOf(window.of(published).values());
        List<DayStatus> statuses = new ArrayList<>();
        days.forEach(day -> statuses.add(day.status()));
        if (published.lastKey().isBefore(window.last())) {
            statuses.add(DayStatus.PROVISIONAL);
        }
        return new Standing(
                DayStatus.worst(statuses),
                days.stream()
                        .map(PublishedDay::asOf)
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH));
    }
}
