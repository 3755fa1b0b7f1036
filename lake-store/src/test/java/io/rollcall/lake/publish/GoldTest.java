package io.rollcall.lake.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.engine.Row;
import io.rollcall.lake.metric.Actives;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.Engagement;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.metric.Stickiness;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small tables, worked out by hand. */
class GoldTest {
    private static final LocalDate MONDAY = LocalDate.parse("2024-01-01");
    private static final Instant TUESDAY_NIGHT = Instant.parse("2024-01-02T02:30:00Z");
    private static final Instant WEDNESDAY_NIGHT = Instant.parse("2024-01-03T02:30:00Z");

    private final Path directory;
    private final BronzeFixture fixture;

    GoldTest(@TempDir Path directory) {
        this.directory = directory;
        this.fixture = new BronzeFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void theExampleQueriesOfTheFoundingDocumentAnswer() {
        fixture.archive(
                WEDNESDAY_NIGHT,
                Event.of(1, "US", "play", "a", "2024-01-01T10:00:00Z").watching(7, 60),
                Event.of(1, "US", "play", "b", "2024-01-01T11:00:00Z").watching(7, 30),
                Event.of(1, "US", "play", "c", "2024-01-01T12:00:00Z").watching(8, 10),
                Event.of(1, "US", "play", "d", "2024-01-01T13:00:00Z"),
                Event.of(1, "US", "play", "e", "2024-01-01T14:00:00Z"),
                Event.of(2, "US", "search", "a", "2024-01-01T10:00:00Z"),
                Event.of(2, "BR", "search", "b", "2024-01-01T23:59:59.999Z").about(9),
                Event.of(3, "BR", "login", "a", "2024-01-02T00:00:00Z"));
        fixture.reconcile(WEDNESDAY_NIGHT);

        assertThat(gold("SELECT dt, SUM(dau) FROM dau_by_region WHERE dt >= '2024-01-01' GROUP BY dt ORDER BY dt"))
                .containsExactly("2024-01-01|3", "2024-01-02|1");
        assertThat(
                        gold(
                                "SELECT region, AVG(dau) FROM dau_by_region WHERE dt >= '2024-01-01' GROUP BY region ORDER BY region"))
                .containsExactly("BR|1.0", "US|2.0");
        assertThat(gold("SELECT CASE WHEN play_events >= 5 THEN 'high' ELSE 'low' END as segment, COUNT(*) FROM"
                        + " engagement_metrics GROUP BY 1 ORDER BY 1"))
                .containsExactly("high|1", "low|3");
        assertThat(gold("SELECT dt, dau FROM gold.dau_total ORDER BY dt"))
                .containsExactly("2024-01-01|2", "2024-01-02|1");
        assertThat(gold("SELECT * FROM engagement_metrics WHERE dt = '2024-01-01' ORDER BY region, profile_id"))
                .containsExactly("2024-01-01|BR|2|0|1|1|0", "2024-01-01|US|1|5|0|2|100", "2024-01-01|US|2|0|1|0|0");
    }

    @Test
    void anEventThatCameSeveralTimesCountsOnceWhereItCameFirst() {
        fixture.archive(
                WEDNESDAY_NIGHT,
                Event.of(1, "US", "play", "same", "2024-01-01T23:59:58Z").watching(7, 60),
                Event.of(1, "US", "play", "same", "2024-01-01T23:59:58Z").watching(7, 60),
                Event.of(1, "US", "play", "same", "2024-01-02T00:00:01Z").watching(7, 60),
                Event.of(2, "US", "play", "same", "2024-01-02T10:00:00Z").watching(7, 5),
                Event.of(1, "US", "play", "other", "2024-01-02T10:00:00Z").watching(7, 8));
        fixture.reconcile(WEDNESDAY_NIGHT);
        assertThat(gold("SELECT dt, profile_id, events, total_watch_time_sec FROM profile_day ORDER BY dt, profile_id"))
                .containsExactly("2024-01-01|1|1|60", "2024-01-02|1|1|8", "2024-01-02|2|1|5");
    }

    @Test
    void theLowestPartitionWinsAndDaysFurtherApartDoNotMeet() {
        fixture.archive(
                Instant.parse("2024-01-09T02:30:00Z"),
                Event.of(1, "US", "play", "x", "2024-01-01T10:00:00Z")
                        .watching(7, 60)
                        .inPartition(3),
                Event.of(1, "BR", "play", "x", "2024-01-01T11:00:00Z")
                        .watching(7, 30)
                        .inPartition(1),
                Event.of(1, "IN", "play", "x", "2024-01-03T11:00:00Z")
                        .watching(7, 20)
                        .inPartition(3));
        fixture.reconcile(Instant.parse("2024-01-09T02:30:00Z"));
        assertThat(gold("SELECT dt, region, total_watch_time_sec FROM profile_day ORDER BY dt"))
                .containsExactly("2024-01-01|BR|30", "2024-01-03|IN|20");
    }

    @Test
    void whatNobodyDidMakesNobodyActive() {
        fixture.archive(
                TUESDAY_NIGHT,
                Event.of(1, "US", "push_receipt", "a", "2024-01-01T10:00:00Z").passive(),
                Event.of(2, "US", "push_receipt", "a", "2024-01-01T10:00:00Z").passive(),
                Event.of(2, "US", "browse", "b", "2024-01-01T11:00:00Z"),
                Event.of(3, "BR", "push_receipt", "a", "2024-01-01T10:00:00Z").passive());
        fixture.reconcile(TUESDAY_NIGHT);

        assertThat(gold("SELECT * FROM dau_by_region")).containsExactly("2024-01-01|US|1");
        assertThat(rows(Actives.DAU, MONDAY)).containsExactly("* [1.0] provisional", "US [1.0] provisional");
        assertThat(rows(Engagement.METRIC, MONDAY))
                .containsExactly(
                        "* [0.0, 0.0, 1.0, 4.0, 0.0, 1.0] provisional",
                        "BR [0.0, 0.0, 0.0, 1.0, 0.0, 0.0] provisional",
                        "US [0.0, 0.0, 1.0, 3.0, 0.0, 1.0] provisional");
    }

    @Test
    void silverKnowsCountriesDevicesAndTitles() throws IOException {
        Path csv = directory.resolve("titles.csv");
        Files.writeString(
                csv,
                "title_id,name,kind,genre,runtime_sec\n7,\"Alpha, the first\",movie,drama,7200\n8,Beta,series,,\n");
        assertThat(fixture.lake().loadTitles(csv)).isEqualTo(2);
        fixture.archive(
                TUESDAY_NIGHT,
                Event.of(1, "BR", "play", "a", "2024-01-01T10:00:00Z").watching(7, 60),
                Event.of(1, "ZZ", "play", "b", "2024-01-01T11:00:00Z").watching(99, 60));
        fixture.reconcile(TUESDAY_NIGHT);

        try (TableSession session = fixture.lake().session().open(LakeTable.ENRICHED_APP_EVENTS)) {
            assertThat(session.query(
                            "SELECT event_id, country, continent, device_class, title_name, title_kind, title_genre,"
                                    + " title_runtime_sec FROM silver.enriched_app_events ORDER BY event_id",
                            Row::toString))
                    .containsExactly(
                            "a|Brazil|South America|big_screen|Alpha, the first|movie|drama|7200",
                            "b|Unknown|Unknown|big_screen|null|null|null|null");
        }
    }

    @Test
    void windowsCountAProfileOnceWhateverItsDaysAndRegions() {
        Instant night = Instant.parse("2024-02-10T02:30:00Z");
        fixture.archive(
                night,
                Event.of(1, "US", "login", "a", "2024-01-01T10:00:00Z"),
                Event.of(1, "BR", "login", "b", "2024-01-03T10:00:00Z"),
                Event.of(2, "US", "login", "c", "2024-01-24T10:00:00Z"),
                Event.of(3, "US", "login", "d", "2024-01-30T10:00:00Z"),
                Event.of(4, "US", "login", "e", "2024-01-31T10:00:00Z"));
        fixture.reconcile(night);

        LocalDate thirtieth = LocalDate.parse("2024-01-30");
        assertThat(rows(Actives.WAU, thirtieth)).containsExactly("* [2.0] final", "US [2.0] final");
        assertThat(rows(Actives.MAU28, thirtieth)).containsExactly("* [3.0] final", "BR [1.0] final", "US [2.0] final");
        assertThat(rows(Actives.MAU, thirtieth)).containsExactly("* [3.0] final", "BR [1.0] final", "US [3.0] final");
        assertThat(rows(Actives.MAU, thirtieth.plusDays(1)))
                .containsExactly("* [4.0] final", "BR [1.0] final", "US [3.0] final");
        assertThat(rows(Actives.MAU28, thirtieth.plusDays(1))).containsExactly("* [3.0] final", "US [3.0] final");
        assertThat(rows(Actives.WAU, thirtieth.plusDays(1))).containsExactly("* [2.0] final", "US [2.0] final");
        // Four profile days in thirty days, of three profiles, one of them today.
        assertThat(stickiness(thirtieth, "*")).containsExactly(4 / 90.0, 1 / 3.0, 30.0);
        assertThat(stickiness(MONDAY, "US")).containsExactly(1.0, 1.0, 1.0);
        assertThat(stickiness(LocalDate.parse("2024-01-03"), "US")).containsExactly(1 / 3.0, 0.0, 3.0);
    }

    private List<Double> stickiness(LocalDate dt, String region) {
        return fixture.lake().published().rows(Stickiness.METRIC, dt, dt, RegionChoice.EVERY_AND_TOTAL).stream()
                .filter(row -> row.region().equals(region))
                .flatMap(row -> row.values().values().stream())
                .toList();
    }

    private List<String> rows(DayMetric metric, LocalDate dt) {
        return fixture.lake().published().rows(metric, dt, dt, RegionChoice.EVERY_AND_TOTAL).stream()
                .map(row -> row.region() + " " + row.values().values() + " "
                        + row.status().word())
                .toList();
    }

    private List<String> gold(String query) {
        try (TableSession session = fixture.lake().published().session()) {
            return session.query(query, Row::toString);
        }
    }
}
