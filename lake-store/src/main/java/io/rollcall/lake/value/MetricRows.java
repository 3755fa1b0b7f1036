package io.rollcall.lake.value;

import io.rollcall.lake.engine.Row;
import io.rollcall.lake.metric.Ranking;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.table.TableSession;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Puts values that belong to one row beside each other. The engine does it: a row has many, and each would be a row of its own. */
record MetricRows(MetricQuestion question, List<String> measures) {
    private static final String KEY = "dt, region, dimension, item";

    /** How settled the values of a day are, and by which version of the definition they were worked out. */
    record Said(Standing standing, int definitionVersion) {}

    static MetricRows of(MetricQuestion question) {
        return new MetricRows(question, List.copyOf(question.arguments().measures()));
    }

    /**
     * The rows of an answer, in no order.
     *
     * @param source of rows with the columns of a metric's .sql file
     * @param said what there is to know of the values of a day
     */
    List<MetricRow> read(TableSession session, String source, Function<LocalDate, Said> said) {
        return session.query(query(source), row -> row(row, said));
    }

    private String query(String source) {
        return "SELECT " + KEY + ", "
                + IntStream.range(0, measures.size()).mapToObj(this::column).collect(Collectors.joining(", "))
                + " FROM " + source + " WHERE " + question.condition() + " GROUP BY " + KEY
                + question.arguments().ranking().map(this::firstOnly).orElse("");
    }

    private String column(int index) {
        return "MAX(CASE WHEN measure = " + Literal.of(measures.get(index)) + " THEN value END) AS " + name(index);
    }

    private static String name(int index) {
        return "measure_" + index;
    }

    /** Those without the measure come last, equal ones in the order of their items. */
    private String firstOnly(Ranking ranking) {
        return " QUALIFY ROW_NUMBER() OVER (PARTITION BY dt, region, dimension ORDER BY "
                + name(measures.indexOf(ranking.measure())) + (ranking.largestFirst() ? " DESC" : " ASC")
                + " NULLS LAST, item) <= "
                + question.arguments().choice().limit().orElse(Integer.MAX_VALUE);
    }

    private MetricRow row(Row row, Function<LocalDate, Said> said) {
        Map<String, @Nullable Double> values = new LinkedHashMap<>();
        for (int index = 0; index < measures.size(); index++) {
            values.put(measures.get(index), row.realOrNull(name(index)));
        }
        LocalDate dt = row.date("dt");
        Said ofDay = said.apply(dt);
        return new MetricRow(
                dt,
                row.text("region"),
                row.text("dimension"),
                row.text("item"),
                values,
                ofDay.standing().status(),
                ofDay.standing().asOf(),
                ofDay.definitionVersion());
    }
}
