package io.rollcall.lake.history;

import io.rollcall.lake.bronze.PositionProperties;
import io.rollcall.lake.day.ArchiveEnd;
import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.metric.DaySpan;
import io.rollcall.lake.table.DayPart;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Tables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;

/** Reads what is known of the published days, and of those between and after them. */
public final class History {
    private History() {}

    /** Reads what is known of all days. */
    public static CountedDays of(Tables tables, NavigableMap<LocalDate, PublishedDay> published) {
        return of(tables, published, part -> true);
    }

    /** Reads what is known of all published days, and of those of the span that are not. */
    public static CountedDays of(Tables tables, NavigableMap<LocalDate, PublishedDay> published, DaySpan span) {
        return of(tables, published, part -> part.isBetween(span.first(), span.last()));
    }

    private static CountedDays of(
            Tables tables, NavigableMap<LocalDate, PublishedDay> published, Predicate<DayPart> withData) {
        Table bronze = tables.table(LakeTable.APP_EVENT);
        Instant asOf = Instant.ofEpochMilli(
                PositionProperties.read(bronze.properties()).asOfMillis());
        return new CountedDays(
                published,
                tables.parts(LakeTable.APP_EVENT, bronze).stream()
                        .filter(withData)
                        .map(DayPart::dt)
                        .collect(Collectors.toSet()),
                new ArchiveEnd(asOf));
    }
}
