package io.rollcall.spark;

import io.rollcall.lake.sql.SqlFile;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The lake's .sql files on a Spark session whose catalog {@value #CATALOG} is the lake's. */
final class SparkSql {
    /** The lake's name in its catalog; locations and names of tables hang on it. */
    static final String CATALOG = "rollcall";

    private final SparkSession spark;

    /** Defines what Spark spells differently, and makes names without a catalog mean the lake's. */
    SparkSql(SparkSession spark) {
        this.spark = spark;
        SqlFile.of("dialect/spark").statements().forEach(statement -> run(replaceable(statement)));
        run("USE " + CATALOG);
        run("SET TIME ZONE 'UTC'");
    }

    /** A session may have the function from the job before. */
    private static String replaceable(String statement) {
        return statement.replaceFirst("^CREATE TEMPORARY FUNCTION", "CREATE OR REPLACE TEMPORARY FUNCTION");
    }

    /** A file's rows; nothing is computed before they are asked for. */
    Dataset<Row> file(String name, Map<String, String> literals) {
        return run(SqlFile.of(name).bind(literals));
    }

    Dataset<Row> run(String statement) {
        return spark.sql(statement);
    }
}
