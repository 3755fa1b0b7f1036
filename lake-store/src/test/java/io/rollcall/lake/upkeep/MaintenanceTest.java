package io.rollcall.lake.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.bronze.ArchivePosition;
import io.rollcall.lake.bronze.DroppedDays;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.engine.Row;
import io.rollcall.lake.files.LocalPaths;
import io.rollcall.lake.metric.Actives;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.publish.Publication;
import io.rollcall.lake.replace.FileReplacement;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.PlannedFiles;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {
    private static final LocalDate FIRST = LocalDate.parse("2024-01-01");
    private static final Instant NIGHT_9 = Instant.parse("2024-01-09T02:30:00Z");
    private static final Instant LONG_AFTER = NIGHT_9.plus(Duration.ofDays(500));

    private final Path directory;
    private final BronzeFixture fixture;

    MaintenanceTest(@TempDir Path directory) {
        this.directory = directory;
        this.fixture = new BronzeFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void compactionLeavesTheSameRowsInOneSortedFileAndTouchesNoDay() {
        archiveInSmallFiles(6);
        fixture.reconcile(NIGHT_9);
        List<String> rows = bronze("ORDER BY kafka_partition, kafka_offset");
        ArchivePosition position = fixture.lake().bronze().position();
        long sequence = newest(files(LakeTable.APP_EVENT));

        assertThat(maintenance().compact()).isEqualTo(6);

        assertThat(files(LakeTable.APP_EVENT)).hasSize(1);
        assertThat(newest(files(LakeTable.APP_EVENT))).isEqualTo(sequence);
        assertThat(bronze("ORDER BY kafka_partition, kafka_offset")).isEqualTo(rows);
        assertThat(bronze("")).as("in the file").isEqualTo(bronze("ORDER BY region, profile_id"));
        assertThat(fixture.lake().bronze().position()).isEqualTo(position);
        assertThat(fixture.reconcile(NIGHT_9.plusSeconds(60))).isEmpty();
        assertThat(maintenance().compact()).isZero();
    }

    @Test
    void aDayThatIsNotOverIsNotCompacted() {
        for (int i = 0; i < 5; i++) {
            fixture.archive(Instant.parse("2024-01-01T23:00:00Z"), login(i + 1, "e" + i, "2024-01-01T10:00:00Z"));
        }
        assertThat(maintenance().compact()).isZero();
    }

    @Test
    void whatIsArchivedWhileFilesAreCompactedIsKept() throws Exception {
        archiveInSmallFiles(5);
        ExecutorService archiver = Executors.newSingleThreadExecutor();
        try {
            Future<?> archiving = archiver.submit(() -> {
                for (int i = 0; i < 12; i++) {
                    fixture.archive(NIGHT_9, login(100 + i, "racing-" + i, "2024-01-01T11:00:00Z"));
                }
            });
            do {
                maintenance().compact();
                maintenance().expire(Instant.now());
            } while (!archiving.isDone());
            archiving.get(1, TimeUnit.MINUTES);
        } finally {
            archiver.shutdownNow();
        }
        maintenance().compact();
        assertThat(bronze("WHERE event_id LIKE 'racing-%'")).hasSize(12);
        assertThat(bronze("")).hasSize(17);
    }

    @Test
    void aCompactionThatWasOvertakenChangesNothingAndLeavesNoFile() throws IOException {
        archiveInSmallFiles(4);
        Table table = fixture.tables().table(LakeTable.APP_EVENT);
        List<DataFile> seen = PlannedFiles.of(table, Expressions.alwaysTrue());
        maintenance().compact();
        List<Path> before = parquet();

        Path copy = before.get(0).resolveSibling("copy.parquet");
        Files.copy(LocalPaths.path(seen.get(0).location()), copy);
        DataFile fresh = DataFiles.builder(table.spec())
                .copy(seen.get(0))
                .withPath(LocalPaths.location(copy))
                .build();
        assertThat(FileReplacement.commit(table, seen, Optional.of(fresh), newest(seen)))
                .isFalse();
        assertThat(parquet()).isEqualTo(before);
        assertThat(bronze("")).hasSize(4);
    }

    @Test
    void replacedFilesLeaveTheDiskWhenTheirSnapshotsAreOldEnough() throws IOException {
        archiveInSmallFiles(6);
        maintenance().compact();
        Instant now = Instant.now();
        assertThat(maintenance().expire(now.plus(Duration.ofHours(23)))).isZero();
        assertThat(parquetOf(LakeTable.APP_EVENT)).hasSize(7);

        // The files go with the snapshots that name them, the ones that a snapshot took out once it is the past itself.
        assertThat(maintenance().expire(now.plus(Duration.ofHours(25)))).isPositive();
        fixture.archive(NIGHT_9, login(9, "later", "2024-01-09T01:00:00Z"));
        maintenance().expire(Instant.now().plus(Duration.ofHours(25)));
        assertThat(parquetOf(LakeTable.APP_EVENT)).hasSize(2);
        assertThat(fixture.lake().bronze().position().asOfMillis()).isEqualTo(NIGHT_9.toEpochMilli());
        assertThat(bronze("")).hasSize(7);
    }

    @Test
    void whoBeganToReadReadsOnWhileFilesAreReplaced() {
        archiveInSmallFiles(6);
        Publication run = fixture.lake().beginRun(NIGHT_9);
        maintenance().compact();
        maintenance().expire(Instant.now());
        List<DueDay> due = run.touched();
        run.count(due);
        assertThat(run.publish(due, NIGHT_9)).extracting(PublishedDay::dt).containsExactly(FIRST);
    }

    @Test
    void aFileThatNobodyNamesGoesOnceItIsOldAndNothingElseDoes() throws IOException {
        archiveInSmallFiles(4);
        fixture.reconcile(NIGHT_9);
        Path data = files(LakeTable.APP_EVENT).stream()
                .map(file -> LocalPaths.path(file.location()))
                .findFirst()
                .orElseThrow();
        Path orphan = Files.copy(data, data.resolveSibling("orphan.parquet"));
        Path unfinished = Files.writeString(data.resolveSibling(".x.parquet-1.unfinished"), "half");
        Path beingWritten = Files.writeString(data.resolveSibling(".y.parquet-1.unfinished"), "half");
        makeEverythingOld();
        Files.setLastModifiedTime(beingWritten, FileTime.from(Instant.now()));
        List<Path> all = everything();

        assertThat(maintenance().sweepOrphans(Instant.now())).isPositive();

        assertThat(orphan).doesNotExist();
        assertThat(unfinished).doesNotExist();
        assertThat(beingWritten).exists();
        assertThat(all).contains(orphan, unfinished);
        assertThat(bronze("")).hasSize(4);
        assertThat(fixture.lake().published().profile(1, FIRST, FIRST)).hasSize(1);
        assertThat(maintenance().sweepOrphans(Instant.now())).isZero();
    }

    @Test
    void eventsGoWhenTheirTimeIsOverAndGoldStays() {
        archiveInSmallFiles(4);
        fixture.reconcile(NIGHT_9);
        assertThat(maintenance().retain(NIGHT_9.plus(Duration.ofDays(80))).silver())
                .isEmpty();
        assertThat(maintenance().retain(NIGHT_9.plus(Duration.ofDays(91))))
                .isEqualTo(new Maintenance.Retained(List.of(), List.of(FIRST), List.of()));
        assertThat(maintenance().retain(NIGHT_9.plus(Duration.ofDays(390))).bronze())
                .isEmpty();
        assertThat(maintenance().retain(LONG_AFTER).bronze()).containsExactly(FIRST);

        assertThat(bronze("")).isEmpty();
        assertThat(fixture.lake().published().profile(1, FIRST, FIRST)).hasSize(1);
        assertThat(dau()).isEqualTo(4);
        assertThat(fixture.reconcile(LONG_AFTER)).isEmpty();
        assertThat(maintenance().retain(LONG_AFTER))
                .isEqualTo(new Maintenance.Retained(List.of(), List.of(), List.of()));
    }

    @Test
    void aDayThatGoldDoesNotHaveYetIsKeptHoweverOldItIs() {
        fixture.archive(Instant.parse("2024-01-02T02:30:00Z"), login(1, "a", "2024-01-01T10:00:00Z"));
        assertThat(maintenance().retain(LONG_AFTER).bronze())
                .as("never counted")
                .isEmpty();
        fixture.reconcile(Instant.parse("2024-01-02T02:30:00Z"));
        assertThat(maintenance().retain(LONG_AFTER).bronze()).as("provisional").isEmpty();
        fixture.archive(NIGHT_9, login(2, "b", "2024-01-01T11:00:00Z"));
        fixture.reconcile(NIGHT_9);
        fixture.archive(NIGHT_9, login(3, "c", "2024-01-01T11:00:00Z"));
        assertThat(maintenance().retain(LONG_AFTER).bronze())
                .as("touched since")
                .isEmpty();
        fixture.reconcile(NIGHT_9.plusSeconds(60));
        assertThat(maintenance().retain(LONG_AFTER).bronze()).containsExactly(FIRST);
    }

    @Test
    void aDroppedDayIsNeverCountedFromWhatComesLater() {
        archiveInSmallFiles(4);
        fixture.reconcile(NIGHT_9);
        maintenance().retain(LONG_AFTER);
        fixture.archive(LONG_AFTER, login(50, "late", "2024-01-01T10:00:00Z"));

        assertThat(fixture.reconcile(LONG_AFTER)).isEmpty();
        assertThat(fixture.lake().beginRun(LONG_AFTER).asked(dt -> true)).isEmpty();
        assertThat(dau()).isEqualTo(4);
        assertThat(maintenance().retain(NIGHT_9.plus(Duration.ofDays(300))).leftOut())
                .containsExactly(FIRST);
        assertThat(maintenance().retain(LONG_AFTER).bronze()).as("the remnant").containsExactly(FIRST);
        assertThat(bronze("")).isEmpty();
    }

    @Test
    void aDayBesideADroppedOneKeepsWhatIsPublished() {
        fixture.archive(NIGHT_9, login(1, "same", "2024-01-01T23:59:59Z"), login(2, "other", "2024-01-02T10:00:00Z"));
        // Received later, so that the day is kept longer; its first record lies on the day before.
        fixture.archive(NIGHT_9, login(1, "same", "2024-01-02T00:00:01Z"));
        fixture.reconcile(NIGHT_9);
        maintenance().retain(Instant.parse("2025-02-05T06:00:00Z"));
        assertThat(bronze("")).as("only the first day was dropped").hasSize(2);
        fixture.archive(LONG_AFTER, login(3, "late", "2024-01-02T10:00:00Z"));
        assertThat(fixture.reconcile(LONG_AFTER)).isEmpty();
        assertThat(fixture.lake()
                        .published()
                        .rows(Actives.DAU, FIRST.plusDays(1), FIRST.plusDays(1), RegionChoice.EVERY_AND_TOTAL))
                .allSatisfy(row -> assertThat(row.values().values()).containsExactly(1.0));
    }

    @Test
    void droppedDaysStandInTheProperties() {
        List<LocalDate> days = List.of(FIRST, FIRST.plusDays(30), FIRST.plusDays(31));
        Map<String, String> properties = DroppedDays.write(days);
        assertThat(properties).isEqualTo(Map.of("rollcall.dropped.2024-01", "1 31", "rollcall.dropped.2024-02", "1"));
        assertThat(DroppedDays.read(properties)).containsExactlyElementsOf(days);
    }

    private void archiveInSmallFiles(int count) {
        for (int i = 1; i <= count; i++) {
            fixture.archive(NIGHT_9, login(count - i + 1, "e" + i, "2024-01-01T10:00:00Z"));
        }
    }

    private Maintenance maintenance() {
        return fixture.lake().maintenance(MaintenanceSettings.DEFAULT);
    }

    private double dau() {
        return fixture.lake().published().rows(Actives.DAU, FIRST, FIRST, RegionChoice.EVERY_AND_TOTAL).stream()
                .filter(row -> row.region().equals("*"))
                .flatMap(row -> row.values().values().stream())
                .findFirst()
                .orElseThrow();
    }

    private List<DataFile> files(LakeTable table) {
        return PlannedFiles.of(fixture.tables().table(table), Expressions.alwaysTrue());
    }

    private static long newest(List<DataFile> files) {
        return files.stream().mapToLong(DataFile::dataSequenceNumber).max().orElseThrow();
    }

    private List<String> bronze(String tail) {
        try (TableSession session = fixture.lake().session().open(LakeTable.APP_EVENT)) {
            return session.query("SELECT * EXCLUDE (raw), decode(raw) FROM bronze.app_event " + tail, Row::toString);
        }
    }

    private List<Path> parquet() throws IOException {
        return everything().stream()
                .filter(file -> file.toString().endsWith(".parquet"))
                .toList();
    }

    private List<Path> parquetOf(LakeTable table) throws IOException {
        Path location = LocalPaths.path(fixture.tables().table(table).location());
        return parquet().stream().filter(file -> file.startsWith(location)).toList();
    }

    private List<Path> everything() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("tables"))) {
            return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
        }
    }

    private void makeEverythingOld() throws IOException {
        for (Path file : everything()) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        }
    }

    private static Event login(long profile, String eventId, String at) {
        return Event.of(profile, "US", "login", eventId, at);
    }
}
