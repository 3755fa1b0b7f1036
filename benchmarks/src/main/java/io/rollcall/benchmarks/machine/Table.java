package io.rollcall.benchmarks.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table as text: columns of figures stand to the right, the others to the left. */
public final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... header) {
        row(header);
    }

    /** Adds a row, with as many cells as the header has. */
    public Table row(String... cells) {
        if (!rows.isEmpty() && cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells in a table of " + rows.get(0).size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    @Override
    public String toString() {
        return rows.stream().map(this::line).collect(Collectors.joining("\n"));
    }

    private String line(List<String> row) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> cell(row.get(column), column))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private String cell(String text, int column) {
        int width =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        String space = " ".repeat(width - text.length());
        return isOfFigures(column) ? space + text : text + space;
    }

    /** Tells whether everything below the header is a number or nothing. */
    private boolean isOfFigures(int column) {
        return column > 0
                && rows.stream()
                        .skip(1)
                        .map(row -> row.get(column))
                        .allMatch(cell -> cell.isEmpty() || Character.isDigit(cell.charAt(0)));
    }
}
