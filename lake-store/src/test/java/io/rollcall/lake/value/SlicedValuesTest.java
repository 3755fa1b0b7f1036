package io.rollcall.lake.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.EventFilter;
import io.rollcall.lake.metric.Facet;
import io.rollcall.lake.metric.InvalidArgumentException;
import io.rollcall.lake.metric.Metric;
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
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A filtered metric is the metric of the events that pass. So it is held against a second lake, in which there never were others, and
 * which works everything out at night; and against sums in Java.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlicedValuesTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final int DAYS = 40;
    private static final LocalDate LAST = FIRST.plusDays(DAYS - 1L);
    private static final LocalDate FROM = LAST.minusDays(9);
    private static final long PLENTY = 100_000;

    private final PlantedHistory history = PlantedHistory.of(FIRST, DAYS, FROM.minusDays(2));
    private final List<Sent> sent = history.sent();
    private final BronzeFixture all;
    private final BronzeFixture onlyTv;

    SlicedValuesTest(@TempDir Path directory) {
        this.all = new BronzeFixture(directory.resolve("all"));
        this.onlyTv = new BronzeFixture(directory.resolve("tv"));
    }

    @BeforeAll
    void fill() {
        history.fill(all, event -> true);
        history.fill(onlyTv, event -> event.facet().equals("tv"));
    }

    @AfterAll
    void close() {
        all.close();
        onlyTv.close();
    }

    private static List<Metric> filterable() {
        return Metrics.all().stream()
                .filter(metric -> metric.overEvents().isPresent())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("filterable")
    void aFilteredMetricIsThatOfALakeWithoutTheOthers(Metric metric) {
        Map<String, Map<String, Double>> expected = values(stored(onlyTv, metric));
        assertThat(values(sliced(metric, filter("tv"), FROM, LAST)))
                .as(metric.name())
                .isNotEmpty()
                .isEqualTo(expected);
        assertThat(values(sliced(metric, Slice.WHOLE, FROM, LAST)))
                .as("the filter filters something")
                .isNotEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("filterable")
    void aBreakdownIsOneFilteredMetricForEachValue(Metric metric) {
        List<MetricRow> broken = sliced(metric, new Slice(Map.of(), List.of(Facet.PLATFORM)), LAST.minusDays(1), LAST);
        Set<String> parts = new HashSet<>();
        broken.forEach(row -> parts.addAll(row.groups()));
        assertThat(parts).hasSizeGreaterThan(2).isSubsetOf("tv", "mobile", "web", Facet.UNKNOWN);
        for (String part : parts) {
            assertThat(values(broken.stream()
                            .filter(row -> row.groups().equals(List.of(part)))
                            .toList()))
                    .as("%s of %s", metric.name(), part)
                    .isEqualTo(values(sliced(metric, filter(part), LAST.minusDays(1), LAST)));
        }
        assertThat(broken)
                .extracting(row -> row.dt() + row.region() + row.groups())
                .isSorted();
    }

    @ParameterizedTest
    @MethodSource("filterable")
    void whatAddsUpAddsUpOverTheValuesAndOfProfilesThereAreNoFewerThanOfAny(Metric metric) {
        List<MetricRow> broken = sliced(metric, new Slice(Map.of(), List.of(Facet.PLATFORM)), FROM, LAST);
        Map<String, Map<String, Double>> whole = values(sliced(metric, Slice.WHOLE, FROM, LAST));
        Map<String, Map<String, Double>> sums = new TreeMap<>();
        Map<String, Map<String, Double>> most = new TreeMap<>();
        broken.forEach(row -> row.values().forEach((measure, value) -> {
            if (value != null) {
                sums.computeIfAbsent(place(row), place -> new TreeMap<>()).merge(measure, value, Double::sum);
                most.computeIfAbsent(place(row), place -> new TreeMap<>()).merge(measure, value, Math::max);
            }
        }));
        if (List.of("engagement", "hourly").contains(metric.name())) {
            for (String measure : metric.additiveMeasures()) {
                sums.forEach((place, values) -> assertThat(values.get(measure))
                        .as("%s at %s", measure, place)
                        .isEqualTo(Objects.requireNonNull(whole.get(place)).get(measure)));
            }
        }
        if (List.of("dau", "wau", "mau", "mau28", "engagement", "hourly").contains(metric.name())) {
            for (String measure : List.of("value", "active_profiles", "so_far", "events")) {
                most.forEach((place, values) -> {
                    if (values.containsKey(measure)) {
                        assertThat(values.get(measure))
                                .as("%s at %s", measure, place)
                                .isLessThanOrEqualTo(
                                        Objects.requireNonNull(whole.get(place)).get(measure));
                    }
                });
            }
        }
    }

    @Test
    void profilesAndEventsAreCountedAsInJava() {
        Slice byBoth = new Slice(
                Map.of(Facet.PLATFORM, Set.of("web", Facet.UNKNOWN)), List.of(Facet.PLATFORM, Facet.APP_VERSION));
        Map<String, Set<Long>> profiles = new TreeMap<>();
        Map<String, Set<Long>> week = new TreeMap<>();
        Map<String, Double> watched = new TreeMap<>();
        for (Sent event : sent) {
            if (Set.of("web", Facet.UNKNOWN).contains(event.facet())) {
                for (String region : List.of("*", event.region())) {
                    String rest = " " + region + " [" + event.facet() + ", " + event.version() + "]";
                    if (!event.dt().isBefore(FROM)) {
                        profiles.computeIfAbsent(event.dt() + rest, place -> new HashSet<>())
                                .add(event.profile());
                        watched.merge(event.dt() + rest, (double) event.seconds(), Double::sum);
                    }
                    for (LocalDate dt = event.dt(); dt.isBefore(event.dt().plusDays(7)); dt = dt.plusDays(1)) {
                        if (!dt.isBefore(FROM) && !dt.isAfter(LAST)) {
                            week.computeIfAbsent(dt + rest, place -> new HashSet<>())
                                    .add(event.profile());
                        }
                    }
                }
            }
        }
        assertThat(single(sliced(metric("dau"), byBoth, FROM, LAST), "value")).isEqualTo(sizes(profiles));
        assertThat(single(sliced(metric("wau"), byBoth, FROM, LAST), "value")).isEqualTo(sizes(week));
        assertThat(single(sliced(metric("engagement"), byBoth, FROM, LAST), "total_watch_time_sec"))
                .isEqualTo(watched);
    }

    @Test
    void aSessionThatFillsDaysIsTheSameWhereverOneBeginsToAsk() {
        assertThat(values(sliced(metric("sessions"), filter("tv"), FROM, FROM)))
                .isEqualTo(values(stored(onlyTv, metric("sessions")).stream()
                        .filter(row -> row.dt().equals(FROM))
                        .toList()));
    }

    @Test
    void todayIsAnsweredFromWhatIsArchivedOfIt(@TempDir Path directory) {
        LocalDate today = FIRST.plusDays(1);
        Instant night = today.atTime(2, 30).toInstant(ZoneOffset.UTC);
        Instant noon = today.atTime(12, 0).toInstant(ZoneOffset.UTC);
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            fixture.archive(night, BronzeFixture.Event.of(1, "US", "play", "one", FIRST + "T10:00:00Z"));
            fixture.reconcile(night);
            fixture.archive(
                    noon,
                    BronzeFixture.Event.of(1, "US", "play", "two", today + "T10:00:00Z"),
                    BronzeFixture.Event.of(2, "BR", "play", "three", today + "T11:00:00Z"));
            fixture.lake().beginOpenDays(noon).refresh();
            for (String metric : List.of("dau", "lifecycle", "sessions", "hourly", "wau")) {
                List<MetricRow> rows = fixture.lake()
                        .published()
                        .figures(question(metric(metric), filter("tv"), FIRST, today), PLENTY);
                assertThat(rows)
                        .as(metric)
                        .filteredOn(row -> row.dt().equals(today))
                        .isNotEmpty()
                        .allSatisfy(row -> {
                            assertThat(row.status()).isEqualTo(DayStatus.LIVE);
                            assertThat(row.asOf()).isEqualTo(noon);
                        });
                assertThat(rows)
                        .as(metric)
                        .anySatisfy(row -> assertThat(row.status()).isEqualTo(DayStatus.PROVISIONAL));
            }
            assertThat(fixture.lake()
                            .published()
                            .figures(question(metric("lifecycle"), filter("tv"), today, today), PLENTY))
                    .filteredOn(row -> row.region().equals("*"))
                    .singleElement()
                    .satisfies(row ->
                            assertThat(row.values()).containsEntry("new", 1.0).containsEntry("returning", 1.0));
        }
    }

    /** Several regions as one: the metric of what happened in them, each profile once. */
    @Test
    void severalRegionsAreOne() {
        for (Metric metric : filterable()) {
            Slice both = new Slice(Map.of(), List.of(new EventFilter.InRegions(Set.of("US", "BR"))), List.of());
            assertThat(values(sliced(metric, both, LAST.minusDays(1), LAST)))
                    .as("there is no third region, and all together are %s", metric.name())
                    .isEqualTo(values(sliced(metric, Slice.WHOLE, LAST.minusDays(1), LAST)));
        }
        Slice one = new Slice(Map.of(), List.of(new EventFilter.InRegions(Set.of("BR"))), List.of());
        assertThat(totals(sliced(metric("dau"), one, FROM, LAST), "*"))
                .isEqualTo(totals(sliced(metric("dau"), Slice.WHOLE, FROM, LAST), "BR"));
    }

    private static Map<LocalDate, Double> totals(List<MetricRow> rows, String region) {
        Map<LocalDate, Double> values = new TreeMap<>();
        rows.stream()
                .filter(row -> row.region().equals(region))
                .forEach(row ->
                        values.put(row.dt(), Objects.requireNonNull(row.values().get("value"))));
        return values;
    }

    @Test
    void eventsAreToldApartByTheirNamesAndTheirProperties() {
        assertThat(counted(new EventFilter.Named(Set.of("play", "search"))))
                .isEqualTo(profiles(event -> Set.of("play", "search").contains(event.name())));
        assertThat(counted(new EventFilter.Property("outcome", "failed")))
                .isEqualTo(profiles(event -> Objects.equals(event.outcome(), "failed")));
        assertThat(counted(new EventFilter.Property("o'clock", "9")))
                .as("a name is a name, whatever signs it has")
                .isEqualTo(profiles(event -> event.outcome() != null
                        && event.at().atOffset(ZoneOffset.UTC).getHour() == 9));
        assertThat(counted(new EventFilter.Named(Set.of("play")), new EventFilter.Property("startup_ms", "100")))
                .isEqualTo(profiles(event -> event.outcome() != null && event.seconds() == 0));
        assertThat(sliced(
                        metric("engagement"),
                        new Slice(Map.of(), List.of(new EventFilter.Named(Set.of("play"))), List.of()),
                        LAST,
                        LAST))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.values().get("events"))
                        .isEqualTo(row.values().get("play_events")));
    }

    /** What an address says is a text to compare with, and nothing else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "') OR true --",
                "'; DROP TABLE silver.enriched_app_events; --",
                "' OR '1'='1",
                ":from",
                "$1",
                "\\' OR true --",
                "/*",
                "%",
                "\""
            })
    void aTextThatLooksLikeSqlIsAText(String text) {
        assertThat(counted(new EventFilter.Property("outcome", text))).isEmpty();
        assertThat(counted(new EventFilter.Property(text, "failed"))).isEmpty();
        assertThat(counted(new EventFilter.Named(Set.of(text)))).isEmpty();
        assertThat(counted(new EventFilter.InRegions(Set.of(text)))).isEmpty();
        assertThat(counted(new EventFilter.Property("outcome", "failed"))).isNotEmpty();
    }

    @Test
    void aFilterIsBounded() {
        assertThatThrownBy(() -> EventFilter.Property.parse("property.", "x"))
                .hasMessageContaining("names no property");
        assertThatThrownBy(() -> EventFilter.Property.parse("property." + "n".repeat(65), "x"))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> EventFilter.Property.parse("property.a", "v".repeat(257)))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> EventFilter.Property.parse("property.a", "x\u0000y"))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> EventFilter.Named.parse("play,".repeat(20) + "play"))
                .isInstanceOf(InvalidArgumentException.class);
        assertThat(EventFilter.Property.parse("property.a.b", "1,2")).isEqualTo(new EventFilter.Property("a.b", "1,2"));
        assertThat(EventFilter.Named.parse("play,stop")).isEqualTo(new EventFilter.Named(Set.of("play", "stop")));
    }

    private Map<String, Double> counted(EventFilter... filters) {
        return single(sliced(metric("dau"), new Slice(Map.of(), List.of(filters), List.of()), FROM, LAST), "value");
    }

    private Map<String, Double> profiles(Predicate<Sent> passes) {
        Map<String, Set<Long>> profiles = new TreeMap<>();
        sent.stream()
                .filter(event -> !event.dt().isBefore(FROM) && passes.test(event))
                .forEach(event -> List.of("*", event.region())
                        .forEach(region -> profiles.computeIfAbsent(
                                        event.dt() + " " + region + " []", place -> new HashSet<>())
                                .add(event.profile())));
        assertThat(profiles).isNotEmpty();
        return sizes(profiles);
    }

    @Test
    void continentsAndDevicesAreFacetsToo() {
        assertThat(values(sliced(metric("dau"), wanting(Facet.CONTINENT, "South America"), FROM, LAST)))
                .hasSize(20);
        assertThat(values(sliced(metric("dau"), wanting(Facet.DEVICE_CLASS, "big_screen"), FROM, LAST)))
                .isEqualTo(values(sliced(metric("dau"), filter("tv"), FROM, LAST)));
        assertThat(sliced(metric("dau"), filter("console"), FROM, LAST)).isEmpty();
        assertThat(sliced(
                        metric("dau"),
                        new Slice(Map.of(Facet.PLATFORM, Set.of("console")), List.of(Facet.APP_VERSION)),
                        FROM,
                        LAST))
                .isEmpty();
    }

    @Test
    void whatWouldTakeTooManyRowsIsRefusedWithTheNumber() {
        assertThatThrownBy(() -> all.lake()
                        .published()
                        .figures(
                                question(metric("dau"), new Slice(Map.of(), List.of(Facet.PLATFORM)), LAST, LAST), 100))
                .isInstanceOf(TooCostlyException.class)
                .as("62 events and more, once for each of four platforms")
                .hasMessageContaining(4
                                * sent.stream()
                                        .filter(event -> event.dt().equals(LAST))
                                        .count() + " rows");
        assertThatThrownBy(() ->
                        all.lake().published().figures(question(metric("lifecycle"), filter("tv"), LAST, LAST), 1_000))
                .isInstanceOf(TooCostlyException.class)
                .as("of all days: who is new was on none of them")
                .hasMessageContaining(sent.size() + " rows");
    }

    private static Slice filter(String platform) {
        return wanting(Facet.PLATFORM, platform);
    }

    private static Slice wanting(Facet facet, String value) {
        return new Slice(Map.of(facet, Set.of(value)), List.of());
    }

    private static Metric metric(String name) {
        return Metrics.find(name).orElseThrow();
    }

    private List<MetricRow> sliced(Metric metric, Slice slice, LocalDate from, LocalDate to) {
        if (slice.isWhole() && metric instanceof DayMetric ofDays) {
            return all.lake().published().rows(ofDays, from, to, RegionChoice.EVERY_AND_TOTAL);
        }
        return all.lake().published().figures(question(metric, slice, from, to), PLENTY);
    }

    private static MetricQuestion question(Metric metric, Slice slice, LocalDate from, LocalDate to) {
        return new MetricQuestion(
                metric.overEvents().orElseThrow().arguments(Map.of()), from, to, RegionChoice.EVERY_AND_TOTAL, slice);
    }

    private static List<MetricRow> stored(BronzeFixture fixture, Metric metric) {
        return metric instanceof DayMetric ofDays
                ? fixture.lake().published().rows(ofDays, FROM, LAST, RegionChoice.EVERY_AND_TOTAL)
                : fixture.lake()
                        .published()
                        .figures(
                                new MetricQuestion(
                                        ((ComputedMetric) metric).arguments(Map.of()),
                                        FROM,
                                        LAST,
                                        RegionChoice.EVERY_AND_TOTAL),
                                PLENTY);
    }

    private static String place(MetricRow row) {
        return Stream.of(row.dt().toString(), row.region(), row.dimension(), row.item())
                .reduce("", (one, other) -> one + "|" + other);
    }

    /** The values by place and measure, as exact as doubles are that were added up in any order; what is not known is left out. */
    private static Map<String, Map<String, Double>> values(List<MetricRow> rows) {
        Map<String, Map<String, Double>> values = new TreeMap<>();
        for (MetricRow row : rows) {
            Map<String, Double> known = new TreeMap<>();
            row.values().forEach((measure, value) -> {
                if (value != null) {
                    known.put(measure, Math.round(value * 1e9) / 1e9);
                }
            });
            assertThat(values.put(place(row), known)).as(place(row)).isNull();
        }
        return values;
    }

    private static Map<String, Double> single(List<MetricRow> rows, String measure) {
        Map<String, Double> values = new TreeMap<>();
        rows.forEach(row -> values.put(
                row.dt() + " " + row.region() + " " + row.groups(),
                Objects.requireNonNull(row.values().get(measure))));
        return values;
    }

    private static Map<String, Double> sizes(Map<String, Set<Long>> sets) {
        Map<String, Double> sizes = new TreeMap<>();
        sets.forEach((place, set) -> sizes.put(place, (double) set.size()));
        return sizes;
    }
}
