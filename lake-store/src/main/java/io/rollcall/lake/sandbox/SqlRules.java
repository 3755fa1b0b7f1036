package io.rollcall.lake.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.lake.sandbox.UnansweredException.Reason;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Says what may be asked: one query, that reads views and its own subqueries, through functions that only compute. It judges the tree
 * that the engine's parser has made of the text, and what it does not know it refuses: nothing has to be found out about a statement
 * that is not among those few.
 */
final class SqlRules {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The kinds of nodes that are no expressions: queries, what they read, and how their rows are put in order and cut. */
    private static final Set<String> KINDS = Set.of(
            "SELECT_NODE",
            "SET_OPERATION_NODE",
            "RECURSIVE_CTE_NODE",
            "CTE_NODE",
            "EMPTY",
            "BASE_TABLE",
            "SUBQUERY",
            "JOIN",
            "EXPRESSION_LIST",
            "PIVOT",
            "TABLE_FUNCTION",
            "SHOW_REF",
            "ORDER_MODIFIER",
            "LIMIT_MODIFIER",
            "LIMIT_PERCENT_MODIFIER",
            "DISTINCT_MODIFIER",
            "ORDER_DEFAULT",
            "ASCENDING",
            "DESCENDING");

    private static final Set<String> TABLE_FUNCTIONS =
            Set.of("range", "generate_series", "unnest", "json_each", "json_tree");

    /** Functions that say something of the engine, keep something in it, or only wait. */
    private static final Set<String> REFUSED_FUNCTIONS = Set.of(
            "current_setting",
            "getvariable",
            "getenv",
            "write_log",
            "parse_duckdb_log_message",
            "sleep_ms",
            "nextval",
            "currval",
            "setval",
            "setseed",
            "current_database",
            "current_schema",
            "current_schemas",
            "current_query",
            "current_query_id",
            "current_connection_id",
            "current_transaction_id",
            "txid_current",
            "in_search_path",
            "stats",
            "vector_type",
            "index_key",
            "json_serialize_sql",
            "json_serialize_plan",
            "json_deserialize_sql");

    private static final Pattern OF_THE_ENGINE = Pattern.compile("(__|duckdb|pragma|pg|has|sqlite)_.*");
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");

    /** Names that the engine's own views have: a subquery that has one could hide that it is not meant. */
    private static final Pattern ENGINES_VIEW = Pattern.compile("(duckdb|pragma|pg|sqlite)_.*");

    private final Set<String> views;
    private final String question;
    private final Set<String> named = new TreeSet<>();

    private SqlRules(Set<String> views, String question) {
        this.views = views;
        this.question = question;
    }

    /**
     * Judges a question.
     *
     * @param tree what the parser has made of it
     * @param views that there are
     * @return those that it names
     * @throws UnansweredException when it may not be asked, or is none
     */
    static Set<String> viewsOf(String tree, String question, Set<String> views) {
        SqlRules rules = new SqlRules(views, question);
        JsonNode root = rules.read(tree);
        if (root.path("error").asBoolean(true)) {
            throw rules.unreadable(root);
        }
        JsonNode statements = root.path("statements");
        if (statements.size() != 1) {
            throw new UnansweredException(
                    Reason.REFUSED,
                    "a question is one statement, this is " + statements.size() + "; ask them one by one");
        }
        rules.judge(statements.get(0), Set.of());
        return rules.named;
    }

    private JsonNode read(String tree) {
        try {
            return JSON.readTree(tree);
        } catch (JsonProcessingException tooDeep) {
            throw new UnansweredException(Reason.REFUSED, "the question is nested too deeply; name its parts (WITH)");
        }
    }

    private UnansweredException unreadable(JsonNode error) {
        if (error.path("error_type").asText().equals("parser")) {
            return new UnansweredException(
                    Reason.FAILED, error.path("error_message").asText(), position(error.path("position")));
        }
        return new UnansweredException(
                Reason.REFUSED,
                "only a query is answered, one that begins with SELECT, FROM, WITH, VALUES or DESCRIBE");
    }

