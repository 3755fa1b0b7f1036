package io.rollcall.lake.value;

import io.rollcall.lake.engine.Cells;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.table.TableSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Puts values that belong to one row beside each other. The engine does it: a row has many, and each would be a row of its own. */
record FigureRows(FigureQuestion question) {
    private static final String KEY = "dt, region, dimension, item";
    private static final int KEYS = 4;

    /**
     * The rows of an answer, by day, region, dimension and item.
     *
     * @param source of rows with the columns of a .sql file of the catalogue
     * @param standing how settled the values of a day are
     */
    List<FigureRow> of(TableSession session, String source, Function<LocalDate, Standing> standing) {
        return session.query(query(source), row -> read(row, standing));
    }

    private String query(String source) {
        return "SELECT " + KEY + ", "
                + IntStream.range(0, question.measures().size())
                        .mapToObj(this::column)
                        .collect(Collectors.joining(", "))
                + " FROM " + source + " WHERE " + question.condition() + " GROUP BY " + KEY
                + question.top().map(this::topOnly).orElse("") + " ORDER BY " + KEY;
    }

    private String column(int index) {
        return "MAX(CASE WHEN measure = " + Literal.of(question.measures().get(index)) + " THEN value END) AS "
                + name(index);
    }

    private static String name(int index) {
        return "measure_" + index;
    }

    private String topOnly(FigureQuestion.Top top) {
        return " QUALIFY ROW_NUMBER() OVER (PARTITION BY dt, region, dimension ORDER BY "
                + name(question.measures().indexOf(top.measure())) + " " + top.order() + " NULLS LAST, item) <= "
                + top.rows();
    }

    private FigureRow read(ResultSet row, Function<LocalDate, Standing> standing) throws SQLException {
        Map<String, @Nullable Double> values = new LinkedHashMap<>();
        for (int index = 0; index < question.measures().size(); index++) {
            double value = row.getDouble(KEYS + 1 + index);
            values.put(question.measures().get(index), row.wasNull() ? null : Double.valueOf(value));
        }
        LocalDate dt = Cells.date(row, 1);
        Standing of = standing.apply(dt);
        return new FigureRow(dt, row.getString(2), row.getString(3), row.getString(4), values, of.status(), of.asOf());
    }
}
