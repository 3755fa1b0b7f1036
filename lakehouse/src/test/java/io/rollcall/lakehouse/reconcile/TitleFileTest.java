package io.rollcall.lakehouse.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeConfig;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lakehouse.Servers;
import io.rollcall.lakehouse.Settings;
import io.rollcall.log.testkit.EventLog;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's titles on the days that are counted after they were loaded. */
@QuarkusTest
@WithTestResource(value = Servers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class TitleFileTest {
    private static final String HEADER = "title_id,name,kind,genre,runtime_sec\n";

    /** The log makes the remainder by seven its title: 3. */
    private static final long PROFILE = 8_200_000 - 8_200_000 % 7 + 3;

    @Inject
    Lake lake;

    @Inject
    Reconciler reconciler;

    @TempDir
    Path directory = Path.of("");

    private long changes;

    @Test
    void aChangedFileIsOnTheNextDaysAndABrokenOneChangesNothing() throws IOException {
        Path file = directory.resolve("titles.csv");
        TitleFile titles =
                new TitleFile(lake, Settings.of(LakeConfig.class, Map.of("rollcall.lake.titles", file.toString())));
        LocalDate dt = LocalDate.parse("2025-07-01");

        titles.load();
        assertThat(titlesOf(dt)).as("no file yet").containsExactly("null");

        write(file, HEADER + "3,Night Train,movie,drama,5400\n");
        titles.load();
        assertThat(titlesOf(dt.plusDays(2))).containsExactly("Night Train");

        write(file, HEADER + "3,One,movie,drama,1\n3,Two,movie,drama,2\n");
        titles.load();
        assertThat(titlesOf(dt.plusDays(4))).as("named twice").containsExactly("Night Train");

        write(file, HEADER + "3,Day Train,movie,drama,5400\n");
        titles.load();
        assertThat(titlesOf(dt.plusDays(6))).containsExactly("Day Train");
        assertThat(titlesOf(dt.plusDays(2))).as("a day that is counted").containsExactly("Night Train");
    }

    private void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        // Two changes may be closer to each other than the file system's clock tells apart.
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.parse("2025-01-01T00:00:00Z").plusSeconds(++changes)));
    }

    /** The titles of a day on which somebody watches title 3. */
    private List<String> titlesOf(LocalDate dt) {
        if (!lake.published().days(dt, dt).containsKey(dt)) {
            try (EventLog log = new EventLog(Servers.bootstrapServers())) {
                Instant noon = dt.atTime(12, 0).toInstant(ZoneOffset.UTC);
                log.append(PROFILE, "FJ", "play", "title", noon, Instant.now());
                log.flush();
            }
            reconciler.reconcile(new Selection.Due());
        }
        try (TableSession session = lake.session().open(LakeTable.ENRICHED_APP_EVENTS)) {
            return session.query(
                    "SELECT title_name FROM silver.enriched_app_events WHERE profile_id = " + PROFILE
                            + " AND dt = DATE '" + dt + "'",
                    row -> String.valueOf(row.textOrNull("title_name")));
        }
    }
}
