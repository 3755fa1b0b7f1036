package io.rollcall.lake.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.lake.bronze.Bronze;
import io.rollcall.lake.bronze.BronzeFiles;
import io.rollcall.lake.bronze.BronzeRow;
import io.rollcall.lake.bronze.BronzeRow.LogPlace;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.publish.Publication;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.PlannedFiles;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.Events;
import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.value.TooCostlyException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Experiments over the published days of a lake. */
class ExperimentFactsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-02");
    private static final Instant NIGHT = Instant.parse("2026-03-05T02:30:00Z");
    private static final long PLENTY = 1 << 20;
    private static final ExperimentAsked ROW =
            new ExperimentAsked("row", DAY, DAY.plusDays(20), Set.of(ExperimentMetric.PLAYS));

    private final Tables tables;
    private final Lake lake;
    private long offset;

    ExperimentFactsTest(@TempDir Path directory) {
        LakeSettings settings = LakeSettings.in(directory);
        this.tables = Tables.open(settings.directory(), settings.engine());
        this.lake = new Lake(tables);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void publishedDaysAreAddedUp() {
        archive(
                NIGHT,
                PlantedTruth.exposure(1, Instant.parse("2026-03-02T10:00:00Z"), "row", "control"),
                PlantedTruth.exposure(2, Instant.parse("2026-03-02T11:00:00Z"), "row", "treatment"),
                PlantedTruth.exposure(3, Instant.parse("2026-03-02T12:00:00Z"), "row", "control"),
                PlantedTruth.exposure(3, Instant.parse("2026-03-03T12:00:00Z"), "row", "treatment"),
                Fact.of(1, "US", "play", "2026-02-20T10:00:00Z"),
                Fact.of(2, "US", "play", "2026-03-02T10:00:00Z"),
                Fact.of(2, "BR", "play", "2026-03-03T10:00:00Z"));
        publish(NIGHT);
        assertThat(facts(ROW)).hasValueSatisfying(facts -> {
            assertThat(facts.lastDay()).isEqualTo(DAY.plusDays(1));
            assertThat(facts.asOf()).isEqualTo(NIGHT);
            assertThat(facts.status()).isEqualTo(DayStatus.PROVISIONAL);
            assertThat(facts.sizes()).isEqualTo(Map.of("control", 1L, "treatment", 1L));
            assertThat(facts.sawSeveral()).isEqualTo(1);
            assertThat(facts.sums())
                    .containsExactly(
                            new ExperimentFacts.Sums("control", ExperimentMetric.PLAYS, 1, 0, 0, 1, 1, 0),
                            new ExperimentFacts.Sums("treatment", ExperimentMetric.PLAYS, 1, 1, 1, 0, 0, 0));
            assertThat(facts.definitionVersion()).isEqualTo(Experiments.DEFINITION_VERSION);
        });
        assertThat(facts(new ExperimentAsked("other", DAY, DAY, Set.of())))
                .hasValueSatisfying(facts -> assertThat(facts.sizes()).isEmpty());
    }

    @Test
    void aDayThatIsCountedAndNotPublishedIsNotThere() {
        archive(NIGHT, PlantedTruth.exposure(1, Instant.parse("2026-03-02T10:00:00Z"), "row", "control"));
        assertThat(facts(ROW)).as("nothing is published").isEmpty();
        publish(NIGHT);
        archive(
                NIGHT.plusSeconds(60),
                PlantedTruth.exposure(2, Instant.parse("2026-03-04T10:00:00Z"), "row", "treatment"));
        Publication killed = lake.beginRun(NIGHT.plusSeconds(60));
        killed.count(killed.touched());
        assertThat(facts(ROW)).hasValueSatisfying(facts -> {
            assertThat(facts.lastDay()).isEqualTo(DAY);
            assertThat(facts.sizes()).isEqualTo(Map.of("control", 1L));
        });
        publish(NIGHT.plusSeconds(120));
        assertThat(facts(ROW))
                .hasValueSatisfying(
                        facts -> assertThat(facts.sizes()).isEqualTo(Map.of("control", 1L, "treatment", 1L)));
    }

    @Test
    void onADayOnWhichNobodyCameNobodyWasRetained() {
        archive(
                NIGHT,
                PlantedTruth.exposure(1, Instant.parse("2026-03-02T10:00:00Z"), "row", "control"),
                PlantedTruth.exposure(2, Instant.parse("2026-03-02T11:00:00Z"), "row", "control"),
                Fact.of(1, "US", "play", "2026-03-04T10:00:00Z"));
        publish(NIGHT);
        assertThat(facts(new ExperimentAsked(
                        "row",
                        DAY,
                        DAY.plusDays(20),
                        Set.of(ExperimentMetric.RETAINED_1, ExperimentMetric.RETAINED_7))))
                .hasValueSatisfying(facts -> assertThat(facts.sums())
                        .as("the day after is quiet, that a week after is still to come")
                        .containsExactly(
                                new ExperimentFacts.Sums("control", ExperimentMetric.RETAINED_1, 2, 0, 0, 0, 0, 0)));
    }

    /** Eight of eighteen: 0.4444. Without the one whose next day was quiet it would be 0.4706. */
    @Test
    void aProfileWhoseNextDayIsQuietIsAmongThoseThatWereNotRetained() {
        List<Fact> facts = new ArrayList<>();
        for (long profile = 1; profile <= 17; profile++) {
            facts.add(PlantedTruth.exposure(profile, Instant.parse("2026-03-02T10:00:00Z"), "row", "control"));
            if (profile <= 8) {
                facts.add(Fact.of(profile, "US", "play", "2026-03-03T10:00:00Z"));
            }
        }
        facts.add(PlantedTruth.exposure(18, Instant.parse("2026-03-03T10:00:00Z"), "row", "control"));
        archive(NIGHT, facts.toArray(Fact[]::new));
        publish(NIGHT);
        assertThat(facts(new ExperimentAsked("row", DAY, DAY.plusDays(20), Set.of(ExperimentMetric.RETAINED_1))))
                .hasValueSatisfying(found -> assertThat(found.sums())
                        .containsExactly(
                                new ExperimentFacts.Sums("control", ExperimentMetric.RETAINED_1, 18, 8, 8, 0, 0, 0)));
    }

    @Test
    void exposuresOutliveTheEventsTheyCameFrom() {
        archive(NIGHT, PlantedTruth.exposure(1, Instant.parse("2026-03-02T10:00:00Z"), "row", "control"));
        publish(NIGHT);
        Optional<ExperimentFacts> before = facts(ROW);
        assertThat(BronzeFixture.keepSilverSince(lake, Instant.parse("2026-03-03T00:00:00Z")))
                .containsExactly(DAY);
        assertThat(facts(ROW)).isPresent().isEqualTo(before);
    }

    @Test
    void aDayThatWasCountedBeforeTheMomentOfAnExposureWasKeptCountsWholeAndTheAnswerSaysSo() {
        archive(
                NIGHT,
                Fact.of(1, "US", "play", "2026-03-02T09:00:00Z"),
                PlantedTruth.exposure(1, Instant.parse("2026-03-02T10:00:00Z"), "row", "control"));
        publish(NIGHT);
        ExperimentAsked asked = new ExperimentAsked(
                "row", DAY, DAY.plusDays(20), Set.of(ExperimentMetric.PLAYS, ExperimentMetric.PLAY_STARTED));
        assertThat(facts(asked)).hasValueSatisfying(facts -> {
            assertThat(facts.definitionVersion()).isEqualTo(2);
            assertThat(facts.sums())
                    .containsExactly(
                            new ExperimentFacts.Sums("control", ExperimentMetric.PLAYS, 1, 0, 0, 0, 0, 0),
                            new ExperimentFacts.Sums("control", ExperimentMetric.PLAY_STARTED, 1, 0, 0, 0, 0, 0));
        });
        countedByTheFirstVersion(
                LakeTable.EXPOSURE_RUN,
                "CAST(NULL AS TIMESTAMPTZ) AS first_exposed_at, CAST(NULL AS BIGINT) AS play_events_after,"
                        + " CAST(NULL AS BIGINT) AS started_plays_after, CAST(NULL AS BIGINT) AS search_events_after,"
                        + " CAST(NULL AS BIGINT) AS browse_events_after,"
                        + " CAST(NULL AS BIGINT) AS total_watch_time_sec_after,"
                        + " CAST(NULL AS BIGINT) AS active_events_after");
        countedByTheFirstVersion(LakeTable.PROFILE_DAY_RUN, "CAST(NULL AS BIGINT) AS started_plays");
        assertThat(facts(asked)).hasValueSatisfying(facts -> {
            assertThat(facts.definitionVersion()).isEqualTo(1);
            assertThat(facts.sizes()).isEqualTo(Map.of("control", 1L));
            assertThat(facts.sawSeveral()).isZero();
            assertThat(facts.sums())
                    .as("which plays started is not known")
                    .containsExactly(new ExperimentFacts.Sums("control", ExperimentMetric.PLAYS, 1, 1, 1, 0, 0, 0));
        });
    }

    private void countedByTheFirstVersion(LakeTable kind, String withoutColumns) {
        Table table = tables.table(kind);
        DataFile counted = PlannedFiles.of(table, Expressions.alwaysTrue()).get(0);
        try (TableSession session = tables.session().open(kind)) {
            DataFile older = TableFile.write(
                            session.engine(),
                            "SELECT * REPLACE (" + withoutColumns + ") FROM " + kind.qualifiedName(),
                            kind,
                            table)
                    .orElseThrow();
            table.newOverwrite().deleteFile(counted).addFile(older).commit();
        }
    }

    @Test
    void whatCostsTooMuchIsNotWorkedOut() {
        archive(NIGHT, PlantedTruth.exposure(1, Instant.parse("2026-03-02T10:00:00Z"), "row", "control"));
        publish(NIGHT);
        assertThat(lake.published().experiment(ROW, 2)).isPresent();
        assertThatThrownBy(() -> lake.published().experiment(ROW, 1))
                .isInstanceOf(TooCostlyException.class)
                .hasMessageContaining("from 2 rows");
    }

    private Optional<ExperimentFacts> facts(ExperimentAsked asked) {
        return lake.published().experiment(asked, PLENTY);
    }

    private void publish(Instant now) {
        Publication run = lake.beginRun(now);
        var due = run.touched();
        run.count(due);
        run.publish(due, now);
    }

    private void archive(Instant asOf, Fact... facts) {
        Bronze bronze = lake.bronze();
        BronzeFiles rows = bronze.collect(PLENTY);
        for (Fact fact : facts) {
            rows.add(new BronzeRow(
                    new LogPlace(Events.TOPIC, 0, offset),
                    fact.at().plus(Duration.ofSeconds(1)).toEpochMilli(),
                    Events.stamp(
                            fact.profileId(), fact.region(), fact.name(), fact.at(), fact.active(), 0, "id-" + offset),
                    null,
                    fact.properties(),
                    ByteBuffer.wrap(new byte[] {'{', '}'}),
                    false,
                    null));
            offset++;
        }
        Map<Integer, Reached> moved = new HashMap<>();
        for (int partition = 0; partition < Events.LOG.partitions(); partition++) {
            moved.put(partition, new Reached(partition == 0 ? offset : 0, asOf.toEpochMilli()));
        }
        assertThat(bronze.commit(bronze.position(), Events.LOG, moved, rows))
                .isInstanceOf(Bronze.Outcome.Committed.class);
    }
}
