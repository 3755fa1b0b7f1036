package io.rollcall.lake.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.bronze.ArchivePosition;
import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.lake.bronze.Bronze;
import io.rollcall.lake.bronze.BronzeFiles;
import io.rollcall.lake.bronze.BronzeRow.LogPlace;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.day.ErasedMeanwhileException;
import io.rollcall.lake.engine.Row;
import io.rollcall.lake.files.LocalPaths;
import io.rollcall.lake.metric.Actives;
import io.rollcall.lake.metric.Arguments;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.publish.Publication;
import io.rollcall.lake.replace.FileReplacement;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.PlannedFiles;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import io.rollcall.lake.testkit.Events;
import io.rollcall.lake.upkeep.MaintenanceSettings;
import io.rollcall.lake.value.MetricQuestion;
import io.rollcall.lake.value.MetricRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureTest {
    private static final long ERASED = 424_242_424_242L;
    private static final LocalDate FIRST = LocalDate.parse("2024-01-01");
    private static final Instant NIGHT_9 = Instant.parse("2024-01-09T02:30:00Z");

    private final Path directory;
    private final BronzeFixture fixture;

    ErasureTest(@TempDir Path directory) {
        this.directory = directory;
        this.fixture = new BronzeFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aProfileIsGoneFromEveryTableAndFromTheDiskAndTheOthersStay() throws IOException {
        archiveAndReconcile();
        ErasureProof proof = erase();

        assertThat(proof.filesRewritten())
                .as("a file of each table that names it")
                .isEqualTo(7);
        assertThat(proof.filesScanned()).isPositive();
        assertThat(onDisk()).isEmpty();
        assertThat(profilesIn(LakeTable.APP_EVENT)).containsExactly("1|2", "2|1");
        assertThat(profilesIn(LakeTable.ENRICHED_APP_EVENTS)).containsExactly("1|2", "2|1");
        assertThat(profilesIn(LakeTable.PROFILE_DAY_RUN)).containsExactly("1|2", "2|1");
        assertThat(profilesIn(LakeTable.FEATURE_DAY_RUN)).containsExactly("1|2", "2|1");
        assertThat(profilesIn(LakeTable.ACCOUNT_DAY_RUN)).containsExactly("1|2", "2|1");
        assertThat(fixture.lake().published().profile(ERASED, FIRST, FIRST.plusDays(3)))
                .isEmpty();
        assertThat(fixture.lake().published().profile(1, FIRST, FIRST.plusDays(3)))
                .hasSize(2);
        assertThat(fixture.lake().published().rows(Actives.DAU, FIRST, FIRST, RegionChoice.EVERY_AND_TOTAL))
                .as("published aggregates do not forget")
                .allSatisfy(row -> assertThat(row.values().values()).containsExactly(3.0));
    }

    @Test
    void noBoundOfTheMetadataNamesTheProfile() throws IOException {
        archiveAndReconcile();
        erase();
        for (LakeTable kind : List.of(
                LakeTable.APP_EVENT,
                LakeTable.ENRICHED_APP_EVENTS,
                LakeTable.PROFILE_DAY_RUN,
                LakeTable.FEATURE_DAY_RUN)) {
            Table table = fixture.tables().table(kind);
            assertThat(table.snapshots()).hasSize(1);
            assertThat(table.currentSnapshot().allManifests(table.io())).noneMatch(ManifestFile::hasDeletedFiles);
            int column = table.schema().findField(LakeTable.PROFILE_ID).fieldId();
            ByteBuffer erased =
                    ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, ERASED);
            try (CloseableIterable<FileScanTask> tasks =
                    table.newScan().includeColumnStats().planFiles()) {
                tasks.forEach(task -> {
                    assertThat(task.file().upperBounds().get(column)).isNotEqualTo(erased);
                    assertThat(task.file().lowerBounds().get(column)).isNotEqualTo(erased);
                });
            }
        }
    }

    @Test
    void erasingTouchesNoDayAndKeepsThePosition() {
        archiveAndReconcile();
        ArchivePosition position = fixture.lake().bronze().position();
        erase();
        assertThat(fixture.reconcile(NIGHT_9.plusSeconds(60))).isEmpty();
        assertThat(fixture.lake().bronze().position()).isEqualTo(position);
    }

    @Test
    void erasingAgainRewritesNothing() {
        archiveAndReconcile();
        erase();
        ErasureProof again = erase();
        assertThat(again.filesRewritten()).isZero();
        assertThat(again.filesRemoved()).isZero();
        assertThat(again.filesScanned()).isPositive();
    }

    @Test
    void snapshotsAndCompactedFilesOfThePastGoToo() throws IOException {
        archiveAndReconcile();
        for (int i = 0; i < 4; i++) {
            fixture.archive(NIGHT_9, play(ERASED, "more-" + i, "2024-01-01T12:00:00Z"));
        }
        fixture.lake().maintenance(MaintenanceSettings.DEFAULT).compact();
        erase();
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void oneThatWasKilledAfterRewritingIsFinishedByDoingItAgain() throws IOException {
        archiveAndReconcile();
        // What a killed erasure has done: a file without the profile is committed, the one with it is still there.
        Table table = fixture.tables().table(LakeTable.APP_EVENT);
        DataFile held = PlannedFiles.of(table, Expressions.alwaysTrue()).stream()
                .filter(file -> file.recordCount() == 1)
                .findFirst()
                .orElseThrow();
        assertThat(FileReplacement.commit(table, List.of(held), Optional.empty(), held.dataSequenceNumber()))
                .isTrue();
        assertThat(LocalPaths.path(held.location())).exists();
        assertThat(erase().filesRewritten()).isEqualTo(6);
        assertThat(onDisk()).isEmpty();
    }

    @Test
    void aFileThatNothingNamesIsRemovedWhenOldAndHoldsTheProofUpWhileYoung() throws IOException {
        archiveAndReconcile();
        Path held = onDisk().stream()
                .filter(file -> file.toString().contains("app_event/"))
                .filter(file -> !file.toString().contains("enriched"))
                .findFirst()
                .orElseThrow();
        Path orphan = Files.copy(held, held.resolveSibling("orphan.parquet"));
        Files.setLastModifiedTime(orphan, FileTime.from(Instant.now()));
        assertThatThrownBy(this::erase)
                .isInstanceOf(ErasureUnfinishedException.class)
                .hasMessageContaining(orphan.toString());
        Files.setLastModifiedTime(orphan, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        assertThat(erase().filesRemoved()).isOne();
        assertThat(orphan).doesNotExist();
    }

    @Test
    void halfWrittenFilesHoldTheProofUpUntilTheyAreOld() throws IOException {
        archiveAndReconcile();
        Path half = Files.writeString(
                LocalPaths.path(fixture.tables().table(LakeTable.APP_EVENT).location())
                        .resolve(".x.parquet-1.unfinished"),
                "half");
        Files.setLastModifiedTime(half, FileTime.from(Instant.now()));
        assertThatThrownBy(this::erase).isInstanceOf(ErasureUnfinishedException.class);
        Files.setLastModifiedTime(half, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        assertThat(erase().filesRemoved()).isOne();
    }

    @Test
    void whatAKilledProcessHadSpilledGoes() throws IOException {
        archiveAndReconcile();
        Path spilled = Files.createDirectories(
                directory.resolve("spill").resolve(UUID.randomUUID().toString()));
        Files.writeString(spilled.resolve("duckdb_temp_storage-0.tmp"), "rows");
        erase();
        assertThat(spilled).doesNotExist();
    }

    @Test
    void rowsThatAnArchiverHadReadBeforeDoNotComeBack() {
        archiveAndReconcile();
        Bronze bronze = fixture.lake().bronze();
        ArchivePosition position = bronze.position();
        BronzeFiles rows = bronze.collect(1 << 20);
        rows.add(Events.play(0, 100, ERASED, "US", NIGHT_9));
        erase();

        Map<Integer, Reached> moved = Map.of(0, new Reached(101, NIGHT_9.toEpochMilli()));
        assertThat(bronze.commit(position, Events.LOG, moved, rows)).isEqualTo(new Bronze.Outcome.Overtaken(position));
        rows.add(Events.row(
                new LogPlace(Events.TOPIC, 0, 100), Events.stamp(5, "US", "login", NIGHT_9, true, 0, "x"), "{}"));
        assertThat(bronze.commit(position, Events.LOG, moved, rows)).isInstanceOf(Bronze.Outcome.Committed.class);
    }

    @Test
    void aRunThatBeganBeforeKeepsNothingOfItsCounts() throws IOException {
        archiveAndReconcile();
        fixture.archive(NIGHT_9, play(2, "late", "2024-01-01T13:00:00Z"));
        Publication run = fixture.lake().beginRun(NIGHT_9.plusSeconds(60));
        List<DueDay> due = run.touched();
        assertThat(due).hasSize(1);
        erase();
        assertThatThrownBy(() -> run.count(due)).isInstanceOf(ErasedMeanwhileException.class);
        assertThat(fixture.reconcile(NIGHT_9.plusSeconds(120)))
                .as("the day that was touched, and with it the one that the profile is gone from")
                .hasSize(2);
        assertThat(onDisk()).isEmpty();
    }

    /** Who was counted before the erasure is in the values that were worked out since, and these are never seen. */
    @Test
    void aRunThatHadCountedBeforePublishesNothing() {
        archiveAndReconcile();
        fixture.archive(NIGHT_9, play(2, "late", "2024-01-01T13:00:00Z"));
        Publication run = fixture.lake().beginRun(NIGHT_9.plusSeconds(60));
        List<DueDay> due = run.touched();
        run.count(due);
        erase();
        assertThatThrownBy(() -> run.publish(due, NIGHT_9.plusSeconds(60)))
                .isInstanceOf(ErasedMeanwhileException.class);
    }

    @Test
    void whatIsWorkedOutAgainRestatesTheDaysThatAProfileIsGoneFromInAllMetricsTogether() {
        archiveAndReconcile();
        workOut();
        assertThat(dau()).containsExactly("2024-01-01 3 final", "2024-01-02 2 final");
        assertThat(growth()).containsExactly("2024-01-01 3 final", "2024-01-02 2 final");
        assertThat(lifecycle()).containsExactly("2024-01-01 3 final", "2024-01-02 2 final");
        fixture.lake().erase(Set.of(ERASED), NIGHT_9.plusSeconds(30));
        fixture.archive(NIGHT_9.plusSeconds(40), play(1, "next", "2024-01-03T13:00:00Z"));
        fixture.reconcile(NIGHT_9.plusSeconds(60));
        workOut();
        assertThat(dau()).containsExactly("2024-01-01 2 restated", "2024-01-02 1 restated", "2024-01-03 1 final");
        String third = "2024-01-03 1 restated";
        assertThat(growth()).containsExactly("2024-01-01 2 restated", "2024-01-02 1 restated", third);
        assertThat(lifecycle()).containsExactly("2024-01-01 2 restated", "2024-01-02 1 restated", third);
        assertThat(fixture.reconcile(NIGHT_9.plusSeconds(90))).as("once").isEmpty();
    }

    private void workOut() {
        MetricRun run = fixture.lake().beginMetricRun();
        run.due().forEach(run::workOut);
    }

    private List<String> dau() {
        return fixture
                .lake()
                .published()
                .rows(Actives.DAU, FIRST, FIRST.plusDays(2), RegionChoice.EVERY_AND_TOTAL)
                .stream()
                .filter(row -> row.region().equals("*"))
                .map(row -> row.dt() + " " + Math.round(row.values().getOrDefault("value", -1.0)) + " "
                        + row.status().word())
                .toList();
    }

    private List<String> growth() {
        return computed("growth", "dau");
    }

    private List<String> lifecycle() {
        return computed("lifecycle", "active");
    }

    private List<String> computed(String metric, String measure) {
        Arguments standard = ((ComputedMetric) Metrics.find(metric).orElseThrow()).arguments(Map.of());
        return fixture
                .lake()
                .published()
                .figures(new MetricQuestion(standard, FIRST, FIRST.plusDays(2), RegionChoice.TOTAL), 1_000)
                .stream()
                .map(row -> row.dt() + " " + Math.round(row.values().getOrDefault(measure, -1.0)) + " "
                        + row.status().word())
                .toList();
    }

    private void archiveAndReconcile() {
        fixture.archive(
                NIGHT_9,
                play(1, "a", "2024-01-01T10:00:00Z"),
                play(2, "b", "2024-01-01T10:00:00Z"),
                play(ERASED, "c", "2024-01-01T10:00:00Z"));
        fixture.archive(NIGHT_9, play(1, "d", "2024-01-02T10:00:00Z"), play(ERASED, "e", "2024-01-02T10:00:00Z"));
        fixture.archive(NIGHT_9, play(ERASED, "f", "2024-01-02T11:00:00Z"));
        fixture.reconcile(NIGHT_9);
    }

    private ErasureProof erase() {
        return fixture.lake().erase(Set.of(ERASED), Instant.now());
    }

    private List<String> profilesIn(LakeTable kind) {
        try (TableSession session = fixture.lake().session().open(kind)) {
            return session.query(
                    "SELECT profile_id, count(*) FROM " + kind.qualifiedName() + " GROUP BY 1 ORDER BY 1",
                    Row::toString);
        }
    }

    /** Data files that hold the profile, found without the code under test. */
    private List<Path> onDisk() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory.resolve("tables"))) {
            files = all.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
        try (TableSession session = fixture.lake().session()) {
            return files.stream()
                    .filter(file -> !file.toString()
                            .matches(".*/(title|country|aggregate|published|live_day|reconciliation)/.*"))
                    .filter(file -> session.query(
                                            "SELECT count(*) AS found FROM '" + file + "' WHERE profile_id = " + ERASED,
                                            row -> row.number("found"))
                                    .get(0)
                            > 0)
                    .toList();
        }
    }

    private static Event play(long profile, String eventId, String at) {
        return Event.of(profile, "US", "play", eventId, at);
    }
}
