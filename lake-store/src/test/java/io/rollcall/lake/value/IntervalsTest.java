package io.rollcall.lake.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.Facet;
import io.rollcall.lake.metric.Interval;
import io.rollcall.lake.metric.InvalidArgumentException;
import io.rollcall.lake.metric.Metric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.metric.Slice;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.PlantedHistory;
import io.rollcall.lake.testkit.PlantedHistory.Sent;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Values of weeks, months and whole ranges, held against what the same events say in Java, and against those of their days. History
 * begins on a Thursday and ends on a Saturday.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntervalsTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final int DAYS = 45;
    private static final LocalDate LAST = FIRST.plusDays(DAYS - 1L);
    private static final long PLENTY = 100_000;

    private final PlantedHistory history = PlantedHistory.of(FIRST, DAYS, LocalDate.parse("2026-01-17"));
    private final List<Sent> sent = history.sent();
    private final BronzeFixture fixture;

    IntervalsTest(@TempDir Path directory) {
        this.fixture = new BronzeFixture(directory.resolve("lake"));
    }

    @BeforeAll
    void fill() {
        history.fill(fixture, event -> true);
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    private static LocalDate start(Interval interval, LocalDate dt, LocalDate from) {
        return switch (interval) {
            case DAY -> dt;
            case WEEK -> dt.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> dt.withDayOfMonth(1);
            case TOTAL -> from;
        };
    }

    /** What the events of each interval and region come to, by {@code dt region}. */
    private Map<String, Double> counted(
            Interval interval,
            LocalDate from,
            LocalDate to,
            Predicate<Sent> passes,
            Function<List<Sent>, Double> what) {
        Map<String, List<Sent>> byPlace = new TreeMap<>();
        for (Sent event : sent) {
            if (!event.dt().isBefore(from) && !event.dt().isAfter(to) && passes.test(event)) {
                for (String region : List.of("*", event.region())) {
                    byPlace.computeIfAbsent(
                                    start(interval, event.dt(), from) + " " + region, place -> new ArrayList<>())
                            .add(event);
                }
            }
        }
        Map<String, Double> values = new TreeMap<>();
        byPlace.forEach((place, events) -> values.put(place, what.apply(events)));
        return values;
    }

    private static double profiles(List<Sent> events) {
        return events.stream().map(Sent::profile).distinct().count();
    }

    @ParameterizedTest
    @EnumSource(value = Interval.class, names = "DAY", mode = EnumSource.Mode.EXCLUDE)
    void profilesAndWhatTheyDidAreCountedAsInJava(Interval interval) {
        LocalDate from = FIRST.plusDays(6);
        List<MetricRow> engagement = rows("engagement", interval, Slice.WHOLE, from, LAST, Map.of());
        assertThat(values(rows("dau", interval, Slice.WHOLE, from, LAST, Map.of()), "value"))
                .hasSizeGreaterThan(2)
                .isEqualTo(counted(interval, from, LAST, event -> true, IntervalsTest::profiles))
                .isEqualTo(values(engagement, "active_profiles"));
        assertThat(values(engagement, "play_events"))
                .isEqualTo(counted(interval, from, LAST, event -> true, events -> (double) events.stream()
                        .filter(event -> event.name().equals("play"))
                        .count()));
        assertThat(values(engagement, "total_watch_time_sec"))
                .isEqualTo(counted(interval, from, LAST, event -> true, events ->
                        (double) events.stream().mapToInt(Sent::seconds).sum()));
    }

    /** A filter and an interval are one after the other: the interval's metric of the events that pass. */
    @ParameterizedTest
    @EnumSource(value = Interval.class, names = "DAY", mode = EnumSource.Mode.EXCLUDE)
    void anIntervalOfSomeOfTheEventsIsCountedAsInJava(Interval interval) {
        Slice tv = new Slice(Map.of(Facet.PLATFORM, Set.of("tv")), List.of());
        assertThat(values(rows("dau", interval, tv, FIRST, LAST, Map.of()), "value"))
                .isEqualTo(
                        counted(interval, FIRST, LAST, event -> event.facet().equals("tv"), IntervalsTest::profiles));
        List<MetricRow> broken =
                rows("dau", interval, new Slice(Map.of(), List.of(Facet.PLATFORM)), FIRST, LAST, Map.of());
        assertThat(broken).extracting(MetricRow::groups).contains(List.of("tv"), List.of(Facet.UNKNOWN));
        assertThat(values(
                        broken.stream()
                                .filter(row -> row.groups().equals(List.of("tv")))
                                .toList(),
                        "value"))
                .isEqualTo(values(rows("dau", interval, tv, FIRST, LAST, Map.of()), "value"));
    }

    @Test
    void titlesAndPlaysOfAWeekAreCountedAsInJava() {
        Predicate<Sent> isPlay = event -> event.name().equals("play");
        Predicate<Sent> isStarted = event -> Objects.equals(event.outcome(), "started");
        List<MetricRow> titles = rows("titles", Interval.WEEK, Slice.WHOLE, FIRST, LAST, Map.of("limit", "100"));
        for (long title = 1; title <= 5; title++) {
            long wanted = title;
            Predicate<Sent> isOfIt = event -> event.title() == wanted;
            List<MetricRow> ofIt = titles.stream()
                    .filter(row -> row.item().equals(Long.toString(wanted)))
                    .toList();
            assertThat(values(ofIt, "unique_viewers"))
                    .isEqualTo(counted(Interval.WEEK, FIRST, LAST, isStarted.and(isOfIt), IntervalsTest::profiles));
            assertThat(rounded(values(ofIt, "hours_viewed")))
                    .isEqualTo(rounded(counted(
                            Interval.WEEK,
                            FIRST,
                            LAST,
                            isStarted.and(isOfIt),
                            events -> events.stream().mapToInt(Sent::seconds).sum() / 3600.0)));
            assertThat(ofIt)
                    .allSatisfy(row -> assertThat(row.values().get("trending")).isNull());
        }
        List<MetricRow> playback = rows("playback", Interval.MONTH, Slice.WHOLE, FIRST, LAST, Map.of("by", "none"));
        assertThat(values(playback, "attempts"))
                .isEqualTo(counted(Interval.MONTH, FIRST, LAST, isPlay, events -> (double) events.size()));
        assertThat(values(playback, "plays"))
                .isEqualTo(counted(Interval.MONTH, FIRST, LAST, isStarted, events -> (double) events.size()));
        assertThat(values(playback, "vst_p50_ms"))
                .isEqualTo(counted(
                        Interval.MONTH,
                        FIRST,
                        LAST,
                        isStarted,
                        events -> median(events.stream()
                                .mapToInt(event -> 100 + event.seconds())
                                .sorted()
                                .toArray())));
    }

    private static double median(int[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0;
    }

    /** A session of two days that begins on a Saturday is one of that week; the next week begins with none of it. */
    @Test
    void sessionsBelongToTheIntervalInWhichTheyBegan() {
        for (Interval interval : List.of(Interval.WEEK, Interval.MONTH, Interval.TOTAL)) {
            for (LocalDate from : List.of(FIRST, LocalDate.parse("2026-01-18"), LocalDate.parse("2026-01-19"))) {
                List<MetricRow> rows = rows("sessions", interval, Slice.WHOLE, from, LAST, Map.of());
                Map<String, Set<Long>> profiles = new TreeMap<>();
                Map<String, Double> sessions = new TreeMap<>();
                for (Session session : sessions()) {
                    LocalDate dt = LocalDate.ofInstant(session.begun(), ZoneOffset.UTC);
                    if (!dt.isBefore(from)) {
                        for (String region : List.of("*", session.region())) {
                            String place = start(interval, dt, from) + " " + region;
                            sessions.merge(place, 1.0, Double::sum);
                            profiles.computeIfAbsent(place, none -> new HashSet<>())
                                    .add(session.profile());
                        }
                    }
                }
                Map<String, Double> distinct = new TreeMap<>();
                profiles.forEach((place, set) -> distinct.put(place, (double) set.size()));
                assertThat(values(rows, "sessions"))
                        .as("%s from %s", interval, from)
                        .isEqualTo(sessions);
                assertThat(values(rows, "profiles"))
                        .as("%s from %s", interval, from)
                        .isEqualTo(distinct);
            }
        }
    }

    private record Session(long profile, String region, Instant begun) {}

    /** Half an hour without an event ends a session, and 24 hours do. */
    private List<Session> sessions() {
        List<Session> sessions = new ArrayList<>();
        List<Sent> ordered = sent.stream()
                .sorted(Comparator.comparing(Sent::profile)
                        .thenComparing(Sent::at)
                        .thenComparing(Sent::region)
                        .thenComparing(Sent::name))
                .toList();
        Sent before = null;
        for (Sent event : ordered) {
            boolean begins = before == null
                    || before.profile() != event.profile()
                    || Duration.between(before.at(), event.at()).compareTo(Duration.ofMinutes(30)) > 0
                    || Duration.between(sessions.get(sessions.size() - 1).begun(), event.at())
                                    .compareTo(Duration.ofHours(24))
                            >= 0;
            if (begins) {
                sessions.add(new Session(event.profile(), event.region(), event.at()));
            }
            before = event;
        }
        return sessions;
    }

    /** Who began in a week is retained in the week so many after it, on whichever of its days. */
    @ParameterizedTest
    @EnumSource(
            value = Interval.class,
            names = {"WEEK", "MONTH"})
    void cohortsOfWeeksAndMonthsAreFollowedAsInJava(Interval interval) {
        Map<Long, LocalDate> began = new TreeMap<>();
        sent.forEach(
                event -> began.merge(event.profile(), event.dt(), (one, other) -> one.isBefore(other) ? one : other));
        List<MetricRow> rows =
                rows("retention", interval, Slice.WHOLE, FIRST, LAST, Map.of("days", "1,2,3", "bracket", "1-2"));
        Set<String> known = new TreeSet<>();
        for (MetricRow row : rows) {
            if (!row.region().equals("*") || row.dimension().equals("on_or_after")) {
                continue;
            }
            Set<Long> cohort = new HashSet<>();
            began.forEach((profile, dt) -> {
                if (start(interval, dt, FIRST).equals(row.dt())) {
                    cohort.add(profile);
                }
            });
            String[] ends = row.item().split("-", -1);
            LocalDate first = later(interval, row.dt(), Integer.parseInt(ends[0]));
            LocalDate end = later(interval, row.dt(), Integer.parseInt(ends[ends.length - 1]) + 1);
            boolean isOver = !end.isAfter(LAST.plusDays(1));
            assertThat(row.values().get("cohort")).isEqualTo((double) cohort.size());
            if (isOver) {
                known.add(row.dimension() + row.item());
                Set<Long> retained = new HashSet<>();
                sent.stream()
                        .filter(event ->
                                !event.dt().isBefore(first) && event.dt().isBefore(end))
                        .filter(event -> cohort.contains(event.profile()))
                        .forEach(event -> retained.add(event.profile()));
                assertThat(row.values().get("retained"))
                        .as("%s of %s", row.item(), row.dt())
                        .isEqualTo((double) retained.size());
            } else {
                assertThat(row.values().get("retained")).isNull();
            }
            assertThat(row.complete())
                    .as("%s of %s: history begins within the first week, and with a month", row.item(), row.dt())
                    .isEqualTo(isOver && !row.dt().isBefore(FIRST));
        }
        assertThat(known).hasSize(interval == Interval.WEEK ? 4 : 0);
    }

    private static LocalDate later(Interval interval, LocalDate dt, int intervals) {
        return interval == Interval.WEEK ? dt.plusWeeks(intervals) : dt.plusMonths(intervals);
    }

    /** What moved adds up over the days; what stands is that of the last. */
    @ParameterizedTest
    @EnumSource(value = Interval.class, names = "DAY", mode = EnumSource.Mode.EXCLUDE)
    void revenueOfAnIntervalIsWhatMovedInItAndWhatStandsAtItsEnd(Interval interval) {
        LocalDate from = FIRST.plusDays(3);
        Map<LocalDate, double[]> expected = new TreeMap<>();
        Map<Long, Integer> paying = new TreeMap<>();
        for (LocalDate dt = FIRST; !dt.isAfter(LAST); dt = dt.plusDays(1)) {
            LocalDate day = dt;
            double[] values = expected.computeIfAbsent(start(interval, dt, from), none -> new double[4]);
            for (Sent event : sent) {
                Integer price = event.price();
                if (price != null && event.dt().equals(day)) {
                    double counts = day.isBefore(from) ? 0 : 1;
                    values[0] += counts * price;
                    values[1] += price == 0 ? counts * Objects.requireNonNull(paying.get(event.profile())) : 0;
                    paying.put(event.profile(), price);
                }
            }
            values[2] = paying.values().stream().filter(price -> price > 0).count();
            values[3] = paying.values().stream().mapToInt(Integer::intValue).sum();
        }
        for (Map<String, String> parameters : List.of(Map.<String, String>of(), Map.of("rates", "EUR-USD:2"))) {
            LocalDate to = parameters.isEmpty() ? LAST : from.plusDays(30);
            List<MetricRow> rows = rows("revenue", interval, Slice.WHOLE, from, to, parameters).stream()
                    .filter(row -> row.region().equals("BR") && row.item().equals("EUR"))
                    .toList();
            assertThat(rows).hasSizeGreaterThan(interval == Interval.TOTAL ? 0 : 1);
            for (MetricRow row : rows) {
                double[] values = Objects.requireNonNull(expected.get(row.dt()));
                boolean endsWithIt = parameters.isEmpty() || Boolean.TRUE.equals(row.complete());
                if (endsWithIt && !(interval == Interval.TOTAL && !parameters.isEmpty())) {
                    assertThat(row.values())
                            .containsEntry("new_mrr", values[0])
                            .containsEntry("churned_mrr", values[1])
                            .containsEntry("subscribers", values[2])
                            .containsEntry("mrr_minor", values[3]);
                }
            }
        }
        assertThat(rows("revenue", Interval.WEEK, Slice.WHOLE, from, LAST, Map.of()))
                .filteredOn(row -> row.region().equals("*"))
                .extracting(row ->
                        row.dt() + " " + row.complete() + " " + row.status().word())
                .containsExactly(
                        "2025-12-29 false final",
                        "2026-01-05 true final",
                        "2026-01-12 true final",
                        "2026-01-19 true final",
                        "2026-01-26 true final",
                        "2026-02-02 true final",
                        "2026-02-09 false provisional");
    }

    private static List<Metric> overWeeks() {
        return Metrics.all().stream()
                .filter(metric -> metric.intervals().contains(Interval.WEEK))
                .toList();
    }

    /** What happened in a week is what happened on its days; of profiles there are no fewer than on any, and no more than on all. */
    @Test
    void whatAddsUpAddsUpOverTheDaysAndOfProfilesThereAreNoFewerThanOnAny() {
        LocalDate monday = LocalDate.parse("2026-01-19");
        List<String> judged = new ArrayList<>();
        for (Metric metric : overWeeks()) {
            if (metric.name().startsWith("retention")) {
                continue;
            }
            Map<String, String> parameters = metric.name().equals("titles") ? Map.of("limit", "100") : Map.of();
            List<MetricRow> week =
                    rows(metric.name(), Interval.WEEK, Slice.WHOLE, monday, monday.plusDays(6), parameters);
            List<MetricRow> days =
                    rows(metric.name(), Interval.DAY, Slice.WHOLE, monday, monday.plusDays(6), parameters);
            assertThat(week).as(metric.name()).isNotEmpty().allSatisfy(row -> {
                assertThat(row.dt()).isEqualTo(monday);
                assertThat(row.complete()).isTrue();
                List<MetricRow> ofDays = days.stream()
                        .filter(day -> place(day).equals(place(row)))
                        .toList();
                for (String measure : row.values().keySet()) {
                    double[] daily = ofDays.stream()
                            .map(day -> day.values().get(measure))
                            .filter(Objects::nonNull)
                            .mapToDouble(Double::doubleValue)
                            .toArray();
                    double sum =
                            Stream.of(daily).flatMapToDouble(Arrays::stream).sum();
                    if (ADDED.contains(metric.name() + "." + measure)) {
                        judged.add(metric.name() + "." + measure);
                        assertThat(Math.round(1e6
                                        * Objects.requireNonNull(row.values().get(measure))))
                                .as("%s of %s", measure, place(row))
                                .isEqualTo(Math.round(1e6 * sum));
                    }
                    if (DISTINCT.contains(metric.name() + "." + measure)) {
                        judged.add(metric.name() + "." + measure);
                        assertThat(Objects.requireNonNull(row.values().get(measure)))
                                .as("%s of %s", measure, place(row))
                                .isBetween(Arrays.stream(daily).max().orElseThrow(), sum);
                    }
                }
            });
        }
        assertThat(judged).containsAll(ADDED).containsAll(DISTINCT);
    }

    private static final Set<String> ADDED = Set.of(
            "engagement.events",
            "engagement.play_events",
            "engagement.search_events",
            "engagement.browse_events",
            "engagement.total_watch_time_sec",
            "sessions.sessions",
            "sessions.zero_length_sessions",
            "titles.hours_viewed",
            "titles.starts",
            "playback.attempts",
            "playback.plays",
            "revenue.new_mrr",
            "revenue.churned_mrr");

    private static final Set<String> DISTINCT =
            Set.of("dau.value", "engagement.active_profiles", "sessions.profiles", "titles.unique_viewers");

    @Test
    void partOfAnIntervalIsNotComplete() {
        assertThat(completeness(Interval.WEEK, FIRST, LAST))
                .as("history begins on a Thursday, and ends on a Saturday")
                .containsExactly(
                        "2025-12-29 false",
                        "2026-01-05 true",
                        "2026-01-12 true",
                        "2026-01-19 true",
                        "2026-01-26 true",
                        "2026-02-02 true",
                        "2026-02-09 false");
        assertThat(completeness(Interval.WEEK, FIRST.plusDays(5), LAST.minusDays(27)))
                .as("the range begins on a Tuesday and ends on a Sunday")
                .containsExactly("2026-01-05 false", "2026-01-12 true");
        assertThat(completeness(Interval.MONTH, FIRST, LAST)).containsExactly("2026-01-01 true", "2026-02-01 false");
        assertThat(completeness(Interval.TOTAL, FIRST, LAST)).containsExactly("2026-01-01 true");
        assertThat(completeness(Interval.TOTAL, FIRST.minusDays(3), LAST)).containsExactly("2025-12-29 false");
        assertThat(completeness(Interval.TOTAL, LAST, LAST.plusDays(1))).containsExactly("2026-02-14 false");
        assertThat(completeness(Interval.DAY, LAST, LAST)).containsExactly("2026-02-14 null");
        assertThat(completeness(Interval.WEEK, LAST.plusDays(10), LAST.plusDays(20)))
                .isEmpty();
    }

    private List<String> completeness(Interval interval, LocalDate from, LocalDate to) {
        return rows("engagement", interval, Slice.WHOLE, from, to, Map.of()).stream()
                .filter(row -> row.region().equals("*"))
                .map(row -> row.dt() + " " + row.complete())
                .toList();
    }

    /** Its values are as settled as the days that they are worked out from. */
    @Test
    void anIntervalIsAsSettledAsItsDays() {
        List<MetricRow> rows = rows("dau", Interval.WEEK, Slice.WHOLE, FIRST, LAST, Map.of());
        assertThat(rows)
                .filteredOn(row -> row.dt().equals(LocalDate.parse("2026-01-19")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.status()).isEqualTo(DayStatus.FINAL));
        assertThat(rows)
                .filteredOn(row -> row.dt().equals(LocalDate.parse("2026-02-09")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.status()).isEqualTo(DayStatus.PROVISIONAL));
    }

    /** An open day counts in its week, whose row is live then, and not complete; a cohort has none before it is published. */
    @Test
    void todayIsADayOfItsWeek(@TempDir Path directory) {
        LocalDate today = LocalDate.parse("2026-01-11");
        Instant night = today.atTime(2, 30).toInstant(ZoneOffset.UTC);
        Instant noon = today.atTime(12, 0).toInstant(ZoneOffset.UTC);
        try (BronzeFixture young = new BronzeFixture(directory)) {
            young.archive(
                    night,
                    BronzeFixture.Event.of(1, "US", "play", "one", today.minusDays(1) + "T10:00:00Z")
                            .about(7));
            young.reconcile(night);
            MetricRun work = young.lake().beginMetricRun();
            work.due().forEach(work::workOut);
            young.archive(
                    noon,
                    BronzeFixture.Event.of(1, "US", "play", "two", today + "T10:00:00Z")
                            .about(7),
                    BronzeFixture.Event.of(2, "US", "play", "three", today + "T11:00:00Z"));
            young.lake().beginOpenDays(noon).refresh();
            for (String metric : List.of("dau", "engagement", "sessions", "playback", "titles")) {
                assertThat(rows(young, metric, Interval.WEEK, Slice.WHOLE, today.minusDays(6), today, Map.of()))
                        .as(metric)
                        .isNotEmpty()
                        .allSatisfy(row -> {
                            assertThat(row.dt()).isEqualTo(today.minusDays(6));
                            assertThat(row.status()).isEqualTo(DayStatus.LIVE);
                            assertThat(row.asOf()).isEqualTo(noon);
                            assertThat(row.complete()).isFalse();
                        });
            }
            assertThat(values(
                            rows(young, "dau", Interval.WEEK, Slice.WHOLE, today.minusDays(6), today, Map.of()),
                            "value"))
                    .containsOnly(Map.entry("2026-01-05 US", 2.0), Map.entry("2026-01-05 *", 2.0));
            assertThat(rows(young, "retention", Interval.WEEK, Slice.WHOLE, today.minusDays(6), today, Map.of()))
                    .isNotEmpty()
                    .allSatisfy(row -> {
                        assertThat(row.values()).containsEntry("cohort", 1.0);
                        assertThat(row.complete()).isFalse();
                    });
        }
    }

    @Test
    void whatWouldTakeTooManyRowsIsRefused() {
        assertThatThrownBy(() -> fixture.lake()
                        .published()
                        .figures(question("playback", Interval.MONTH, Slice.WHOLE, FIRST, LAST, Map.of()), 1_000))
                .isInstanceOf(TooCostlyException.class)
                .hasMessageContaining(sent.size() + " rows");
    }

    @Test
    void whatAMetricDoesNotSayOfAnIntervalIsRefused() {
        for (Metric metric : Metrics.all()) {
            for (Interval interval : Interval.values()) {
                if (!metric.intervals().contains(interval)) {
                    assertThatThrownBy(() -> question(metric.name(), interval, Slice.WHOLE, FIRST, LAST, Map.of()))
                            .isInstanceOf(InvalidArgumentException.class)
                            .hasMessageStartingWith(
                                    metric.name() + " has no interval=" + interval.word() + "; it has interval=day");
                }
            }
        }
        assertThatThrownBy(() -> question("titles", Interval.WEEK, Slice.WHOLE, FIRST, LAST, Map.of("by", "trending")))
                .hasMessageContaining("leave interval out");
        assertThatThrownBy(() ->
                        question("retention", Interval.WEEK, Slice.WHOLE, FIRST, LAST, Map.of("weighted", "true")))
                .hasMessageContaining("leave it or interval out");
    }

    private List<MetricRow> rows(
            String metric,
            Interval interval,
            Slice slice,
            LocalDate from,
            LocalDate to,
            Map<String, String> parameters) {
        return rows(fixture, metric, interval, slice, from, to, parameters);
    }

    private static List<MetricRow> rows(
            BronzeFixture lake,
            String metric,
            Interval interval,
            Slice slice,
            LocalDate from,
            LocalDate to,
            Map<String, String> parameters) {
        Optional<DayMetric> stored = Metrics.ofDays().stream()
                .filter(known -> known.name().equals(metric) && interval == Interval.DAY && slice.isWhole())
                .findFirst();
        return stored.map(known -> lake.lake().published().rows(known, from, to, RegionChoice.EVERY_AND_TOTAL))
                .orElseGet(() -> lake.lake()
                        .published()
                        .figures(question(metric, interval, slice, from, to, parameters), PLENTY));
    }

    private static MetricQuestion question(
            String name, Interval interval, Slice slice, LocalDate from, LocalDate to, Map<String, String> parameters) {
        Metric metric = Metrics.find(name).orElseThrow();
        ComputedMetric computed = metric instanceof ComputedMetric known
                ? known
                : metric.overEvents().orElseThrow();
        return new MetricQuestion(
                computed.arguments(parameters, interval), from, to, RegionChoice.EVERY_AND_TOTAL, slice);
    }

    private static String place(MetricRow row) {
        return row.region() + "|" + row.dimension() + "|" + row.item();
    }

    private static Map<String, Double> values(List<MetricRow> rows, String measure) {
        Map<String, Double> values = new TreeMap<>();
        for (MetricRow row : rows) {
            @Nullable Double value = row.values().get(measure);
            assertThat(values.put(row.dt() + " " + row.region(), Objects.requireNonNull(value)))
                    .isNull();
        }
        return values;
    }

    private static Map<String, Double> rounded(Map<String, Double> values) {
        Map<String, Double> rounded = new TreeMap<>();
        values.forEach((place, value) -> rounded.put(place, Math.round(value * 1e9) / 1e9));
        return rounded;
    }
}
