package io.rollcall.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The picture of the design: the modules follow the data, and no arrow runs back. The services meet in three stores (log, live,
 * lake), each the only one that knows its text.
 *
 * <pre>
 *                           standalone
 *        +---------+---------------+---------+---------+
 *        v         v               v         v         v
 *     ingest     worker        lakehouse   query    embedded
 *        |        / \           /|\     / \        |
 *        v       v   v         v v v   v   v       |
 *       log ...........  rollup ..........  lake   |
 *        |                 |                 |     v
 *        +-------------> event <-------------+
 *
 *     ingest, lakehouse, query --> access        ingest, worker, lakehouse, query --> settings
 * </pre>
 */
class ArchitectureTest {
    private static final long MOST_CLASSES = 16;
    private static final Pattern PACKAGE = Pattern.compile("\\.");

    private static final JavaClasses ROLLCALL = ProductionClasses.all();

    @Test
    void theModulesFollowTheData() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("event-model")
                .definedBy("io.rollcall.event..")
                .layer("event-log")
                .definedBy("io.rollcall.log..")
                .layer("access")
                .definedBy("io.rollcall.access..")
                .layer("settings")
                .definedBy("io.rollcall.settings..")
                .layer("rollup-store")
                .definedBy("io.rollcall.rollup..")
                .layer("lake-store")
                .definedBy("io.rollcall.lake..")
                .layer("lakehouse")
                .definedBy("io.rollcall.lakehouse..")
                .layer("ingest-gateway")
                .definedBy("io.rollcall.ingest..")
                .layer("rollup-worker")
                .definedBy("io.rollcall.worker..")
                .layer("query-api")
                .definedBy("io.rollcall.query..")
                .layer("embedded-servers")
                .definedBy("io.rollcall.embedded..")
                .layer("standalone")
                .definedBy("io.rollcall.standalone..")
                .whereLayer("event-model")
                .mayNotAccessAnyLayer()
                .whereLayer("event-log")
                .mayOnlyAccessLayers("event-model")
                .whereLayer("event-log")
                .mayOnlyBeAccessedByLayers("ingest-gateway", "rollup-worker", "lakehouse", "standalone")
                .whereLayer("access")
                .mayOnlyAccessLayers("event-model")
                .whereLayer("settings")
                .mayNotAccessAnyLayer()
                .whereLayer("rollup-store")
                .mayOnlyAccessLayers("event-model")
                .whereLayer("lake-store")
                .mayOnlyAccessLayers("event-model")
                .whereLayer("lakehouse")
                .mayOnlyAccessLayers("access", "settings", "event-model", "event-log", "lake-store", "rollup-store")
                .whereLayer("ingest-gateway")
                .mayOnlyAccessLayers("access", "settings", "event-model", "event-log")
                .whereLayer("rollup-worker")
                .mayOnlyAccessLayers("settings", "event-model", "event-log", "rollup-store")
                .whereLayer("query-api")
                .mayOnlyAccessLayers("access", "settings", "event-model", "rollup-store", "lake-store")
                .whereLayer("embedded-servers")
                .mayNotAccessAnyLayer()
                .whereLayer("embedded-servers")
                .mayOnlyBeAccessedByLayers("standalone")
                .whereLayer("standalone")
                .mayNotBeAccessedByAnyLayer()
                .check(ROLLCALL);
    }

    @Test
    void noPackagesKnowEachOtherInACircle() {
        slices().matching("io.rollcall.(**)").should().beFreeOfCycles().check(ROLLCALL);
    }

    @Test
    void theContractIsPureJava() {
        noClasses()
                .that()
                .resideInAPackage("io.rollcall.event..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "io.vertx..", "org.apache.kafka..", "io.smallrye..")
                .check(ROLLCALL);
    }

    /** What a topic is, holds and must be is asked and said in one place. Services read and write the records themselves. */
    @Test
    void onlyTheLogSpeaksKafkasAdminInterface() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.rollcall.log..", "io.rollcall.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.clients.admin..")
                .check(ROLLCALL);
    }

    /** On which thread it is read, and by whose settings, is its users' concern. */
    @Test
    void theLogKnowsNoFramework() {
        noClasses()
                .that()
                .resideInAPackage("io.rollcall.log..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus..", "jakarta..", "io.vertx..", "io.smallrye..")
                .check(ROLLCALL);
    }

    /** The gateway counts rates there, which are no counters of events. */
    @Test
    void onlyTheStoreSpeaksRedis() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.rollcall.rollup..", "io.rollcall.embedded..", "io.rollcall.ingest.rates..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx.redis..", "io.quarkus.redis..", "redis.clients..", "io.lettuce..")
                .check(ROLLCALL);
    }

    @Test
    void onlyTheLakeSpeaksIcebergAndSql() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.rollcall.lake..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.iceberg..", "org.apache.parquet..", "org.duckdb..", "org.sqlite..", "java.sql..")
                .check(ROLLCALL);
    }

    /** A table format and an engine: where it runs is its users' concern. Only the annotations of its settings are a framework's. */
    @Test
    void theLakeKnowsNoFramework() {
        noClasses()
                .that()
                .resideInAPackage("io.rollcall.lake..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "io.quarkus..", "jakarta..", "io.vertx..", "org.apache.kafka..", "io.smallrye..")
                        .and(not(resideInAPackage("io.smallrye.config"))))
                .check(ROLLCALL);
    }

    @Test
    void everyClassLivesInAModuleOfThePicture() {
        classes()
                .should()
                .resideInAnyPackage(
                        "io.rollcall.event..",
                        "io.rollcall.log..",
                        "io.rollcall.access..",
                        "io.rollcall.settings..",
                        "io.rollcall.rollup..",
                        "io.rollcall.ingest..",
                        "io.rollcall.lake..",
                        "io.rollcall.lakehouse..",
                        "io.rollcall.worker..",
                        "io.rollcall.query..",
                        "io.rollcall.embedded..",
                        "io.rollcall.standalone..")
                .check(ROLLCALL);
    }

    /** A picture with a module missing would be true of nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "event",
                "log",
                "access",
                "settings",
                "rollup",
                "lake",
                "lakehouse",
                "ingest",
                "worker",
                "query",
                "embedded",
                "standalone"
            })
    void everyModuleIsInThePicture(String module) {
        assertThat(ROLLCALL.stream()).anyMatch(type -> type.getPackageName().startsWith("io.rollcall." + module));
    }

    @Test
    void noPackageHasANameThatSaysNothing() {
        List<String> empty = List.of("util", "common", "service", "impl", "model", "dto", "mapper");
        noClasses()
                .should()
                .resideInAnyPackage(
                        empty.stream().map(name -> ".." + name + "..").toArray(String[]::new))
                .check(ROLLCALL);
    }

    /** Two things of one name are told apart only by whoever knows both. Modules meet when one of them knows the other. */
    @Test
    void noTwoClassesThatMeetHaveTheSameName() {
        Set<String> meetings = ROLLCALL.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(known -> known.getTargetClass().getPackageName().startsWith("io.rollcall."))
                .flatMap(known -> Stream.of(
                        module(known.getOriginClass()) + " " + module(known.getTargetClass()),
                        module(known.getTargetClass()) + " " + module(known.getOriginClass())))
                .collect(Collectors.toSet());
        Map<String, List<JavaClass>> byName = ROLLCALL.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getSimpleName));
        assertThat(byName.values())
                .allSatisfy(same -> assertThat(same)
                        .allSatisfy(one -> assertThat(same)
                                .allMatch(other ->
                                        one.equals(other) || !meetings.contains(module(one) + " " + module(other)))));
    }

    private static String module(JavaClass type) {
        return PACKAGE.splitAsStream(type.getPackageName()).skip(2).findFirst().orElseThrow();
    }

    /**
     * A package is one story that fits into a head. Named are those that have more classes, each with what holds it
     * together; a new one needs a reason as good.
     */
    @Test
    void noPackageHasMoreClassesThanAHeadHolds() {
        Set<String> large = Set.of(
                "io.rollcall.event", // the contract
                "io.rollcall.rollup", // the text of the live counters
                "io.rollcall.worker", // from a poll to the fence
                "io.rollcall.ingest.intake", // from a body to records
                "io.rollcall.lake.metric", // a class for each metric
                "io.rollcall.standalone.imports"); // from a file to requests
        Map<String, Long> classes = ROLLCALL.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
        classes.keySet().removeAll(large);
        assertThat(classes)
                .allSatisfy((name, count) ->
                        assertThat(count).as("classes in %s", name).isLessThanOrEqualTo(MOST_CLASSES));
    }
}
