package io.rollcall.lake.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
    /** Some 50 MB: random text can hardly be compressed. */
    private static final String LARGE =
            "SELECT CAST(hash(i) % 1000000007 AS BIGINT) AS id, md5(CAST(i AS VARCHAR)) AS name FROM range(2000000) AS t(i)";

    private static final List<Column> COLUMNS =
            List.of(new Column(1, "id", "BIGINT"), new Column(2, "name", "VARCHAR"));

    private final Path directory;
    private final Engine engine;

    EngineTest(@TempDir Path directory) {
        this.directory = directory;
        this.engine = Engine.start(new EngineSettings(64 << 20, 2, directory.resolve("spill"), 1L << 30));
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
        try (Stream<Path> left = Files.list(directory.resolve("spill"))) {
            assertThat(left).as("left over in the spill directory").isEmpty();
        }
    }

    @Test
    void timesAreUtcWhateverTheMachineThinks() {
        try (Session session = engine.session()) {
            assertThat(one(session, "SELECT CAST(TIMESTAMPTZ '2024-01-01 23:30:00-05:00' AS DATE)"))
                    .isEqualTo("2024-01-02");
        }
    }

    @Test
    void whatDoesNotFitIntoMemorySpillsAndIsStillRight() {
        try (Session session = engine.session()) {
            assertThat(one(
                            session,
                            "SELECT COUNT(*) FROM (SELECT id FROM (SELECT CAST(range % 3000000 AS VARCHAR) || 'xxxxxxxxxxxxxxxx'"
                                    + " AS id FROM range(4000000)) GROUP BY id)"))
                    .isEqualTo("3000000");
        }
    }

    @Test
    void whatWouldSpillMoreThanItMayFailsAndTheNextGoesOn() {
        EngineSettings small = new EngineSettings(64 << 20, 2, directory.resolve("spill"), 16 << 20);
        try (Engine bounded = Engine.start(small);
                Session session = bounded.session()) {
            assertThatThrownBy(() -> session.define("CREATE TEMP TABLE sorted AS " + LARGE + " ORDER BY name"))
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            full -> assertThat(full.isOutOfMemory()).isTrue())
                    .hasStackTraceContaining("max_temp_directory_size");
            assertThat(one(session, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void nothingIsDownloaded() {
        try (Session session = engine.session()) {
            assertThatThrownBy(() -> session.query("SELECT * FROM read_parquet('https://127.0.0.1:1/x')", row -> 1))
                    .isInstanceOf(EngineException.class);
            assertThatThrownBy(() -> session.define("SET autoinstall_known_extensions = true"))
                    .as("settings are locked")
                    .isInstanceOf(EngineException.class);
        }
    }

    @Test
    void aSessionSeesItsOwnTablesOnlyAndGoesOnAfterAFailure() {
        try (Session one = engine.session();
                Session other = engine.session()) {
            one.keep("x.t", "SELECT 1 AS id");
            other.keep("x.t", "SELECT 2 AS id");
            assertThatThrownBy(() -> one.query("SELECT nothing FROM x.t", row -> 1))
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            wrong -> assertThat(wrong.isOutOfMemory()).isFalse());
            assertThat(one(one, "SELECT id FROM x.t")).isEqualTo("1");
            assertThat(one(other, "SELECT id FROM x.t")).isEqualTo("2");
        }
        try (Session later = engine.session()) {
            assertThatThrownBy(() -> later.query("SELECT id FROM x.t", row -> 1))
                    .isInstanceOf(EngineException.class);
        }
    }

    @Test
    void aColumnIsFoundByItsNumberAndIsEmptyWhereAFileHasNone() {
        Path old = directory.resolve("old's.parquet");
        try (Session session = engine.session()) {
            session.write(
                    "SELECT CAST(7 AS BIGINT) AS earlier_name", List.of(new Column(1, "earlier_name", "BIGINT")), old);
            session.table("x.t", COLUMNS, List.of(old));
            assertThat(one(session, "SELECT concat_ws(' ', id, name IS NULL) FROM x.t"))
                    .isEqualTo("7 true");
        }
    }

    @Test
    void aLargeTableIsNeverTheSideOfAJoinThatIsKeptInMemory() {
        Path large = directory.resolve("large.parquet");
        try (Session session = engine.session()) {
            session.write(LARGE, List.of(new Column(1, "id", "BIGINT"), new Column(2, "name", "VARCHAR")), large);
            session.table("x.t", COLUMNS, List.of(large));
            session.keep("x.small", "SELECT 1 AS id, 'one' AS word");
            List<String> plan = session.query(
                    "EXPLAIN SELECT t.id, small.word FROM x.t AS t LEFT JOIN x.small AS small ON small.id = t.id",
                    row -> row.text("explain_value"));
            assertThat(plan).singleElement().asString().contains("Join Type: LEFT");
        }
    }

    @Test
    void aColumnIsFoundByItsNumberInLargeFilesToo() {
        Path large = directory.resolve("large.parquet");
        Path old = directory.resolve("old.parquet");
        try (Session session = engine.session()) {
            session.write(LARGE, List.of(new Column(1, "id", "BIGINT"), new Column(2, "name", "VARCHAR")), large);
            session.write("SELECT CAST(7 AS BIGINT) AS earlier", List.of(new Column(1, "earlier", "BIGINT")), old);
            session.table("x.t", COLUMNS, List.of(large, old));
            assertThat(one(session, "SELECT COUNT(*) || ' ' || COUNT(id) || ' ' || COUNT(name) FROM x.t"))
                    .isEqualTo("2000001 2000001 2000000");
        }
    }

    @Test
    void aTableWithoutFilesIsEmpty() {
        try (Session session = engine.session()) {
            session.table("x.t", COLUMNS, List.of());
            assertThat(one(session, "SELECT COUNT(*) FROM x.t")).isEqualTo("0");
        }
    }

    @Test
    void aCellIsReadByTheNameOfItsColumnWhateverTheOrder() {
        String cells = "SELECT 0.5 AS share, DATE '0001-01-01' AS dt, 'US' AS region, NULL AS nothing, 7 AS events,"
                + " TIMESTAMPTZ '2024-01-01T10:00:00Z' AS as_of, true AS held";
        try (Session session = engine.session()) {
            assertThat(session.query(
                            cells,
                            row -> Stream.of(
                                            row.text("region"),
                                            row.number("events"),
                                            row.real("share"),
                                            row.date("dt"),
                                            row.time("as_of"),
                                            String.valueOf(row.flagOrNull("held")),
                                            String.valueOf(row.realOrNull("nothing")))
                                    .map(Object::toString)
                                    .toList()))
                    .containsExactly(List.of("US", "7", "0.5", "0001-01-01", "2024-01-01T10:00:00Z", "true", "null"));
            assertThat(session.query(cells, Row::toString))
                    .containsExactly("0.5|0001-01-01|US|null|7|2024-01-01T10:00:00Z|true");
        }
    }

    @Test
    void aColumnThatIsNotThereAndOneWithoutAValueAreToldApartFromZero() {
        String cells = "SELECT CAST(NULL AS BIGINT) AS events, 'US' AS region";
        try (Session session = engine.session()) {
            assertThatThrownBy(() -> session.query(cells, row -> row.number("events")))
                    .hasMessageContaining("column events has no value");
            assertThatThrownBy(() -> session.query(cells, row -> row.text("country")))
                    .hasMessageContaining("no column country, it has [events, region]");
        }
    }

    @Test
    void limitsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new EngineSettings(32 << 20, 2, directory, 0)).hasMessageContaining("32 MiB");
        assertThatThrownBy(() -> new EngineSettings(32 << 20, 0, directory, 0)).hasMessageContaining("thread");
    }

    private static String one(Session session, String query) {
        return session.query(query, Row::toString).get(0);
    }
}
