package io.rollcall.lake.value;

import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.SqlFile;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** A .sql file of the catalogue with its parameters. */
record FigureQuery(CatalogueMetric metric, Map<String, String> literals, LocalDate from, LocalDate to) {
    FigureQuery {
        literals = Map.copyOf(literals);
    }

    static FigureQuery standard(CatalogueMetric metric, LocalDate from, LocalDate to) {
        return new FigureQuery(metric, metric.definition().literals(), from, to);
    }

    /** The query; its columns are those of a {@link Figure}. */
    String sql() {
        Map<String, String> bound = new HashMap<>(literals);
        bound.put("from", Literal.of(from));
        bound.put("to", Literal.of(to));
        return SqlFile.of("catalogue/" + metric.definition().file()).bind(bound);
    }
}
