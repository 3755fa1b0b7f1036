package io.rollcall.lake.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.Facet;
import io.rollcall.lake.metric.Interval;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.metric.Slice;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.PlantedHistory;
import io.rollcall.lake.testkit.PlantedHistory.Sent;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The metrics of accounts, as the night has worked them out, counted a second time from the events in Java. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final int DAYS = 40;
    private static final LocalDate LAST = FIRST.plusDays(DAYS - 1L);
    private static final LocalDate FROM = LAST.minusDays(9);
    private static final long PLENTY = 100_000;

    private final PlantedHistory history = PlantedHistory.of(FIRST, DAYS, FROM.minusDays(2));
    private final BronzeFixture fixture;

    AccountsTest(@TempDir Path directory) {
        this.fixture = new BronzeFixture(directory);
    }

    @BeforeAll
    void fill() {
        history.fill(fixture, event -> true);
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource({"dau.account, 1", "wau.account, 7", "mau.account, 30"})
    void activeAccountsAreCountedAsInJava(String metric, int window) {
        assertThat(values(rows(metric, Slice.WHOLE, Interval.DAY), "value"))
                .isEqualTo(active(window, event -> true))
                .hasSize(30);
        assertThat(values(rows(metric, tv(), Interval.DAY), "value"))
                .as("some of the events, on demand")
                .isEqualTo(active(window, event -> event.facet().equals("tv")));
    }

    @Test
    void aHouseholdIsCountedOnceWhoeverOfItWatches() {
        Map<String, Double> profiles = values(
                fixture.lake()
                        .published()
                        .rows((DayMetric) Metrics.find("dau").orElseThrow(), FROM, LAST, RegionChoice.EVERY_AND_TOTAL),
                "value");
        Map<String, Double> accounts = values(rows("dau.account", Slice.WHOLE, Interval.DAY), "value");
        accounts.forEach(
                (place, count) -> assertThat(count).as(place).isLessThan(Objects.requireNonNull(profiles.get(place))));
    }

    @Test
    void anAccountOfAWeekIsCountedOnce() {
        Map<String, Set<Long>> weeks = new TreeMap<>();
        of(event -> !event.dt().isBefore(FROM)).forEach(event -> {
            LocalDate monday = event.dt().minusDays(event.dt().getDayOfWeek().getValue() - 1L);
            for (String region : List.of("*", event.region())) {
                weeks.computeIfAbsent(monday + " " + region, place -> new HashSet<>())
                        .add(event.account());
            }
        });
        assertThat(values(rows("dau.account", Slice.WHOLE, Interval.WEEK), "value"))
                .isEqualTo(sizes(weeks));
    }

    /** The cohorts of all days, since most accounts of the history begin on its first. */
    @Test
    void whoComesBackIsCountedAsInJava() {
        Map<Long, TreeSet<LocalDate>> days = new TreeMap<>();
        Map<String, String> home = new TreeMap<>();
        of(event -> true).forEach(event -> {
            days.computeIfAbsent(Objects.requireNonNull(event.account()), account -> new TreeSet<>())
                    .add(event.dt());
            home.merge(
                    event.account() + " " + event.dt(),
                    event.region(),
                    (one, other) -> one.compareTo(other) < 0 ? one : other);
        });
        Map<String, Double> cohorts = new TreeMap<>();
        Map<String, Double> retained = new TreeMap<>();
        days.forEach((account, active) -> {
            LocalDate begun = active.first();
            for (String region : List.of("*", Objects.requireNonNull(home.get(account + " " + begun)))) {
                String place = begun + " " + region;
                cohorts.merge(place, 1.0, Double::sum);
                if (!begun.plusDays(2).isAfter(LAST)) {
                    retained.merge(place, active.contains(begun.plusDays(2)) ? 1.0 : 0.0, Double::sum);
                }
            }
        });
        List<MetricRow> cells = rows("retention.account", Slice.WHOLE, Interval.DAY, FIRST, LAST).stream()
                .filter(row -> row.dimension().equals("on") && row.item().equals("2"))
                .toList();
        assertThat(values(cells, "cohort")).isEqualTo(cohorts);
        assertThat(values(
                        cells.stream()
                                .filter(row -> row.values().get("retained") != null)
                                .toList(),
                        "retained"))
                .isEqualTo(retained)
                .containsValue(1.0);
    }

    @Test
    void todayIsThere(@TempDir Path directory) {
        LocalDate today = FIRST.plusDays(1);
        Instant night = today.atTime(2, 30).toInstant(ZoneOffset.UTC);
        Instant noon = today.atTime(12, 0).toInstant(ZoneOffset.UTC);
        try (BronzeFixture young = new BronzeFixture(directory)) {
            young.archive(
                    night,
                    BronzeFixture.Event.of(1, "US", "play", "one", FIRST + "T10:00:00Z")
                            .ofAccount(7));
            young.reconcile(night);
            MetricRun work = young.lake().beginMetricRun();
            work.due().forEach(work::workOut);
            young.archive(
                    noon,
                    BronzeFixture.Event.of(2, "US", "play", "two", today + "T10:00:00Z")
                            .ofAccount(7),
                    BronzeFixture.Event.of(3, "BR", "play", "three", today + "T10:30:00Z")
                            .ofAccount(8),
                    BronzeFixture.Event.of(4, "BR", "play", "four", today + "T11:00:00Z"));
            assertThat(young.lake().beginOpenDays(noon).refresh().failed()).isEmpty();

            Map.of("dau.account", 2.0, "wau.account", 2.0, "mau.account", 2.0)
                    .forEach((metric, accounts) -> assertThat(total(young, metric, today))
                            .as(metric)
                            .allSatisfy(row -> {
                                assertThat(row.status()).isEqualTo(DayStatus.LIVE);
                                assertThat(row.values()).containsEntry("value", accounts);
                            })
                            .hasSize(1));
            assertThat(total(young, "retention.account", today))
                    .as("7 was there yesterday, by another of its profiles")
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.values()).containsEntry("cohort", 1.0));
        }
    }

    /** What an account did by others of its profiles stays. */
    @Test
    void anErasedProfileTakesAwayWhatItDidItself(@TempDir Path directory) {
        LocalDate second = FIRST.plusDays(1);
        Instant night = second.plusDays(1).atTime(2, 30).toInstant(ZoneOffset.UTC);
        try (BronzeFixture erased = new BronzeFixture(directory)) {
            erased.archive(
                    night,
                    BronzeFixture.Event.of(1, "US", "play", "one", FIRST + "T10:00:00Z")
                            .ofAccount(7),
                    BronzeFixture.Event.of(2, "BR", "play", "two", second + "T10:00:00Z")
                            .ofAccount(7),
                    BronzeFixture.Event.of(3, "BR", "play", "three", FIRST + "T10:00:00Z")
                            .ofAccount(8));
            workOut(erased, night);
            assertThat(total(erased, "retention.account", FIRST))
                    .allSatisfy(row -> assertThat(row.values()).containsEntry("cohort", 2.0));

            erased.lake().erase(Set.of(1L), night.plusSeconds(60));
            erased.archive(
                    night.plusSeconds(90),
                    BronzeFixture.Event.of(3, "BR", "play", "four", second + "T13:00:00Z")
                            .ofAccount(8));
            workOut(erased, night.plusSeconds(120));
            assertThat(total(erased, "retention.account", FIRST))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.values()).containsEntry("cohort", 1.0));
            assertThat(total(erased, "retention.account", second))
                    .as("it begins when the other of its profiles came")
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.values()).containsEntry("cohort", 1.0));
        }
    }

    private static void workOut(BronzeFixture lake, Instant now) {
        lake.reconcile(now);
        MetricRun work = lake.lake().beginMetricRun();
        work.due().forEach(work::workOut);
    }

    private static List<MetricRow> total(BronzeFixture lake, String metric, LocalDate dt) {
        return lake
                .lake()
                .published()
                .figures(
                        new MetricQuestion(metric(metric).arguments(Map.of()), dt, dt, RegionChoice.EVERY_AND_TOTAL),
                        PLENTY)
                .stream()
                .filter(row -> row.region().equals("*"))
                .toList();
    }

    private List<Sent> of(Predicate<Sent> passes) {
        return history.sent().stream()
                .filter(event -> event.account() != null && passes.test(event))
                .toList();
    }

    private Map<String, Double> active(int window, Predicate<Sent> passes) {
        Map<String, Set<Long>> accounts = new TreeMap<>();
        of(passes)
                .forEach(event -> event.dt()
                        .datesUntil(event.dt().plusDays(window))
                        .filter(dt -> !dt.isBefore(FROM) && !dt.isAfter(LAST))
                        .forEach(dt -> List.of("*", event.region())
                                .forEach(region -> accounts.computeIfAbsent(dt + " " + region, place -> new HashSet<>())
                                        .add(event.account()))));
        return sizes(accounts);
    }

    private static Map<String, Double> sizes(Map<String, Set<Long>> sets) {
        Map<String, Double> sizes = new TreeMap<>();
        sets.forEach((place, set) -> sizes.put(place, (double) set.size()));
        return sizes;
    }

    private static Slice tv() {
        return new Slice(Map.of(Facet.PLATFORM, Set.of("tv")), List.of());
    }

    private static ComputedMetric metric(String name) {
        return (ComputedMetric) Metrics.find(name).orElseThrow();
    }

    private List<MetricRow> rows(String metric, Slice slice, Interval interval) {
        return rows(metric, slice, interval, FROM, LAST);
    }

    private List<MetricRow> rows(String metric, Slice slice, Interval interval, LocalDate from, LocalDate to) {
        return fixture.lake()
                .published()
                .figures(
                        new MetricQuestion(
                                metric(metric).arguments(Map.of(), interval),
                                from,
                                to,
                                RegionChoice.EVERY_AND_TOTAL,
                                slice),
                        PLENTY);
    }

    private static Map<String, Double> values(List<MetricRow> rows, String measure) {
        Map<String, Double> values = new TreeMap<>();
        rows.forEach(row -> assertThat(values.put(
                        row.dt() + " " + row.region(),
                        Objects.requireNonNull(row.values().get(measure))))
                .isNull());
        return values;
    }
}
