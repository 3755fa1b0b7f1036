package io.rollcall.lake;

import io.rollcall.lake.count.CountedFiles;
import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.engine.EngineException;
import io.rollcall.lake.metric.InvalidMetricException;
import io.rollcall.lake.metric.OwnMetric;
import io.rollcall.lake.sql.Columned;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tries a deployment's own metrics out, over tables without rows: what the night would say of a file is said at the start. */
final class OwnMetricCheck {
    private static final LocalDate ANY_DAY = LocalDate.parse("2026-01-01");
    private static final Pattern LINE = Pattern.compile("LINE (\\d+): ");
    private static final Set<String> NUMBERS = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "FLOAT",
            "DOUBLE");

    private final Tables tables;

    OwnMetricCheck(Tables tables) {
        this.tables = tables;
    }

    /**
     * Makes sure that the queries can be asked, and have the columns that their headers name.
     *
     * @throws InvalidMetricException when one cannot
     */
    void require(List<OwnMetric> metrics) {
        for (OwnMetric metric : metrics) {
            try (TableSession session = tables.session()) {
                openEmpty(session);
                require(session, metric);
            }
        }
    }

    private static void openEmpty(TableSession session) {
        CountedFiles none = CountedFiles.of(List.of());
        none.openProfileDays(session);
        CountedTable.FEATURE_DAY.openValid(session, none);
        session.open(LakeTable.ENRICHED_APP_EVENTS, List.of())
                .open(LakeTable.TITLE, List.of())
                .open(LakeTable.FIRST_DAY, List.of());
        session.engine().keep("gold.counted_day", Relation.days(List.of()));
    }

    private static void require(TableSession session, OwnMetric own) {
        try {
            Map<String, String> types = new HashMap<>();
            session.query(
                            Columned.described(own.query().bind(literals(own))),
                            row -> types.put(row.text("column_name"), row.text("column_type")))
                    .clear();
            requireTypes(own, types);
            session.query(
                    own.metric().arguments(Map.of()).computations().get(0).sql(ANY_DAY, ANY_DAY),
                    row -> row.text("measure"));
        } catch (EngineException broken) {
            String said = String.valueOf(broken.getMessage());
            Matcher line = LINE.matcher(said);
            throw new InvalidMetricException(own.file(), line.find() ? Integer.parseInt(line.group(1)) : 0, said);
        }
    }

    /** What the query takes; with the default of each parameter. */
    private static Map<String, String> literals(OwnMetric own) {
        Map<String, String> literals = new HashMap<>(
                own.metric().arguments(Map.of()).computations().get(0).binding().literals());
        literals.put("from", Literal.of(ANY_DAY));
        literals.put("to", Literal.of(ANY_DAY));
        literals.keySet().retainAll(own.query().parameters());
        return literals;
    }

    private static void requireTypes(OwnMetric own, Map<String, String> types) {
        Columned columned = new Columned(own.item(), own.metric().columns().measureNames());
        Set<String> wanted = new HashSet<>(columned.columns());
        for (String column : columned.columns()) {
            String type = types.get(column);
            if (type == null) {
                throw wrong(own, "the query has no column " + column + "; it has " + String.join(", ", types.keySet()));
            }
            boolean isRight = switch (column) {
                case "dt" -> type.equals("DATE");
                case "region" -> type.equals("VARCHAR");
                default ->
                    own.item().filter(column::equals).isPresent()
                            || NUMBERS.contains(type)
                            || type.startsWith("DECIMAL");
            };
            if (!isRight) {
                throw wrong(
                        own,
                        "the column " + column + " is of type " + type + ", and has to be "
                                + (column.equals("dt") ? "a DATE" : column.equals("region") ? "a text" : "a number"));
            }
        }
        types.keySet().stream()
                .filter(column -> !wanted.contains(column))
                .findFirst()
                .ifPresent(column -> {
                    throw wrong(own, "the query has a column " + column + " that the header does not name");
                });
    }

    private static InvalidMetricException wrong(OwnMetric own, String what) {
        return new InvalidMetricException(own.file(), 0, what);
    }
}
