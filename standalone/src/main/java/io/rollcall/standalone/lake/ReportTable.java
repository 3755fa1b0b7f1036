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
    /** The column that people do not need: every row of one run has the same moment in it. */
    private static final String MOMENT = "reconciled_at";

    /** The columns before the numbers. */
    private static final int TEXTS = 3;

    private static final String ALL_REGIONS = "*";

    private ReportTable() {}

    /** The choice of which rows are shown. */
    enum Regions {
        TOTAL,
        EACH
    }

    static String of(List<JsonNode> rows, Regions regions) {
        List<JsonNode> shown = rows.stream()
                .filter(row ->
                        regions == Regions.EACH || row.path("region").asText().equals(ALL_REGIONS))
                .toList();
        if (shown.isEmpty()) {
            return "The report has no rows for these days.\n";
        }
        List<JsonNode> speaking =
                shown.stream().filter(ReportTable::saysSomething).toList();
        return (speaking.isEmpty() ? "" : aligned(lines(speaking))) + withoutLive(shown);
    }

    /** The columns are those of the answer, in its order. */
    private static List<List<String>> lines(List<JsonNode> rows) {
        List<String> columns = new ArrayList<>();
        rows.get(0).fieldNames().forEachRemaining(columns::add);
        columns.remove(MOMENT);
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns);
        rows.forEach(row ->
                lines.add(columns.stream().map(column -> cell(row.path(column))).toList()));
        return lines;
    }

    /** A row without a live count has nothing to hold the exact one against. */
    private static boolean saysSomething(JsonNode row) {
        return row.path("live").isNumber();
    }

    /** Those rows in one line: a history that was backfilled has hundreds of them. */
    private static String withoutLive(List<JsonNode> rows) {
        List<JsonNode> silent = rows.stream().filter(row -> !saysSomething(row)).toList();
        if (silent.isEmpty()) {
            return "";
        }
        List<String> days = silent.stream()
                .map(row -> row.path("dt").asText())
                .sorted()
                .distinct()
                .toList();
        List<String> measures = silent.stream()
                .map(row -> row.path("measure").asText())
                .distinct()
                .toList();
        String span = days.size() == 1
                ? "of " + days.get(0)
                : "of " + days.size() + " days, " + days.get(0) + " to " + days.get(days.size() - 1);
        return String.format(
                Locale.ROOT,
                "No live counts to hold against %,d exact ones %s (%s).%n",
                silent.size(),
                span,
                String.join(", ", measures));
    }

    private static String aligned(List<List<String>> lines) {
        int[] widths = new int[lines.get(0).size()];
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

    /** The text of a cell. A value that the report cannot say is a dash. */
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
