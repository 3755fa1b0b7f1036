package io.rollcall.lake.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.sandbox.UnansweredException.Reason;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import io.rollcall.lake.value.MetricRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small lake, and questions of all kinds about it, most of which nobody should ask. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxTest {
    private static final Instant WEDNESDAY_NIGHT = Instant.parse("2024-01-03T02:30:00Z");
    private static final Instant WEDNESDAY_NOON = Instant.parse("2024-01-03T12:00:00Z");
    private static final long MEMORY = 128L << 20;
    private static final SandboxSettings USUAL =
            new SandboxSettings(Duration.ofMinutes(2), MEMORY, 2, 64L << 20, 1_000, 1L << 20);

    private final Path directory;
    private final Path secret;
    private final BronzeFixture fixture;
    private final Sandbox sandbox;

    SandboxTest(@TempDir Path directory) {
        this.directory = directory;
        this.secret = directory.resolve("secret.csv");
        this.fixture = new BronzeFixture(directory.resolve("lake"));
        this.sandbox = fixture.lake().sandbox(USUAL);
    }

    @BeforeAll
    void fill() throws IOException {
        Files.writeString(secret, "word\nopen-sesame\n");
        fixture.archive(
                WEDNESDAY_NIGHT,
                Event.of(1, "US", "play", "a", "2024-01-01T10:00:00Z")
                        .watching(7, 60)
                        .saying("{\"plan\":\"gold\"}"),
                Event.of(1, "US", "play", "a", "2024-01-01T10:00:00Z").watching(7, 60),
                Event.of(2, "BR", "search", "b", "2024-01-01T23:59:59.999Z").about(9),
                Event.of(3, "BR", "login", "c", "2024-01-02T00:00:00Z"));
        fixture.reconcile(WEDNESDAY_NIGHT);
        MetricRun run = fixture.lake().beginMetricRun();
        run.due().forEach(run::workOut);
        fixture.archive(WEDNESDAY_NOON, Event.of(4, "US", "login", "d", "2024-01-03T09:00:00Z"));
        fixture.lake().beginOpenDays(WEDNESDAY_NOON).refresh();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void theExampleQueriesOfTheFoundingDocumentRunAsTheyStandThere() {
        assertThat(rows("SELECT dt, SUM(dau) FROM dau_by_region WHERE dt >= '2024-01-01' GROUP BY dt ORDER BY dt"))
                .as("today too, as it was last counted")
                .containsExactly("[2024-01-01, 2]", "[2024-01-02, 1]", "[2024-01-03, 1]");
        assertThat(rows("SELECT region, AVG(dau) FROM dau_by_region WHERE dt >= '2024-01-01' GROUP BY region"))
                .containsExactlyInAnyOrder("[BR, 1.0]", "[US, 1.0]");
        assertThat(rows("SELECT CASE WHEN play_events >= 5 THEN 'high' ELSE 'low' END as segment, COUNT(*) FROM"
                        + " engagement_metrics GROUP BY 1"))
                .containsExactly("[low, 4]");
    }

    @Test
    void everyViewSaysWhatIsPublishedAndWhatIsCountedOfToday() {
        assertThat(rows("SELECT dt, status, as_of FROM published ORDER BY dt"))
                .containsExactly(
                        "[2024-01-01, provisional, 2024-01-03T02:30:00Z]",
                        "[2024-01-02, provisional, 2024-01-03T02:30:00Z]",
                        "[2024-01-03, live, 2024-01-03T12:00:00Z]");
        assertThat(rows("SELECT COUNT(*), COUNT(DISTINCT event_id) FROM app_event"))
                .as("every record that is archived")
                .containsExactly("[5, 4]");
        assertThat(rows("SELECT event_id, properties ->> 'plan' FROM enriched_app_events ORDER BY event_id"))
                .containsExactly("[a, gold]", "[b, null]", "[c, null]", "[d, null]");
        assertThat(rows("SELECT dt, profile_id, play_events FROM profile_day ORDER BY dt, profile_id"))
                .containsExactly(
                        "[2024-01-01, 1, 1]", "[2024-01-01, 2, 0]", "[2024-01-02, 3, 0]", "[2024-01-03, 4, 0]");
        assertThat(rows("SELECT * FROM dau_total ORDER BY dt"))
                .containsExactly("[2024-01-01, 2]", "[2024-01-02, 1]", "[2024-01-03, 1]");
        assertThat(rows("SELECT dt, sessions, profiles, duration_mean_sec, status FROM sessions WHERE region = '*'"
                        + " ORDER BY dt"))
                .containsExactly(
                        "[2024-01-01, 2, 2, null, provisional]",
                        "[2024-01-02, 1, 1, null, provisional]",
                        "[2024-01-03, 1, 1, null, live]");
        assertThat(rows("SELECT dt, metric, measure, value, status FROM metric_value WHERE region = '*' AND"
                        + " metric IN ('wau', 'lifecycle') AND measure IN ('value', 'active') ORDER BY dt, metric"))
                .containsExactly(
                        "[2024-01-01, lifecycle, active, 2.0, provisional]",
                        "[2024-01-01, wau, value, 2.0, provisional]",
                        "[2024-01-02, lifecycle, active, 1.0, provisional]",
                        "[2024-01-02, wau, value, 3.0, provisional]",
                        "[2024-01-03, lifecycle, active, 1.0, live]",
                        "[2024-01-03, wau, value, 4.0, live]");
        assertThat(rows("SELECT DISTINCT dt FROM reconciliation ORDER BY dt"))
                .containsExactly("[2024-01-01]", "[2024-01-02]");
    }

    @Test
    void cellsKeepTheirKindsAndTimesAreIso() {
        SqlAnswer answer = answer("SELECT 1 AS one, 2.50::DECIMAL(5, 2) AS price, 0.5::DOUBLE AS half, true AS yes,"
                + " NULL AS nothing, 'a,\"b' AS text, DATE '2024-01-02' AS day, TIMESTAMP '2024-01-02 03:04:05' AS local,"
                + " TIMESTAMPTZ '2024-01-02 03:04:05+01' AS moment, 18446744073709551616::HUGEINT AS huge,"
                + " 'NaN'::DOUBLE AS none, [1, 2] AS list");
        assertThat(answer.columns().stream().map(SqlColumn::name))
                .startsWith("one", "price", "half")
                .endsWith("list");
        assertThat(answer.columns().stream().map(SqlColumn::type))
                .startsWith("INTEGER", "DECIMAL(5,2)", "DOUBLE", "BOOLEAN");
        assertThat(rows(answer))
                .containsExactly("[1, 2.50, 0.5, true, null, a,\"b, 2024-01-02, 2024-01-02T03:04:05,"
                        + " 2024-01-02T02:04:05Z, 18446744073709551616, NaN, [1, 2]]");
    }

    @Test
    void describeTellsTheColumnsOfAView() {
        assertThat(rows("DESCRIBE dau_by_region"))
                .extracting(row -> row.split(", ", 3)[0] + "]")
                .containsExactly("[dt]", "[region]", "[dau]");
    }

    /** Each is refused by its rules; these few show that nothing of them was run, and the engine's own walls are tested apart. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY (SELECT 1) TO 'OUT'",
                "SELECT * FROM read_csv('SECRET')",
                "SELECT * FROM glob('LAKE/**')",
                "ATTACH 'LAKE/catalog.sqlite' AS stolen",
                "SELECT 1; SELECT 2"
            })
    void whatReachesForSomethingElseIsRefused(String sql) throws IOException {
        Set<String> before = lakeFiles();
        Path out = directory.resolve("out.csv");
        assertThat(unanswered(sql.replace("OUT", out.toString())
                                .replace("SECRET", secret.toString())
                                .replace("LAKE", directory.resolve("lake").toString()))
                        .reason())
                .isEqualTo(Reason.REFUSED);
        assertThat(out).doesNotExist();
        assertThat(lakeFiles()).isEqualTo(before);
    }

    @Test
    void aMistakeIsToldWithItsPlace() {
        assertThat(unanswered("SELECT dau FRM dau_total x y"))
                .satisfies(failed -> assertThat(failed.reason()).isEqualTo(Reason.FAILED))
                .satisfies(failed -> assertThat(failed.position()).isPresent());
        UnansweredException column = unanswered("SELECT 'é', duu FROM dau_total");
        assertThat(column.reason()).isEqualTo(Reason.FAILED);
        assertThat(column.detail()).contains("duu").contains("dau");
        assertThat(column.position()).hasValue(13);
        UnansweredException view = unanswered("SELECT * FROM dau");
        assertThat(view.detail()).contains("there is no view 'dau' here").contains("dau_by_region, dau_total");
        assertThat(view.position()).hasValue(15);
        assertThat(unanswered("SELECT CAST('x' AS INT)").detail()).contains("'x'");
        assertThat(unanswered("").reason()).isEqualTo(Reason.REFUSED);
    }

    /** Of strings and lists no engine keeps account; the system keeps it for the whole process. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT length(repeat('x', 3000000000))",
                "SELECT repeat('x', 200000000)",
                "SELECT string_agg(repeat('x', 1000000), '') FROM range(100000)",
                "SELECT length(array_agg(i || 'x')) FROM range(1000000000) AS r(i)",
                "SELECT list_sum(range(2000000000))",
                "WITH RECURSIVE g(s) AS (SELECT 'x' UNION ALL SELECT s || s FROM g) SELECT MAX(length(s)) FROM g",
                "SELECT MAX(i), MAX(m) FROM (SELECT i, md5(i::VARCHAR) AS m FROM range(5000000) AS r(i) ORDER BY m OFFSET 1)"
            })
    void whatTakesMoreMemoryOrDiskThanItMayEndsAlone(String sql) throws IOException {
        assertThat(unanswered(sql).reason()).isEqualTo(Reason.TOO_COSTLY);
        assertThat(rows("SELECT 1")).containsExactly("[1]");
        assertThat(questionsOnDisk()).isEmpty();
    }

    @Test
    void nestingWithoutEndHurtsNobodyElse() {
        assertThat(unanswered("SELECT " + "(".repeat(20_000) + "1" + ")".repeat(20_000))
                        .reason())
                .isIn(Reason.FAILED, Reason.REFUSED, Reason.TOO_COSTLY);
        assertThat(rows("SELECT 1")).containsExactly("[1]");
    }

    @Test
    void aJoinThatNeverEndsIsEndedWhenItsTimeIsOver() throws IOException {
        SandboxSettings hasty = new SandboxSettings(Duration.ofSeconds(3), MEMORY, 2, 64L << 20, 10, 1 << 20);
        UnansweredException late = unanswered(fixture.lake().sandbox(hasty), endless());
        assertThat(late.reason()).isEqualTo(Reason.TOO_COSTLY);
        assertThat(late.detail()).contains("longer than 3 s");
        assertThat(questionsOnDisk()).isEmpty();
    }

    @Test
    void aQuestionThatIsCancelledEnds() throws IOException {
        SqlQuestion question = sandbox.question(endless());
        CompletableFuture<SqlAnswer> answer = CompletableFuture.supplyAsync(question::answer);
        question.cancel();
        assertThatThrownBy(answer::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CancelledException.class);
        assertThat(questionsOnDisk()).isEmpty();
        assertThat(sandboxProcesses()).isZero();
    }

    private static String endless() {
        return "SELECT COUNT(*) FROM range(1000000) a(i), range(1000000) b(i), range(1000000) c(i)"
                + " WHERE hash(a.i + b.i + c.i) = 7";
    }

    @Test
    void anAnswerThatIsTooLongIsCutAndSaysSo() {
        SqlAnswer rows = answer("SELECT i FROM range(1001) AS r(i)");
        assertThat(rows.isTruncated()).isTrue();
        assertThat(rows(rows)).hasSize(1_000);
        assertThat(answer("SELECT i FROM range(1000) AS r(i)").isTruncated()).isFalse();
        SqlAnswer bytes = answer("SELECT repeat('x', 100000) FROM range(100)");
        assertThat(bytes.isTruncated()).isTrue();
        assertThat(rows(bytes)).hasSize(10);
    }

    @Test
    void anErasedProfileIsInNoViewFromThenOn(@TempDir Path own) {
        try (BronzeFixture erasing = new BronzeFixture(own)) {
            erasing.archive(
                    WEDNESDAY_NIGHT,
                    Event.of(1, "US", "play", "a", "2024-01-01T10:00:00Z"),
                    Event.of(2, "US", "play", "b", "2024-01-01T10:00:00Z"));
            erasing.reconcile(WEDNESDAY_NIGHT);
            erasing.lake().erase(Set.of(2L), WEDNESDAY_NOON);
            Sandbox erased = erasing.lake().sandbox(USUAL);
            for (String view : List.of("app_event", "enriched_app_events", "profile_day", "engagement_metrics")) {
                assertThat(rows(answer(erased, "SELECT DISTINCT profile_id FROM " + view)))
                        .as(view)
                        .containsExactly("[1]");
            }
        }
    }

    @Test
    void anEmptyLakeHasItsViews(@TempDir Path own) {
        try (BronzeFixture empty = new BronzeFixture(own)) {
            Sandbox asked = empty.lake().sandbox(USUAL);
            String all = Stream.of(
                            "app_event",
                            "enriched_app_events",
                            "profile_day",
                            "dau_by_region",
                            "dau_total",
                            "engagement_metrics",
                            "sessions",
                            "metric_value",
                            "reconciliation",
                            "published")
                    .map(view -> "(SELECT COUNT(*) FROM " + view + ")")
                    .collect(Collectors.joining(" + ", "SELECT ", ""));
            assertThat(rows(answer(asked, all))).containsExactly("[0]");
        }
    }

    private long sandboxProcesses() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().commandLine().orElse("").contains(SandboxMain.class.getName()))
                .count();
    }

    private Set<String> questionsOnDisk() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("lake").resolve("spill"))) {
            return all.map(Path::toString)
                    .filter(path -> path.contains("/question"))
                    .collect(Collectors.toSet());
        }
    }

    private Set<String> lakeFiles() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("lake").resolve("tables"))) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file + " " + file.toFile().length())
                    .collect(Collectors.toSet());
        }
    }

    private SqlAnswer answer(String sql) {
        return answer(sandbox, sql);
    }

    private static SqlAnswer answer(Sandbox asked, String sql) {
        try (SqlQuestion question = asked.question(sql)) {
            return question.answer();
        }
    }

    private UnansweredException unanswered(String sql) {
        return unanswered(sandbox, sql);
    }

    private static UnansweredException unanswered(Sandbox asked, String sql) {
        try {
            SqlAnswer answer = answer(asked, sql);
            throw new AssertionError("answered: " + sql + ": " + rows(answer));
        } catch (UnansweredException expected) {
            return expected;
        }
    }

    private List<String> rows(String sql) {
        return rows(answer(sql));
    }

    private static List<String> rows(SqlAnswer answer) {
        List<String> rows = new ArrayList<>();
        try {
            answer.rows(cells -> rows.add(cells.toString()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return rows;
    }
}
