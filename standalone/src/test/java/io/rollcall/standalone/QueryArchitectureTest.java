package io.rollcall.standalone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The inner walls of query-api: each package knows only those that stand below it in this picture.
 *
 * <pre>
 *   http                                        addresses, and the roof
 *   lake         live                           who reads
 *   query        experiment      description    who decides; query is io.rollcall.query itself
 *   question     answer   page   statistics     the ground
 * </pre>
 */
class QueryArchitectureTest {
    private static final String QUERY = "io.rollcall.query";

    private static final List<Set<String>> LEVELS = List.of(
            Set.of(QUERY + ".question", QUERY + ".answer", QUERY + ".page", QUERY + ".experiment.statistics"),
            Set.of(QUERY, QUERY + ".experiment", QUERY + ".description"),
            Set.of(QUERY + ".lake", QUERY + ".live"),
            Set.of(QUERY + ".http"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(QUERY);

    @Test
    void eachPackageKnowsOnlyLowerOnes() {
        LayeredArchitecture picture = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (Set<String> level : LEVELS) {
            for (String name : level) {
                picture = picture.layer(name).definedBy(name);
            }
        }
        List<String> lower = new ArrayList<>();
        for (Set<String> level : LEVELS) {
            for (String name : level) {
                picture = lower.isEmpty()
                        ? picture.whereLayer(name).mayNotAccessAnyLayer()
                        : picture.whereLayer(name).mayOnlyAccessLayers(lower.toArray(String[]::new));
            }
            lower.addAll(level);
        }
        picture.check(CLASSES);
    }

    /** A package that is not in the picture would be held to nothing. */
    @Test
    void everyPackageIsInThePicture() {
        Set<String> drawn = LEVELS.stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = CLASSES.that(resideInAPackage(QUERY + "..")).stream()
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(there).isEqualTo(drawn);
    }
}
