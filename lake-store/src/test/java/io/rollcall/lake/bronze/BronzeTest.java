package io.rollcall.lake.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.lake.bronze.Bronze.Outcome;
import io.rollcall.lake.engine.Row;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.testkit.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BronzeTest {
    private static final long PLENTY = 64 << 20;

    private final Path directory;
    private Lake lake;

    BronzeTest(@TempDir Path directory) {
        this.directory = directory;
        this.lake = Lake.open(LakeSettings.in(directory));
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void anEmptyBronzeHasNothingOfTheLog() {
        assertThat(lake.bronze().position()).isEqualTo(ArchivePosition.NONE);
        assertThat(offsets()).isEmpty();
    }

    @Test
    void rowsAndPositionAreThereAfterTheCommitAndAfterReopening() {
        assertThat(commit(ArchivePosition.NONE, 0, 0, 3)).isInstanceOf(Outcome.Committed.class);
        lake.close();
        lake = Lake.open(LakeSettings.in(directory));

        assertThat(lake.bronze().position())
                .isEqualTo(new ArchivePosition(Events.LOG, Map.of(0, new Reached(3, 1_000))));
        assertThat(offsets()).containsExactly("0/0", "0/1", "0/2");
    }

    @Test
    void aRowHasTheFieldsOfTheEventOfTheStampAndOfTheLog() {
        commit(ArchivePosition.NONE, 2, 40, 41);
        String row = only("profile_id, region, event_name, event_time AT TIME ZONE 'UTC', dt, event_id, title_id,"
                + " duration_sec, platform, active, time_quality, client_event_time AT TIME ZONE 'UTC',"
                + " received_at AT TIME ZONE 'UTC', decode(raw), kafka_topic_id, kafka_partition, kafka_offset");
        assertThat(row)
                .isEqualTo("1|US|play|2026-11-20 12:00:00.0|2026-11-20|id-2-40|7|60|tv|true|ok|2026-11-20 12:00:00.0"
                        + "|2026-11-20 12:00:01.0|{\"profile_id\":1,\"event_name\":\"play\",\"event_time\":1795176000000,"
                        + "\"region\":\"US\",\"duration_sec\":60,\"title_id\":7,\"platform\":\"tv\"}|topic-1|2|40");
    }

    @Test
    void aBodyThatCannotBeReadKeepsWhatTheStampSays() {
        BronzeFiles rows = lake.bronze().collect(PLENTY);
        rows.add(Events.row(
                new BronzeRow.LogPlace(Events.TOPIC, 0, 0),
                Events.stamp(5, "BR", "play", Events.NOON, true, 30, "x"),
                "not JSON"));
        lake.bronze().commit(ArchivePosition.NONE, Events.LOG, Map.of(0, new Reached(1, 0)), rows);
        assertThat(only("profile_id, duration_sec, title_id, decode(raw)")).isEqualTo("5|30|null|not JSON");
    }

    @Test
    void aCommitUponAnOldPositionLeavesNoRowAndNoFile() throws IOException {
        commit(ArchivePosition.NONE, 0, 0, 3);
        List<Path> before = parquet();
        Outcome outcome = commit(ArchivePosition.NONE, 0, 0, 2);

        assertThat(outcome)
                .isEqualTo(new Outcome.Overtaken(new ArchivePosition(Events.LOG, Map.of(0, new Reached(3, 1_000)))));
        assertThat(offsets()).containsExactly("0/0", "0/1", "0/2");
        assertThat(parquet()).isEqualTo(before);
    }

    @Test
    void aTopicMadeAnewUnderTheSameNameIsNotArchivedOnTop() {
        commit(ArchivePosition.NONE, 0, 0, 3);
        Outcome outcome = lake.bronze()
                .commit(
                        ArchivePosition.NONE,
                        new ArchivePosition.Topic("topic-2", 4),
                        Map.of(1, new Reached(1, 0)),
                        lake.bronze().collect(PLENTY));
        assertThat(outcome).isInstanceOf(Outcome.Overtaken.class);
    }

    @Test
    void othersMayMoveOtherPartitionsMeanwhile() {
        commit(ArchivePosition.NONE, 0, 0, 1);
        assertThat(commit(ArchivePosition.NONE, 1, 0, 1)).isInstanceOf(Outcome.Committed.class);
        assertThat(lake.bronze().position().partitions()).containsOnlyKeys(0, 1);
        assertThat(offsets()).containsExactly("0/0", "1/0");
    }

    @Test
    void whatDoesNotFitIntoMemoryIsWrittenBeforeTheCommitAndSeenAfterIt() throws IOException {
        BronzeFiles rows = lake.bronze().collect(2_000);
        for (int offset = 0; offset < 10; offset++) {
            rows.add(Events.play(0, offset, 10 - offset, "US", Events.NOON.plus(Duration.ofDays(offset % 2))));
        }
        assertThat(parquet()).isNotEmpty();
        assertThat(offsets()).isEmpty();
        assertThat(rows.rowCount()).isEqualTo(10);

        lake.bronze().commit(ArchivePosition.NONE, Events.LOG, Map.of(0, new Reached(10, 0)), rows);
        assertThat(offsets()).hasSize(10);
        assertThat(rows.rowCount()).isZero();
    }

    @Test
    void ofManyRacingArchiversEachRecordIsInBronzeOnce() throws Exception {
        int archivers = 4;
        long end = 60;
        ExecutorService threads = Executors.newFixedThreadPool(archivers);
        try {
            List<Callable<Long>> racers = new ArrayList<>();
            for (int i = 0; i < archivers; i++) {
                int step = 3 + i;
                racers.add(() -> race(step, end));
            }
            long lost = 0;
            for (Future<Long> racer : threads.invokeAll(racers)) {
                lost += racer.get();
            }
            assertThat(lost).as("commits that were overtaken").isPositive();
        } finally {
            threads.shutdownNow();
        }
        assertThat(offsets())
                .containsExactlyInAnyOrderElementsOf(Stream.iterate(0, offset -> offset + 1)
                        .limit(end)
                        .map(offset -> "0/" + offset)
                        .toList());
    }

    /** An archiver in a lake of its own, as another process would have it; returns how often it lost. */
    private long race(int step, long end) {
        long lost = 0;
        try (Lake own = Lake.open(LakeSettings.in(directory))) {
            ArchivePosition position = own.bronze().position();
            while (next(position) < end) {
                long next = Math.min(end, next(position) + step);
                Outcome outcome = commit(own, position, 0, next(position), next);
                if (outcome instanceof Outcome.Overtaken) {
                    lost++;
                }
                position = own.bronze().position();
            }
        }
        return lost;
    }

    private static long next(ArchivePosition position) {
        return position.of(0).map(Reached::offset).orElse(0L);
    }

    private Outcome commit(ArchivePosition expected, int partition, long from, long to) {
        return commit(lake, expected, partition, from, to);
    }

    private static Outcome commit(Lake lake, ArchivePosition expected, int partition, long from, long to) {
        BronzeFiles rows = lake.bronze().collect(PLENTY);
        for (long offset = from; offset < to; offset++) {
            rows.add(Events.play(partition, offset, 1 + offset % 5, "US", Events.NOON));
        }
        return lake.bronze().commit(expected, Events.LOG, Map.of(partition, new Reached(to, 1_000)), rows);
    }

    private List<String> offsets() {
        try (TableSession session = lake.session().open(LakeTable.APP_EVENT)) {
            return session.query(
                    "SELECT kafka_partition, kafka_offset FROM bronze.app_event ORDER BY 1, 2",
                    row -> row.number("kafka_partition") + "/" + row.number("kafka_offset"));
        }
    }

    private String only(String columns) {
        try (TableSession session = lake.session().open(LakeTable.APP_EVENT)) {
            List<String> rows = session.query("SELECT " + columns + " FROM bronze.app_event", Row::toString);
            assertThat(rows).hasSize(1);
            return rows.get(0);
        }
    }

    private List<Path> parquet() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }
}
