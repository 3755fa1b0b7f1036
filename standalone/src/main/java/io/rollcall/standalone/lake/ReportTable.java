package io.rollcall.standalone.lake;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report of live against exact as people read it: columns below each other, numbers to the right. */
final class ReportTable {
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
            "within_bound");

    /** The columns before the numbers. */
    private static final int TEXTS = 3;

    private static final String ALL_REGIONS = "*";

    private ReportTable() {}

    /** Which rows are shown. */
    enum Regions {
        TOTAL,
        EACH
    }

    static String of(List<JsonNode> rows, Regions regions) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(COLUMNS);
        rows.stream()
                .filter(row ->
                        regions == Regions.EACH || row.path("region").asText().equals(ALL_REGIONS))
                .forEach(row -> lines.add(
                        COLUMNS.stream().map(column -> cell(row.path(column))).toList()));
        return lines.size() == 1 ? "The report has no rows for these days.\n" : aligned(lines);
    }

    private static String aligned(List<List<String>> lines) {
        int[] widths = new int[COLUMNS.size()];
        lines.forEach(line -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        });
        StringBuilder table = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String padding = " ".repeat(widths[column] - line.get(column).length());
                text.append(column < TEXTS ? line.get(column) + padding : padding + line.get(column))
                        .append("  ");
            }
            table.append(text.toString().stripTrailing()).append('\n');
        }
        return table.toString();
    }

    /** What the report cannot say is a dash. */
    private static String cell(JsonNode value) {
        if (value.isNumber()) {
            return number(value.decimalValue());
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? "yes" : "no";
        }
        return value.isTextual() ? value.textValue() : "-";
    }

    private static String number(BigDecimal value) {
        return new DecimalFormat("#,##0.######", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