    private void judge(JsonNode node, Set<String> subqueries) {
        if (node.isArray()) {
            node.forEach(part -> judge(part, subqueries));
        } else if (node.isObject()) {
            judgeObject(node, subqueries);
        }
    }

    private void judgeObject(JsonNode node, Set<String> outer) {
        Set<String> subqueries = withItsOwn(node, outer);
        String kind = node.path("type").asText("");
        if (node.has("function_name")) {
            judgeFunction(node);
        }
        if (!node.has("class") && node.path("type").isTextual()) {
            if (!KINDS.contains(kind)) {
                throw refused(node, "'" + kind + "' is nothing that a question may hold");
            }
            judgeSource(node, kind, subqueries);
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!member.getKey().equals("cte_map")) {
                judge(member.getValue(), subqueries);
            }
        }
    }

    /** The names of subqueries that a query sees: those around it, and its own, each of which sees those before it. */
    private Set<String> withItsOwn(JsonNode node, Set<String> outer) {
        JsonNode own = node.path("cte_map").path("map");
        if (own.isEmpty()) {
            return outer;
        }
        Set<String> subqueries = new HashSet<>(outer);
        for (JsonNode subquery : own) {
            String name = subquery.path("key").asText().toLowerCase(Locale.ROOT);
            if (!NAME.matcher(name).matches() || ENGINES_VIEW.matcher(name).matches()) {
                throw refused(subquery, "a subquery is not called '" + name + "'; use letters, digits and _");
            }
            Set<String> seen = new HashSet<>(subqueries);
            if (isRecursive(subquery.path("value"))) {
                seen.add(name);
            }
            judge(subquery.path("value"), seen);
            subqueries.add(name);
        }
        return subqueries;
    }

    private static boolean isRecursive(JsonNode subquery) {
        return subquery.findValues("type").stream()
                .anyMatch(type -> type.asText().equals("RECURSIVE_CTE_NODE"));
    }

    private void judgeSource(JsonNode node, String kind, Set<String> subqueries) {
        switch (kind) {
            case "BASE_TABLE" -> judgeTable(node, subqueries);
            case "SHOW_REF" -> {
                if (node.path("query").isMissingNode() || node.path("query").isNull()) {
                    throw refused(
                            node,
                            "the views are " + String.join(", ", new TreeSet<>(views))
                                    + "; DESCRIBE followed by a name tells a view's columns");
                }
            }
            case "TABLE_FUNCTION" -> {
                String function =
                        node.path("function").path("function_name").asText().toLowerCase(Locale.ROOT);
                if (!TABLE_FUNCTIONS.contains(function)) {
                    throw refused(
                            node,
                            "'" + function + "' is no table that may be read; the views are "
                                    + String.join(", ", new TreeSet<>(views)));
                }
            }
            default -> {}
        }
    }

    private void judgeTable(JsonNode node, Set<String> subqueries) {
        String name = node.path("table_name").asText().toLowerCase(Locale.ROOT);
        boolean isQualified = !node.path("schema_name").asText().isEmpty()
                || !node.path("catalog_name").asText().isEmpty();
        if (!isQualified && subqueries.contains(name)) {
            return;
        }
        if (isQualified || !views.contains(name)) {
            throw refused(
                    node,
                    "there is no view '" + name + "' here; the views are " + String.join(", ", new TreeSet<>(views)));
        }
        named.add(name);
    }

    private void judgeFunction(JsonNode node) {
        String function = node.path("function_name").asText().toLowerCase(Locale.ROOT);
        if (REFUSED_FUNCTIONS.contains(function)
                || OF_THE_ENGINE.matcher(function).matches()
                || !node.path("schema").asText().isEmpty()
                || !node.path("catalog").asText().isEmpty()) {
            throw refused(node, "the function '" + function + "' is not for questions");
        }
    }

    private UnansweredException refused(JsonNode node, String detail) {
        return new UnansweredException(Reason.REFUSED, detail, position(node.path("query_location")));
    }

    /** The parser counts bytes, from 0; what is beyond the text it has made up itself. */
    private OptionalInt position(JsonNode location) {
        return Positions.of(question, location.asText());
    }
}
