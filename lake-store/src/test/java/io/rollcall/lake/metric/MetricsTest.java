package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every metric of the list. */
class MetricsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-01");
    private static final Path PAGES = Path.of("..", "docs", "reference", "metrics");

    @Test
    void noTwoHaveTheSameNameNorStoreTheirValuesUnderTheSame() {
        assertThat(Metrics.names()).doesNotHaveDuplicates();
        assertThat(Stream.concat(
                        Metrics.computed().stream()
                                .flatMap(metric -> metric.computations().stream())
                                .map(Computation::name),
                        Metrics.ofDays().stream().flatMap(metric -> metric.storedNames().stream())))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("io.rollcall.lake.metric.Metrics#all")
    void eachHasAPage(Metric metric) {
        assertThat(Files.isRegularFile(PAGES.resolve(metric.name() + ".md"))).isTrue();
    }

    /** Its file takes exactly the literals that its parameters and its computation give: {@code bind} refuses others. */
    @ParameterizedTest
    @MethodSource("io.rollcall.lake.metric.Metrics#nightly")
    void eachNightlyComputationFillsItsFile(BoundComputation computation) {
        assertThat(computation.isStored()).isTrue();
        assertThat(computation.sql(DAY, DAY)).contains("2026-01-01").doesNotContain(":from");
    }

    @ParameterizedTest
    @MethodSource("io.rollcall.lake.metric.Metrics#computed")
    void withStandardArgumentsEachIsAnsweredFromWhatIsStored(ComputedMetric metric) {
        assertThat(metric.arguments(Map.of()).computations())
                .isNotEmpty()
                .allMatch(BoundComputation::isStored)
                .extracting(BoundComputation::computation)
                .containsExactlyElementsOf(metric.computations().stream()
                        .filter(Computation::nightly)
                        .toList());
    }

    /** Written out, the default is the default: nobody pays for naming it. */
    @ParameterizedTest
    @MethodSource("io.rollcall.lake.metric.Metrics#computed")
    void namingADefaultChangesNothingButWhichRowsAreWanted(ComputedMetric metric) {
        for (Parameter<?> parameter : metric.parameters()) {
            String written = parameter.standardText();
            if (written.matches("[a-z0-9_,-]+") && !written.equals("all")) {
                Arguments named = metric.arguments(Map.of(parameter.name(), written));
                assertThat(named.computations())
                        .as("%s of %s", parameter.name(), metric.name())
                        .isEqualTo(metric.arguments(Map.of()).computations());
            }
        }
    }

    @Test
    void theLongestWindowIsThatOfTheMonth() {
        assertThat(Metrics.longestWindowDays()).isEqualTo(30);
        assertThat(List.of(Actives.WAU.windowDays(), Actives.MAU28.windowDays(), Actives.MAU.windowDays()))
                .containsExactly(7, 28, 30);
    }

    @Test
    void aValueIsStoredUnderTheNameOfItsMetric() {
        assertThat(Stickiness.METRIC.storedNames())
                .containsExactly("stickiness", "stickiness.point", "stickiness.days");
        assertThat(Engagement.METRIC.storedNames())
                .startsWith("engagement.play_events")
                .hasSize(6);
    }
}
