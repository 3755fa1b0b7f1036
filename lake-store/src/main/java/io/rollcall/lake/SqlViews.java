package io.rollcall.lake;

import io.rollcall.lake.count.CountedFiles;
import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.day.OpenDays;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.engine.Definitions;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.sandbox.Sandbox;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Query;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import io.rollcall.lake.value.MetricValues;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/**
 * The views of questions in SQL. They show the days as the switch says that they stand, and those that are not published as they were
 * last counted; the events of {@code app_event} are all that are archived.
 */
final class SqlViews implements Sandbox.Views {
    private static final String APP_EVENT = "app_event";
    private static final String ENRICHED_APP_EVENTS = "enriched_app_events";
    private static final String PROFILE_DAY = "profile_day";
    private static final Set<String> OF_PROFILE_DAY = Set.of("dau_by_region", "dau_total", "engagement_metrics");
    private static final String SESSIONS = "sessions";
    private static final String METRIC_VALUE = "metric_value";
    private static final String RECONCILIATION = "reconciliation";
    private static final String PUBLISHED = "published";

    private static final Set<String> NAMES = Set.of(
            APP_EVENT,
            ENRICHED_APP_EVENTS,
            PROFILE_DAY,
            "dau_by_region",
            "dau_total",
            "engagement_metrics",
            SESSIONS,
            METRIC_VALUE,
            RECONCILIATION,
            PUBLISHED);

    private final Tables tables;

    SqlViews(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Set<String> names() {
        return NAMES;
    }

    @Override
    public Definitions of(Set<String> names) {
        try (TableSession session = tables.session()) {
            new Opening(session).open(names);
            return session.engine().definitions();
        }
    }

    /** Puts views behind their names, all of them as of one moment. */
    private final class Opening {
        private final TableSession session;
        private final OpenDays open = OpenDays.now(tables);
        private final Table publications = tables.table(LakeTable.PUBLISHED);
        private final NavigableMap<LocalDate, PublishedDay> days;

        Opening(TableSession session) {
            this.session = session;
            session.open(LakeTable.PUBLISHED, publications, Expressions.alwaysTrue())
                    .view("gold.switch", SqlFile.of("gold/current_day").text())
                    .view("gold.published_run", SqlFile.of("gold/published_run").text());
            NavigableMap<LocalDate, PublishedDay> published = new TreeMap<>();
            session.query(Query.of("gold.switch"), PublishedDay::read).forEach(day -> published.put(day.dt(), day));
            this.days = new TreeMap<>(published);
            days.putAll(open.standing(published));
        }

        void open(Collection<String> names) {
            if (names.contains(APP_EVENT)) {
                session.open(LakeTable.APP_EVENT)
                        .view(APP_EVENT, SqlFile.of("view/app_event").text());
            }
            if (names.contains(ENRICHED_APP_EVENTS)) {
                openEnriched();
            }
            if (names.contains(PROFILE_DAY) || names.stream().anyMatch(OF_PROFILE_DAY::contains)) {
                openProfileDays(names);
            }
            if (names.contains(METRIC_VALUE) || names.contains(SESSIONS)) {
                openValues();
            }
            if (names.contains(RECONCILIATION)) {
                openReport();
            }
            if (names.contains(PUBLISHED)) {
                session.view(PUBLISHED, published());
            }
        }

        private void openEnriched() {
            session.openParts(
                            LakeTable.ENRICHED_APP_EVENTS,
                            tables.parts(LakeTable.ENRICHED_APP_EVENTS).stream()
                                    .filter(part -> days.containsKey(part.dt()))
                                    .toList())
                    .view(ENRICHED_APP_EVENTS, Query.of(LakeTable.ENRICHED_APP_EVENTS.qualifiedName()));
        }

        private void openProfileDays(Collection<String> names) {
            CountedFiles counted = CountedFiles.of(days.values());
            session.view("gold.current_day", counted.relation());
            CountedTable.PROFILE_DAY
                    .open(session, counted)
                    .view("gold.profile_day", SqlFile.of("gold/profile_day").text())
                    .view(PROFILE_DAY, Query.of("gold.profile_day"));
            OF_PROFILE_DAY.stream()
                    .filter(names::contains)
                    .forEach(view ->
                            session.view(view, SqlFile.of("gold/" + view).text()));
        }

        /** What is published with the days goes by the names of its measures, and what is worked out from them by that of its metric. */
        private void openValues() {
            session.open(LakeTable.AGGREGATE)
                    .view(
                            "asked.aggregate",
                            SqlFile.of("gold/aggregate_as_of")
                                    .bind(Map.of(
                                            "as_of", Literal.of(Published.LATEST),
                                            "from", Literal.of(Published.EARLIEST_DAY),
                                            "to", Literal.of(Published.LATEST_DAY))))
                    .view("asked.measure", measures())
                    .openParts(LakeTable.FIGURE, MetricValues.newest(tables))
                    .open(LakeTable.OPEN_DAY, open.table(), Expressions.alwaysTrue())
                    .view("gold.metric_value", SqlFile.of("view/metric_value").text())
                    .view(METRIC_VALUE, Query.of("gold.metric_value"))
                    .view(SESSIONS, SqlFile.of("view/sessions").text());
        }

        private String measures() {
            List<Map<String, String>> rows = new ArrayList<>();
            Metrics.ofDays().forEach(metric -> {
                for (int i = 0; i < metric.storedNames().size(); i++) {
                    rows.add(Map.of(
                            "stored", Literal.of(metric.storedNames().get(i)),
                            "metric", Literal.of(metric.name()),
                            "measure",
                                    Literal.of(metric.columns().measureNames().get(i))));
                }
            });
            return Relation.of(List.of("stored VARCHAR", "metric VARCHAR", "measure VARCHAR"), rows);
        }

        private void openReport() {
            session.open(LakeTable.RECONCILIATION)
                    .view(
                            RECONCILIATION,
                            SqlFile.of("gold/report")
                                    .bind(Map.of(
                                            "from", Literal.of(Published.EARLIEST_DAY),
                                            "to", Literal.of(Published.LATEST_DAY))));
        }

        private String published() {
            return Relation.of(
                    List.of(
                            "dt DATE",
                            "status VARCHAR",
                            "as_of TIMESTAMPTZ",
                            "published_at TIMESTAMPTZ",
                            "run VARCHAR",
                            "counted_by VARCHAR"),
                    days.values().stream()
                            .map(day -> Map.of(
                                    "dt", Literal.of(day.dt()),
                                    "status", Literal.of(day.status().word()),
                                    "as_of", Literal.of(day.asOf()),
                                    "published_at", Literal.of(day.publishedAt()),
                                    "run", Literal.of(day.run()),
                                    "counted_by", Literal.of(day.countedBy())))
                            .toList());
        }
    }
}
