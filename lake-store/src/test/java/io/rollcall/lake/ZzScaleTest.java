package io.rollcall.lake;

import io.rollcall.lake.engine.Engine;
import io.rollcall.lake.engine.EngineSettings;
import io.rollcall.lake.engine.Literal;
import io.rollcall.lake.engine.Session;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZzScaleTest {
    @Test
    void scale(@TempDir Path directory) {
        Engine engine = Engine.start(EngineSettings.spillingTo(directory.resolve("spill")));
        try (Session session = engine.session()) {
            SqlFile.of("dialect/duckdb").statements().forEach(session::define);
            LocalDate first = LocalDate.parse("2026-01-01");
            for (int day = 0; day < 43; day++) {
                String dt = Literal.of(first.plusDays(day));
                session.define("COPY (SELECT " + dt
                        + " AS dt, ['US','IN','BR','MX','JP','DE','FR','GB'][CAST(1 + profile_id % 8 AS BIGINT)] AS region,"
                        + " CAST(profile_id AS BIGINT) AS profile_id, ['play','browse','search','app_start','stop','heartbeat'][CAST(1 + k % 6 AS BIGINT)] AS feature, CAST(1 AS BIGINT) AS events FROM (SELECT DISTINCT hash("
                        + day
                        + " * 10000000 + i // 3) % 4000000 AS profile_id, i % 3 + (i // 3) % 4 AS k FROM range(4500000) AS r(i)) ORDER BY profile_id) TO '"
                        + directory + "/f" + day
                        + ".parquet' (FORMAT parquet, COMPRESSION zstd)");
                session.define("COPY (SELECT dt, region, profile_id, SUM(events) AS active_events FROM '" + directory
                        + "/f" + day + ".parquet' GROUP BY ALL ORDER BY profile_id) TO '" + directory + "/d" + day
                        + ".parquet' (FORMAT parquet, COMPRESSION zstd)");
            }
            session.define("CREATE SCHEMA gold");
            session.define("CREATE SCHEMA asked");
            session.view("asked.feature_use", "SELECT * FROM read_parquet('" + directory + "/f*.parquet')");
            session.view("gold.profile_day", "SELECT * FROM read_parquet('" + directory + "/d*.parquet')");
            session.view("gold.counted_day", "SELECT DISTINCT dt FROM gold.profile_day");
            for (int days : List.of(1, 14)) {
                long begin = System.nanoTime();
                try {
                    List<String> rows = session.query(
                            SqlFile.of("catalogue/adoption")
                                    .bind(Map.of(
                                            "lookback", Literal.of(29),
                                            "limit", Literal.of(1000),
                                            "dimension", Literal.of("event_name"),
                                            "from", Literal.of(first.plusDays(43 - days)),
                                            "to", Literal.of(first.plusDays(42)))),
                            Rows::text);
                    System.err.println("SCALE " + days + " " + (System.nanoTime() - begin) / 1_000_000 + " ms "
                            + rows.size() + " " + rows.subList(0, 9));
                } catch (RuntimeException e) {
                    System.err.println("SCALE failed " + days + " " + (System.nanoTime() - begin) / 1_000_000 + e);
                }
            }
        } finally {
            engine.close();
        }
    }
}
