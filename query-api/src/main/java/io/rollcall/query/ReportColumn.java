package io.rollcall.query;

import io.rollcall.lake.report.ReportRow;
import io.rollcall.query.answer.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A column of the reconciliation report, and what a row has in it. */
record ReportColumn(String name, Function<ReportRow, @Nullable Object> cell) {
    private static final List<ReportColumn> ALL = List.of(
            new ReportColumn("dt", row -> row.dt().toString()),
            new ReportColumn("region", ReportRow::region),
            new ReportColumn("measure", ReportRow::measure),
            number("live", ReportRow::live),
            number("exact", ReportRow::exact),
            number("difference", ReportRow::difference),
            number("duplicates", ReportRow::duplicates),
            number("late", ReportRow::late),
            number("sketch", ReportRow::sketch),
            number("unexplained", ReportRow::unexplained),
            new ReportColumn("within_bound", ReportRow::withinBound),
            new ReportColumn("reconciled_at", row -> row.reconciledAt().toString()));

    private static ReportColumn number(String name, Function<ReportRow, @Nullable Double> value) {
        return new ReportColumn(name, row -> Numbers.of(value.apply(row)));
    }

    static List<String> names() {
        return ALL.stream().map(ReportColumn::name).toList();
    }

    /** The row's cells, in the order of the names; dates and times as text. */
    static List<@Nullable Object> cells(ReportRow row) {
        List<@Nullable Object> cells = new ArrayList<>();
        ALL.forEach(column -> cells.add(column.cell().apply(row)));
        return cells;
    }
}
