package io.rollcall.lake.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.metric.Actives;
import io.rollcall.lake.metric.BoundComputation;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.metric.Stickiness;
import io.rollcall.lake.publish.Publication;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A value says by which version of its metric's definition it was worked out, whatever the version of the program is that reads it. */
class DefinitionVersionTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-01");
    private static final Instant NIGHT = Instant.parse("2026-02-20T02:30:00Z");
    private static final ComputedMetric ADOPTION =
            (ComputedMetric) Metrics.find("adoption").orElseThrow();
    private static final long PLENTY = 1_000;

    private final BronzeFixture fixture;

    DefinitionVersionTest(@TempDir Path directory) {
        fixture = new BronzeFixture(directory);
    }

    @BeforeEach
    void publish() {
        fixture.archive(NIGHT, Event.of(1, "US", "login", "once", DAY + "T10:00:00Z"));
        fixture.reconcile(NIGHT);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whatAnEarlierVersionWorkedOutSaysSoUntilItIsWorkedOutAnew() {
        BoundComputation now = Metrics.nightly().stream()
                .filter(nightly -> nightly.name().equals(ADOPTION.name()))
                .findFirst()
                .orElseThrow();
        BoundComputation earlier = new BoundComputation(
                ADOPTION.version() - 1, now.computation(), now.binding(), now.isStored(), now.interval());
        fixture.lake().beginMetricRun().workOut(new MetricRun.Due(earlier, List.of(DAY)));
        assertThat(stored())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.definitionVersion()).isEqualTo(ADOPTION.version() - 1));

        MetricRun night = fixture.lake().beginMetricRun();
        List<MetricRun.Due> due = night.due(now);
        assertThat(due).flatExtracting(MetricRun.Due::days).containsExactly(DAY);
        due.forEach(night::workOut);
        assertThat(stored()).isNotEmpty().allSatisfy(row -> {
            assertThat(row.definitionVersion()).isEqualTo(ADOPTION.version());
            assertThat(row.status()).as("another definition is no correction").isNotEqualTo(DayStatus.RESTATED);
        });
    }

    @Test
    void whatIsWorkedOutForAQuestionIsOfTheVersionThatWorksItOut() {
        assertThat(figures(Map.of("lookback", "3")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.definitionVersion()).isEqualTo(ADOPTION.version()));
    }

    @Test
    void theValuesOfADayCarryTheVersionTheyWerePublishedWith() {
        for (DayMetric metric : Metrics.ofDays()) {
            assertThat(rows(metric))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.definitionVersion()).isEqualTo(metric.version()));
        }
    }

    @Test
    void whatWasPublishedBeforeVersionsWereKeptIsOfTheFirstUntilTheDayIsCountedAgain() {
        publishedBeforeVersionsWereKept();
        assertThat(rows(Stickiness.METRIC))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.definitionVersion()).isEqualTo(1));

        Publication run = fixture.lake().beginRun(NIGHT.plusSeconds(60));
        List<DueDay> asked = run.asked(DAY::equals);
        run.count(asked);
        run.publish(asked, NIGHT.plusSeconds(60));
        assertThat(rows(Stickiness.METRIC)).isNotEmpty().allSatisfy(row -> {
            assertThat(row.definitionVersion()).isEqualTo(Stickiness.METRIC.version());
            assertThat(row.status()).as("another definition is no correction").isEqualTo(DayStatus.FINAL);
        });
        assertThat(rows(Actives.DAU))
                .as("by the same definition it said something else")
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.status()).isEqualTo(DayStatus.RESTATED));
    }

    /** As an older program has left them, with other values. */
    private void publishedBeforeVersionsWereKept() {
        Table aggregate = fixture.tables().table(LakeTable.AGGREGATE);
        try (TableSession session = fixture.tables().session().open(LakeTable.AGGREGATE)) {
            DataFile older = TableFile.write(
                            session.engine(),
                            "SELECT metric, dt, region, value + 1 AS value, status, as_of, run,"
                                    + " CAST(NULL AS INTEGER) AS definition_version FROM gold.aggregate",
                            LakeTable.AGGREGATE,
                            aggregate)
                    .orElseThrow();
            aggregate
                    .newOverwrite()
                    .overwriteByRowFilter(Expressions.alwaysTrue())
                    .addFile(older)
                    .commit();
        }
    }

    private List<MetricRow> rows(DayMetric metric) {
        return fixture.lake().published().rows(metric, DAY, DAY, RegionChoice.EVERY_AND_TOTAL);
    }

    private List<MetricRow> stored() {
        return figures(Map.of());
    }

    private List<MetricRow> figures(Map<String, String> parameters) {
        return fixture.lake()
                .published()
                .figures(new MetricQuestion(ADOPTION.arguments(parameters), DAY, DAY, RegionChoice.TOTAL), PLENTY);
    }
}
