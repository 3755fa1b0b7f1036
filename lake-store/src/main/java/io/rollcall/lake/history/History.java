package io.rollcall.lake.history;

import io.rollcall.lake.bronze.PositionProperties;
import io.rollcall.lake.day.ArchiveEnd;
import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.metric.DaySpan;
import io.rollcall.lake.table.DayFilter;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Partitions;
import io.rollcall.lake.table.PlannedFiles;
import io.rollcall.lake.table.Tables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/** Reads what is known of the published days, and of those between and after them. */
public final class History {
    private History() {}

    /** Reads what is known of all days. */
    public static CountedDays of(Tables tables, NavigableMap<LocalDate, PublishedDay> published) {
        return of(tables, published, Expressions.alwaysTrue());
    }

    /** Reads what is known of all published days, and of those of the span that are not. */
    public static CountedDays of(Tables tables, NavigableMap<LocalDate, PublishedDay> published, DaySpan span) {
        return of(tables, published, DayFilter.between(span.first(), span.last()));
    }

    private static CountedDays of(Tables tables, NavigableMap<LocalDate, PublishedDay> published, Expression withData) {
        Table bronze = tables.table(LakeTable.APP_EVENT);
        Instant asOf = Instant.ofEpochMilli(
                PositionProperties.read(bronze.properties()).asOfMillis());
        return new CountedDays(
                published,
                PlannedFiles.of(bronze, withData).stream().map(Partitions::dt).collect(Collectors.toSet()),
                new ArchiveEnd(asOf));
    }
}
