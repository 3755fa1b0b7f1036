package io.rollcall.lake.value;

import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.table.DayPart;
import io.rollcall.lake.table.HighestValues;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Tables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A part of {@link LakeTable#FIGURE}: what a metric said of a day at some time. Everything here is known without reading it.
 *
 * @param status which all its rows have
 * @param asOf everything received up to then is in it
 * @param basis when the newest day that it was worked out from was published
 */
record MetricVersion(
        LocalDate dt,
        String metric,
        DayStatus status,
        Instant asOf,
        Instant basis,
        int definitionVersion,
        long sequence,
        DayPart part) {

    /** What is known of all metrics. */
    static List<MetricVersion> of(Tables tables) {
        return of(tables.parts(LakeTable.FIGURE));
    }

    /** What is known of a metric, on the days from the first to the last. */
    static List<MetricVersion> of(Tables tables, String metric, LocalDate first, LocalDate last) {
        return of(tables.parts(LakeTable.FIGURE, tables.table(LakeTable.FIGURE), first, last, metric));
    }

    private static List<MetricVersion> of(List<DayPart> parts) {
        return parts.stream().map(MetricVersion::of).toList();
    }

    static MetricVersion of(DayPart part) {
        HighestValues highest = part.highest();
        return new MetricVersion(
                part.dt(),
                part.second(),
                DayStatus.ofWord(highest.text("status").orElseThrow(() -> unknown(part))),
                highest.time("as_of").orElseThrow(() -> unknown(part)),
                highest.time("basis").orElseThrow(() -> unknown(part)),
                highest.number("definition_version")
                        .orElseThrow(() -> unknown(part))
                        .intValue(),
                part.sequence(),
                part);
    }

    private static IllegalStateException unknown(DayPart part) {
        return new IllegalStateException(
                part.file().location() + " does not say what its figures stand upon: delete it from gold.figure");
    }
}
