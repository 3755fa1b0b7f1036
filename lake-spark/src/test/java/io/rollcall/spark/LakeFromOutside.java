package io.rollcall.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import scala.Console;

/** What docs/guides/lake-from-outside.md and deploy/dbt say, done as they say it. */
final class LakeFromOutside {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path GUIDE = ROOT.resolve(Path.of("docs", "guides", "lake-from-outside.md"));
    private static final Path MODELS = ROOT.resolve(Path.of("deploy", "dbt", "models", "rollcall"));
    private static final Pattern SOURCE = Pattern.compile("\\{\\{ source\\('(\\w+)', '(\\w+)'\\) }}");
    private static final Pattern MODEL = Pattern.compile("\\{\\{ ref\\('(\\w+)'\\) }}");
    private static final int ROWS = 20;

    private final SparkSql spark;

    LakeFromOutside(SparkSql spark) {
        this.spark = spark;
    }

    /** The question of the guide has the answer of the guide on Spark, and the same rows on DuckDB. */
    void theQuestionOfTheGuideIsAnswered(BothEngines engines) throws IOException {
        String question = blocks("sql").get(0);
        assertThat(shown(spark.run(question)).strip())
                .isEqualTo(blocks("").get(0).strip());
        Stream.of("gold.published", "gold.profile_day_run").forEach(engines::table);
        assertThat(engines.sameRows(question)).isNotEmpty();
    }

    /** The catalog says where a table stands. */
    void theCatalogIsReadAsTheGuideSays(Path lake) throws IOException, SQLException {
        try (Connection catalog = DriverManager.getConnection("jdbc:sqlite:" + lake.resolve("catalog.sqlite"));
                Statement statement = catalog.createStatement();
                ResultSet row = statement.executeQuery(blocks("sql").get(1))) {
            assertThat(row.next()).isTrue();
            assertThat(Path.of(row.getString(1).replaceFirst("^file:(//)?", "")))
                    .isRegularFile();
            assertThat(row.next()).isFalse();
        }
    }

    /** Each model of the project has rows, and so has the one that the guide builds upon them. */
    void theModelsOfDbtHaveRows() throws IOException {
        try (Stream<Path> files = Files.list(MODELS)) {
            List<Path> models =
                    files.filter(file -> file.toString().endsWith(".sql")).toList();
            assertThat(models).hasSize(3);
            for (Path model : models) {
                assertThat(spark.run(compiled(Files.readString(model))).count())
                        .as(model.toString())
                        .isPositive();
            }
        }
        assertThat(spark.run(compiled(blocks("sql").get(2))).count()).isPositive();
    }

    /** Every column of the sources is there. */
    void theSourcesOfDbtAreTables() throws IOException {
        Map<String, Object> read = new Yaml().load(Files.readString(MODELS.resolve("sources.yml")));
        for (Map<?, ?> source : maps(read.get("sources"))) {
            for (Map<?, ?> table : maps(source.get("tables"))) {
                String name = source.get("name") + "." + table.get("name");
                Set<String> columns = Set.of(spark.run("SELECT * FROM " + name).columns());
                assertThat(columns)
                        .as(name)
                        .containsAll(maps(table.get("columns")).stream()
                                .map(column -> String.valueOf(column.get("name")))
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
    }

    private static List<Map<?, ?>> maps(@Nullable Object list) {
        return ((List<?>) Objects.requireNonNull(list))
                .stream().<Map<?, ?>>map(Map.class::cast).toList();
    }

    /** As dbt makes it of a model whose references are ephemeral. */
    private static String compiled(String model) {
        String tables = SOURCE.matcher(model).replaceAll("$1.$2");
        return MODEL.matcher(tables)
                .replaceAll(reference -> Matcher.quoteReplacement("(" + inner(reference.group(1)) + ")"));
    }

    private static String inner(String model) {
        try {
            return compiled(Files.readString(MODELS.resolve(model + ".sql")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** As Spark prints it. */
    private static String shown(Dataset<Row> rows) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Console.withOut(new PrintStream(printed, true, StandardCharsets.UTF_8), () -> {
            rows.show(ROWS, false);
            return rows;
        });
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** What stands between fences of a language. */
    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("^```(\\w*)\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(GUIDE))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map((MatchResult block) -> block.group(2))
                .toList();
    }
}
