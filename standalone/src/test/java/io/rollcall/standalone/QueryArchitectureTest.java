package io.rollcall.standalone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The inner walls of query-api: each package knows only those that stand below it in this picture.
 *
 * <pre>
 *   stream       sql                            the live stream, and questions in SQL
 *   http                                        addresses
 *   live                                        who reads Redis, for those who decide
 *   query        experiment                     who decides; query is io.rollcall.query itself
 *   lake         description                    who reads what is published, and who describes
 *   question     answer   page   statistics     the ground
 * </pre>
 */
class QueryArchitectureTest {
    private static final String QUERY = "io.rollcall.query";

    private static final Levels LEVELS = new Levels(List.of(
            Set.of(QUERY + ".question", QUERY + ".answer", QUERY + ".page", QUERY + ".experiment.statistics"),
            Set.of(QUERY + ".lake", QUERY + ".description", QUERY + ".listing"),
            Set.of(QUERY, QUERY + ".experiment"),
            Set.of(QUERY + ".live"),
            Set.of(QUERY + ".http"),
            Set.of(QUERY + ".stream", QUERY + ".sql")));

    private static final JavaClasses CLASSES = ProductionClasses.all().that(resideInAPackage(QUERY + ".."));

    @Test
    void eachPackageKnowsOnlyLowerOnes() {
        LEVELS.check(CLASSES);
    }

    /** A package that is not in the picture would be held to nothing. */
    @Test
    void everyPackageIsInThePicture() {
        assertThat(Levels.packages(CLASSES.that(resideInAPackage(QUERY + ".."))))
                .isEqualTo(LEVELS.names());
    }
}
