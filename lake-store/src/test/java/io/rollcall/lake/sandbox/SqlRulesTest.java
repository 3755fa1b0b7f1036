package io.rollcall.lake.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.sandbox.UnansweredException.Reason;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked and what not, by the trees of the engine's own parser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlRulesTest {
    private static final Set<String> VIEWS = Set.of("app_event", "dau_by_region", "dau_total", "published");
    private static final String SECRET = "/etc/passwd";
    private static final String LAKE_FILE = "/data/lake/tables/bronze/app_event/data/1.parquet";

    private final Connection engine = DriverManager.getConnection("jdbc:duckdb:");

    SqlRulesTest() throws SQLException {}

    @AfterAll
    void close() throws SQLException {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WITH app_event AS (SELECT * FROM app_event WHERE region = 'US') SELECT COUNT(*) FROM app_event",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT COUNT(*) FROM n",
                "FROM dau_total SELECT COUNT(*)",
                "SELECT COUNT(*) FROM range(3) AS r(i), unnest([1, 2]) AS u(j)",
                "SELECT COUNT(*) FROM (VALUES (1), (2)) AS v(i)",
                "SELECT COUNT(*) OVER (), LAG(dau) OVER (PARTITION BY region ORDER BY dt) FROM dau_by_region LIMIT 1",
                "SELECT dt FROM dau_total EXCEPT SELECT dt FROM published UNION SELECT DATE '2024-01-01'",
                "SELECT (SELECT MAX(dau) FROM dau_total WHERE dau_total.dt = published.dt) FROM published LIMIT 1",
                "SELECT list_transform([1], lambda x: x + 1)",
                "SELECT * FROM (SELECT dt, region, dau FROM dau_by_region) PIVOT (SUM(dau) FOR region IN ('US', 'BR')) LIMIT 1",
                "SELECT CAST('1' AS DECIMAL(10, 2)), CAST([1] AS BIGINT[]), CAST('{}' AS JSON), CAST(NULL AS STRUCT(a INT))",
                "SELECT key FROM json_each('{\"a\": 1}')",
                "SELECT DISTINCT ON (region) region FROM app_event ORDER BY region, dt DESC NULLS LAST LIMIT 1 OFFSET 1",
                "SELECT region, COUNT(*) FROM app_event GROUP BY GROUPING SETS ((region), ()) HAVING COUNT(*) > 100 OR region IS NULL",
                "SELECT COUNT(*) FROM published TABLESAMPLE 100%",
                "select count(*) from \"APP_EVENT\"; -- and that is all"
            })
    void whatAnalystsWriteIsAllowed(String sql) throws SQLException {
        assertThat(VIEWS).containsAll(SqlRules.viewsOf(tree(sql), sql, VIEWS));
    }

    @Test
    void theViewsAreThoseThatTheQuestionNamesWhereverItDoes() throws SQLException {
        String sql =
                "WITH dau_total AS (SELECT dt FROM published) SELECT dt FROM dau_total WHERE EXISTS (FROM App_Event)";
        assertThat(SqlRules.viewsOf(tree(sql), sql, VIEWS)).containsExactly("app_event", "published");
    }

    static Stream<String> whatReachesForSomethingElse() {
        return Stream.of(
                "COPY (SELECT 1) TO '" + "/tmp/out.csv" + "'",
                "COPY app_event TO '" + LAKE_FILE + "'",
                "SELECT * FROM read_csv('" + SECRET + "')",
                "SELECT * FROM '" + SECRET + "'",
                "SELECT * FROM read_text('" + SECRET + "')",
                "SELECT * FROM read_blob('" + "/data/lake/catalog.sqlite" + "')",
                "SELECT * FROM glob('/data/lake/**')",
                "SELECT * FROM read_parquet('" + LAKE_FILE + "')",
                "SELECT * FROM \"" + LAKE_FILE + "\"",
                "SELECT * FROM parquet_metadata('" + LAKE_FILE + "'), app_event",
                "SELECT * FROM sniff_csv('" + SECRET + "')",
                "SELECT * FROM read_json_auto('" + SECRET + "')",
                "SELECT * FROM read_text('/proc/self/environ')",
                "SELECT * FROM query('SELECT 1')",
                "SELECT * FROM query_table('app_event')",
                "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
                "ATTACH '" + "/data/lake/catalog.sqlite" + "' AS stolen",
                "ATTACH ':memory:' AS mine",
                "INSTALL httpfs",
                "LOAD httpfs",
                "LOAD '" + SECRET + "'",
                "SET memory_limit = '100GB'",
                "RESET lock_configuration",
                "PRAGMA database_list",
                "PRAGMA enable_profiling",
                "CREATE TABLE t AS SELECT 1",
                "CREATE TEMP TABLE t(i INT)",
                "CREATE MACRO m() AS 1",
                "INSERT INTO app_event VALUES (1)",
                "DELETE FROM app_event",
                "UPDATE app_event SET region = 'XX'",
                "DROP VIEW app_event",
                "EXPORT DATABASE '" + "/tmp/dump" + "'",
                "CALL pragma_version()",
                "USE memory",
                "CHECKPOINT",
                "EXPLAIN SELECT 1",
                "PREPARE p AS SELECT 1",
                "EXECUTE p",
                "BEGIN",
                "SHOW TABLES",
                "SHOW ALL TABLES",
                "SELECT 1; SELECT 2",
                "SELECT 1; DROP VIEW app_event",
                "SELECT * FROM duckdb_settings()",
                "SELECT * FROM duckdb_views",
                "SELECT * FROM duckdb_secrets()",
                "SELECT * FROM sqlite_master",
                "SELECT * FROM pg_catalog.pg_class",
                "SELECT * FROM pg_class",
                "SELECT * FROM information_schema.tables",
                "SELECT * FROM bronze.app_event",
                "SELECT * FROM memory.main.app_event",
                "SELECT getenv('HOME')",
                "SELECT current_setting('temp_directory')",
                "SELECT system.main.current_setting('temp_directory')",
                "SELECT getvariable('x')",
                "SELECT write_log('filled')",
                "SELECT sleep_ms(1000000)",
                "SELECT nextval('s')",
                "SELECT pg_get_viewdef(1)",
                "SELECT 1 WHERE EXISTS (SELECT * FROM read_text('" + SECRET + "'))",
                "WITH a AS (SELECT * FROM duckdb_settings), duckdb_settings AS (SELECT 1) SELECT * FROM a",
                "WITH \"" + SECRET + "\" AS (SELECT 1) SELECT * FROM (SELECT 1)",
                "WITH a AS (SELECT 1) SELECT (SELECT MAX(content) FROM read_text('" + SECRET + "')) FROM a",
                "SELECT * FROM app_event, LATERAL (SELECT * FROM read_text('" + SECRET + "'))",
                "WITH b AS (INSERT INTO app_event VALUES (1) RETURNING *) SELECT * FROM b",
                "SELECT filename FROM app_event UNION SELECT * FROM glob('*')");
    }

    @ParameterizedTest
    @MethodSource("whatReachesForSomethingElse")
    void whatReachesForSomethingElseIsRefused(String sql) throws SQLException {
        String tree = tree(sql);
        assertThatThrownBy(() -> SqlRules.viewsOf(tree, sql, VIEWS))
                .isInstanceOfSatisfying(
                        UnansweredException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.REFUSED));
    }

    /** Every function that can be a table, and is not known to compute only, whatever version of the engine brings it. */
    @Test
    void noTableFunctionOfTheEngineIsAllowedButFive() throws SQLException {
        try (Statement statement = engine.createStatement();
                ResultSet functions = statement.executeQuery("SELECT DISTINCT function_name FROM duckdb_functions()"
                        + " WHERE function_type IN ('table', 'table_macro', 'pragma') AND function_name NOT IN"
                        + " ('range', 'generate_series', 'unnest', 'json_each', 'json_tree')")) {
            int found = 0;
            while (functions.next()) {
                String sql = "SELECT * FROM \"" + functions.getString(1) + "\"('x')";
                String tree = tree(sql);
                assertThatThrownBy(() -> SqlRules.viewsOf(tree, sql, VIEWS))
                        .as(sql)
                        .isInstanceOf(UnansweredException.class);
                found++;
            }
            assertThat(found).isGreaterThan(100);
        }
    }

    /** Not even where a subquery of its name comes later, which the first does not see. */
    @Test
    void noViewOfTheEngineIsAllowed() throws SQLException {
        try (Statement statement = engine.createStatement();
                ResultSet own =
                        statement.executeQuery("SELECT DISTINCT view_name FROM duckdb_views() WHERE internal")) {
            int found = 0;
            while (own.next()) {
                String view = own.getString(1);
                String sql = "WITH a AS (SELECT * FROM " + view + "), " + view + " AS (SELECT 1) SELECT * FROM a";
                String tree = tree(sql);
                assertThatThrownBy(() -> SqlRules.viewsOf(tree, sql, VIEWS))
                        .as(sql)
                        .isInstanceOf(UnansweredException.class);
                found++;
            }
            assertThat(found).isGreaterThan(20);
        }
    }

    private String tree(String sql) throws SQLException {
        try (PreparedStatement parse = engine.prepareStatement("SELECT json_serialize_sql(?)")) {
            parse.setString(1, sql);
            try (ResultSet tree = parse.executeQuery()) {
                tree.next();
                return tree.getString(1);
            }
        }
    }
}
