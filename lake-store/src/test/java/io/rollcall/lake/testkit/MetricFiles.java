package io.rollcall.lake.testkit;

import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.engine.Engine;
import io.rollcall.lake.engine.EngineSettings;
import io.rollcall.lake.engine.Row;
import io.rollcall.lake.engine.Session;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableColumns;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The .sql files of the metrics over events given by hand, which become their inputs through the real SQL. */
public final class MetricFiles implements AutoCloseable {
    private static final String RUN = "run";
    private static final Comparator<Figure> ORDER = Comparator.comparing(Figure::dt)
            .thenComparing(Figure::region)
            .thenComparing(Figure::dimension)
            .thenComparing(Figure::item)
            .thenComparing(Figure::measure);

    private final Engine engine;
    private final Session session;

    private MetricFiles(Engine engine) {
        this.engine = engine;
        this.session = engine.session();
        SqlFile.of("dialect/duckdb").statements().forEach(session::define);
    }

    /** Events, each once; the days on which there are any are counted. */
    public static MetricFiles of(Path directory, List<Fact> facts) {
        return of(directory, facts, List.of());
    }

    /** The same where days without events are counted, too. */
    public static MetricFiles of(Path directory, List<Fact> facts, List<LocalDate> emptyDays) {
        MetricFiles metricFiles = new MetricFiles(Engine.start(EngineSettings.spillingTo(directory.resolve("spill"))));
        TreeSet<LocalDate> days = new TreeSet<>(emptyDays);
        facts.forEach(fact -> days.add(fact.dt()));
        metricFiles.silver(facts);
        metricFiles.gold(days);
        return metricFiles;
    }

    private void silver(List<Fact> facts) {
        session.keep(
                LakeTable.ENRICHED_APP_EVENTS.qualifiedName(),
                LakeTable.ENRICHED_APP_EVENTS.rows(IntStream.range(0, facts.size())
                        .mapToObj(order -> facts.get(order).literals(order))
                        .toList()));
    }

    private void gold(Set<LocalDate> days) {
        for (CountedTable counted : CountedTable.values()) {
            String name = counted.table().qualifiedName();
            session.table("given." + counted, TableColumns.of(counted.table().schema()), List.of());
            session.keep(name, "SELECT * FROM given." + counted);
            // With the column in the place of their values the file counts every day there is.
            Map<String, String> literals = new HashMap<>(counted.parameters());
            literals.put("from", "dt");
            literals.put("to", "dt");
            literals.put(RUN, Literal.of(RUN));
            session.add(name, SqlFile.of(name.replace('.', '/')).bind(literals));
            if (counted != CountedTable.PROFILE_DAY) {
                session.view(counted.validName(), "SELECT * FROM " + name);
            }
        }
        session.keep("gold.counted_day", Relation.days(days));
        session.view("gold.current_day", "SELECT dt, 'run' AS counted_by FROM gold.counted_day");
        session.view("gold.profile_day", SqlFile.of("gold/profile_day").text());
        session.keep(
                "silver.title",
                "SELECT title_id, MAX(title_runtime_sec) AS runtime_sec FROM silver.enriched_app_events"
                        + " WHERE title_id IS NOT NULL GROUP BY title_id");
        session.keep("gold.first_day", SqlFile.of("metric/first_day").text());
    }

    /** Gives a file a further input. */
    public MetricFiles given(String name, String query) {
        session.keep(name, query);
        return this;
    }

    /** Gives a file a further input that is a .sql file's answer. */
    public MetricFiles givenFile(String name, String file, Map<String, String> literals) {
        return given(name, SqlFile.of(file).bind(literals));
    }

    /** Gives what sessions and paths of the days from the first to the last are made of. */
    public MetricFiles givenSessions(LocalDate from, LocalDate to, Duration gap) {
        String gapMillis = Literal.of(gap.toMillis());
        List<LocalDate> days =
                session.query("SELECT DISTINCT dt FROM silver.enriched_app_events ORDER BY dt", row -> row.date("dt"));
        givenFile(
                "run.day_session",
                "metric/day_session",
                Map.of(
                        "from", Literal.of(days.get(0)),
                        "to", Literal.of(days.get(days.size() - 1)),
                        "gap_millis", gapMillis));
        given(
                "run.open_session",
                "SELECT dt, profile_id, session_start, last_event_time FROM run.day_session WHERE false");
        days.forEach(dt -> session.add(
                "run.open_session",
                SqlFile.of("metric/open_session").bind(Map.of("dt", Literal.of(dt), "gap_millis", gapMillis))));
        return given("gold.open_session", "SELECT * FROM run.open_session")
                .givenFile(
                        "asked.session_event",
                        "metric/session_event",
                        Map.of(
                                "from", Literal.of(from),
                                "to", Literal.of(to),
                                "gap_millis", gapMillis));
    }

    /** What a file says of the days from the first to the last, in order. */
    public List<Figure> figures(String file, LocalDate from, LocalDate to, Map<String, String> literals) {
        Map<String, String> bound = new HashMap<>(literals);
        bound.put("from", Literal.of(from));
        bound.put("to", Literal.of(to));
        String query = SqlFile.of("metric/" + file).bind(bound);
        return session.query("SELECT " + Figure.COLUMNS + " FROM (" + query + ") AS figure", Figure::read).stream()
                .sorted(ORDER)
                .toList();
    }

    /** Any query over the inputs. */
    public List<String> rows(String query) {
        return session.query(query, Row::toString);
    }

    @Override
    public void close() {
        session.close();
        engine.close();
    }
}
