package io.rollcall.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The inner walls of lake-store: a package for each phase, and each knows only those that stand below it in this picture.
 *
 * <pre>
 *   Lake, Published                 the roof, io.rollcall.lake
 *   erasure
 *   upkeep
 *   publish
 *   report       experiment
 *   value
 *   history
 *   count
 *   bronze       day
 *   replace
 *   table        sandbox
 *   engine       metric
 *   files        sql                the ground
 * </pre>
 */
class LakeArchitectureTest {
    private static final String LAKE = "io.rollcall.lake";

    private static final Levels LEVELS = new Levels(Stream.concat(
                    Stream.of(
                                    Set.of("files", "sql"),
                                    Set.of("engine", "metric"),
                                    Set.of("table", "sandbox"),
                                    Set.of("replace"),
                                    Set.of("bronze", "day"),
                                    Set.of("count"),
                                    Set.of("history"),
                                    Set.of("value"),
                                    Set.of("report", "experiment"),
                                    Set.of("publish"),
                                    Set.of("upkeep"),
                                    Set.of("erasure"))
                            .map(level -> level.stream()
                                    .map(LakeArchitectureTest::named)
                                    .collect(Collectors.toSet())),
                    Stream.of(Set.of(LAKE)))
            .toList());

    /** What lakehouse and query-api may name. The others are how the lake does it. */
    private static final String[] FOR_SERVICES = Stream.concat(
                    Stream.of(LAKE),
                    Stream.of(
                                    "bronze",
                                    "day",
                                    "metric",
                                    "value",
                                    "report",
                                    "experiment",
                                    "publish",
                                    "sandbox",
                                    "upkeep",
                                    "erasure")
                            .map(LakeArchitectureTest::named))
            .toArray(String[]::new);

    private static final JavaClasses ROLLCALL = ProductionClasses.all();

    private static String named(String name) {
        return LAKE + "." + name;
    }

    @Test
    void eachPackageKnowsOnlyLowerOnes() {
        LEVELS.check(ROLLCALL);
    }

    /** A package that is not in the picture would be held to nothing. */
    @Test
    void everyPackageIsInThePicture() {
        assertThat(Levels.packages(ROLLCALL.that(resideInAPackage(LAKE + ".."))))
                .isEqualTo(LEVELS.names());
    }

    /** What a metric is can be read, and tested, without a table or an engine. */
    @Test
    void metricsKnowNothingButSqlAsText() {
        noClasses()
                .that()
                .resideInAPackage(named("metric"))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(LAKE + "..").and(not(resideInAnyPackage(named("metric"), named("sql")))))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.iceberg..", "org.duckdb..", "java.sql..")
                .check(ROLLCALL);
    }

    /** A row is read by the names of its columns: what the driver offers besides, by position, nobody else can reach. */
    @Test
    void onlyTheEngineSpeaksJdbc() {
        noClasses()
                .that()
                .resideInAnyPackage(LAKE + "..", "io.rollcall.lakehouse..", "io.rollcall.query..")
                .and()
                .resideOutsideOfPackages(named("engine"), named("sandbox"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.duckdb..")
                .check(ROLLCALL);
    }

    @Test
    void servicesReachOnlyWhatIsMeantForThem() {
        noClasses()
                .that()
                .resideOutsideOfPackage(LAKE + "..")
                .should()
                .dependOnClassesThat(resideInAPackage(LAKE + "..").and(not(resideInAnyPackage(FOR_SERVICES))))
                .check(ROLLCALL);
    }

    /** What is SQL, and what the inputs of a .sql file are called, stands in lake-store; ArchUnit sees no texts. */
    @ParameterizedTest
    @ValueSource(strings = {"query-api", "lakehouse"})
    void servicesWriteNoSql(String module) throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertThat(sources).hasSizeGreaterThan(10);
        for (Path source : sources) {
            assertThat(Files.readString(source))
                    .as(source.toString())
                    .doesNotContainPattern(
                            "\"(asked|run|gold|silver|bronze)\\.[a-z_]+|\"\\s*(SELECT|INSERT|CREATE|WITH) ");
        }
    }
}
