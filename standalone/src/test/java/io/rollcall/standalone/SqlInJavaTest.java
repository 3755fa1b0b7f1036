package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SQL is written in .sql files, which are compared on two engines. Java writes none, but for what an engine has to be told to
 * read files and name relations: it holds the sources to that, word by word, and not only the classes to their imports.
 */
class SqlInJavaTest {
    private static final Path REPOSITORY = Path.of("..");

    /** The plumbing of the two engines, and the benchmark that counts with a bare engine to have something to compare with. */
    private static final List<String> PLUMBING = List.of(
            "lake-store/src/main/java/io/rollcall/lake/engine/",
            "lake-store/src/main/java/io/rollcall/lake/sql/",
            "lake-store/src/main/java/io/rollcall/lake/sandbox/",
            "lake-spark/src/main/java/io/rollcall/spark/",
            "benchmarks/src/main/java/io/rollcall/benchmarks/");

    /** A comment, a text block, a text or a character: whatever comes first ends where its kind ends. */
    private static final Pattern TOKEN = Pattern.compile(
            "//[^\\n]*|/\\*.*?\\*/|\"\"\"(.*?)\"\"\"|\"((?:\\\\.|[^\"\\\\\\n])*)\"|'(?:\\\\.|[^'\\\\])+'",
            Pattern.DOTALL);

    /** Words of SQL as they are written here, in capitals; and a query of a table in whatever letters. */
    private static final Predicate<String> SQL = Pattern.compile(
                    "\\b(SELECT|FROM|WHERE|JOIN|UNION|HAVING|QUALIFY|BETWEEN|DISTINCT|COALESCE|CAST|VALUES|ATTACH|AND|OR|AS|ASC|DESC|(GROUP|ORDER|PARTITION)"
                            + " BY|INSERT INTO|CASE WHEN|IS (NOT )?NULL|(ALTER|CREATE|DROP)"
                            + " (TABLE|VIEW|SCHEMA))\\b|\\b(COPY|IN|MIN|MAX|SUM|COUNT) ?\\("
                            + "|(?i:\\bselect\\s.+\\sfrom\\s+\\w+\\.\\w)")
            .asPredicate();

    @Test
    void noSqlStandsInJavaButTheEnginesPlumbing() throws IOException {
        assertThat(sources(file -> PLUMBING.stream().noneMatch(file::startsWith), SQL))
                .isEmpty();
    }

    /** Where it is allowed it is found: the test looks at what it says that it looks at. */
    @Test
    void theEnginesPlumbingIsFound() throws IOException {
        assertThat(sources(file -> file.startsWith(PLUMBING.get(0)), SQL))
                .containsKey(PLUMBING.get(0) + "Session.java");
    }

    /** What a question brings with it, such as the prices of a currency, is a relation that the metric's class names. */
    @Test
    void onlyTheLakeNamesTheRelationsOfAQuestion() throws IOException {
        Predicate<String> asked = text -> text.contains("asked.");
        assertThat(sources(file -> !file.startsWith("lake-store/") && !file.startsWith("lake-spark/"), asked))
                .isEmpty();
        assertThat(sources(file -> file.startsWith("lake-store/src/main/java/io/rollcall/lake/metric/"), asked))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query(\"SELECT dt FROM gold.figure\")",
                "query(\"select dt from gold.figure\")",
                "+ \" GROUP BY dt\"",
                "conditions.add(\"dt BETWEEN \" + days)",
                "of(\"\"\"\n    SELECT dt\n    FROM \"day\"\n    \"\"\")",
                "char quote = '\"'; view(\"a\", \"b IN (\" + c)"
            })
    void aTextWithSqlIsFound(String java) {
        assertThat(texts(java)).anyMatch(SQL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// what \"SELECT dt FROM day\" does",
                "/** Such as \"SELECT dt FROM day\". */",
                "SqlFile.of(\"gold/current_day\")",
                "\"from \" + from + \" is after to \" + to",
                "\"select a day from those that are published, ANDROID or not\""
            })
    void whatIsNoSqlIsNot(String java) {
        assertThat(texts(java)).noneMatch(SQL);
    }

    /** Texts by the file of main code that they stand in, by its path from the root. */
    private static Map<String, List<String>> sources(Predicate<String> files, Predicate<String> wanted)
            throws IOException {
        Map<String, List<String>> found = new TreeMap<>();
        try (Stream<Path> modules = Files.list(REPOSITORY)) {
            for (Path module : modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                found.putAll(sourcesOf(module, files, wanted));
            }
        }
        return found;
    }

    private static Map<String, List<String>> sourcesOf(Path module, Predicate<String> files, Predicate<String> wanted)
            throws IOException {
        Map<String, List<String>> found = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(module)) {
            for (Path file :
                    walk.filter(path -> path.toString().endsWith(".java")).toList()) {
                String name = REPOSITORY.relativize(file).toString();
                List<String> texts =
                        texts(Files.readString(file)).stream().filter(wanted).toList();
                if (files.test(name) && !texts.isEmpty()) {
                    found.put(name, texts);
                }
            }
        }
        return found;
    }

    private static List<String> texts(String java) {
        return TOKEN.matcher(java)
                .results()
                .map(SqlInJavaTest::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String text(MatchResult token) {
        return Stream.of(1, 2)
                .flatMap(kind -> Optional.ofNullable(token.group(kind)).stream())
                .collect(Collectors.joining());
    }
}
