package io.rollcall.query;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.rollcall.lake.report.ReportRow;
import io.rollcall.query.answer.Table;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Live held against exact: a row for each day, region and measure, as the run that reconciled the day left it.
 *
 * @param rows by day, region and measure; column to cell in the order of the columns
 */
public record ReconciliationReport(@JsonProperty("rows") List<Map<String, @Nullable Object>> rows) implements Table {
    private static final List<String> COLUMNS = List.of(
            "dt",
            "region",
            "measure",
            "live",
            "exact",
            "difference",
            "duplicates",
            "late",
            "sketch",
            "unexplained",
            "within_bound",
            "reconciled_at");

    /** The report as the lake has it. */
    static ReconciliationReport of(List<ReportRow> rows) {
        return new ReconciliationReport(
                rows.stream().map(ReconciliationReport::cells).toList());
    }

    @Override
    @JsonIgnore
    public List<String> columns() {
        return COLUMNS;
    }

    private static Map<String, @Nullable Object> cells(ReportRow row) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        cells.put("dt", row.dt().toString());
        cells.put("region", row.region());
        cells.put("measure", row.measure());
        cells.put("live", number(row.live()));
        cells.put("exact", number(row.exact()));
        cells.put("difference", number(row.difference()));
        cells.put("duplicates", number(row.duplicates()));
        cells.put("late", number(row.late()));
        cells.put("sketch", number(row.sketch()));
        cells.put("unexplained", number(row.unexplained()));
        cells.put("within_bound", row.withinBound());
        cells.put("reconciled_at", row.reconciledAt().toString());
        return cells;
    }

    /** Counts, which the lake has as doubles, are whole numbers again; shares keep their fraction. */
    private static @Nullable Number number(@Nullable Double value) {
        if (value == null) {
            return null;
        }
        long whole = Math.round(value);
        return whole == value ? Long.valueOf(whole) : BigDecimal.valueOf(value);
    }
}
