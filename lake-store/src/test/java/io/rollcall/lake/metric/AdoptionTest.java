package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.testkit.Figure;
import io.rollcall.lake.testkit.MetricFiles;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdoptionTest {
    private static final int LOOKBACK_DAYS = 29;
    private static final LocalDate DAY = LocalDate.parse("2026-02-10");
    private static final String BY_NAME = Adoption.byEventName();
    private static final List<String> REGIONS = List.of("*", "BR", "US");

    private final Path directory;

    AdoptionTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void featuresOfADayAsWorkedOutByHand() {
        List<Figure> figures = figures(
                BY_NAME,
                DAY,
                DAY,
                names(LOOKBACK_DAYS),
                List.of(
                        Fact.of(1, "US", "search", "2026-02-10T08:00:00Z"),
                        Fact.of(1, "US", "search", "2026-02-10T09:00:00Z"),
                        Fact.of(1, "BR", "search", "2026-02-10T10:00:00Z"),
                        Fact.of(2, "US", "play", "2026-02-10T10:00:00Z"),
                        Fact.of(3, "US", "push_receipt", "2026-02-10T10:00:00Z").passive(),
                        // Before: 2 searched a week ago, 4 searched and 1 played at the window's beginning.
                        Fact.of(2, "US", "search", "2026-02-03T10:00:00Z"),
                        Fact.of(4, "US", "search", "2026-01-12T10:00:00Z"),
                        Fact.of(2, "US", "play", "2026-01-12T23:59:59Z"),
                        // Too long ago.
                        Fact.of(1, "US", "search", "2026-01-11T23:59:59Z")));

        assertThat(JourneyLines.of(figures))
                .containsExactly(
                        "2026-02-10 * play active_profiles 2.000000",
                        "2026-02-10 * play first_use 0.000000",
                        "2026-02-10 * play profiles 1.000000",
                        "2026-02-10 * play profiles_30 1.000000",
                        "2026-02-10 * play profiles_7 1.000000",
                        "2026-02-10 * play share 0.500000",
                        "2026-02-10 * play share_30 0.333333",
                        "2026-02-10 * play share_7 0.500000",
                        "2026-02-10 * search active_profiles 2.000000",
                        "2026-02-10 * search first_use 1.000000",
                        "2026-02-10 * search profiles 1.000000",
                        "2026-02-10 * search profiles_30 3.000000",
                        "2026-02-10 * search profiles_7 1.000000",
                        "2026-02-10 * search share 0.500000",
                        "2026-02-10 * search share_30 1.000000",
                        "2026-02-10 * search share_7 0.500000",
                        "2026-02-10 BR search active_profiles 1.000000",
                        "2026-02-10 BR search first_use 1.000000",
                        "2026-02-10 BR search profiles 1.000000",
                        "2026-02-10 BR search profiles_30 1.000000",
                        "2026-02-10 BR search profiles_7 1.000000",
                        "2026-02-10 BR search share 1.000000",
                        "2026-02-10 BR search share_30 1.000000",
                        "2026-02-10 BR search share_7 1.000000",
                        "2026-02-10 US play active_profiles 2.000000",
                        "2026-02-10 US play first_use 0.000000",
                        "2026-02-10 US play profiles 1.000000",
                        "2026-02-10 US play profiles_30 1.000000",
                        "2026-02-10 US play profiles_7 1.000000",
                        "2026-02-10 US play share 0.500000",
                        "2026-02-10 US play share_30 0.333333",
                        "2026-02-10 US play share_7 0.500000",
                        "2026-02-10 US search active_profiles 2.000000",
                        "2026-02-10 US search first_use 1.000000",
                        "2026-02-10 US search profiles 1.000000",
                        "2026-02-10 US search profiles_30 3.000000",
                        "2026-02-10 US search profiles_7 1.000000",
                        "2026-02-10 US search share 0.500000",
                        "2026-02-10 US search share_30 1.000000",
                        "2026-02-10 US search share_7 0.500000");
    }

    @Test
    void windowsLongerThanWhatIsLookedAtAreNotSaid() {
        List<Figure> figures = figures(
                BY_NAME,
                DAY,
                DAY,
                names(6),
                List.of(
                        Fact.of(1, "US", "play", "2026-02-10T08:00:00Z"),
                        Fact.of(1, "US", "play", "2026-02-03T08:00:00Z")));
        assertThat(JourneyLines.measure(figures, DAY, "profiles_7")).containsExactly("* play 1", "US play 1");
        assertThat(JourneyLines.measure(figures, DAY, "first_use"))
                .as("not in the 6 days before")
                .containsExactly("* play 1", "US play 1");
        assertThat(JourneyLines.measure(figures, DAY, "profiles_30")).containsExactly("* play -", "US play -");
        assertThat(JourneyLines.measure(figures, DAY, "share_30")).containsExactly("* play -", "US play -");
    }

    @Test
    void aPropertysValuesAreFeaturesOfTheirOwn() {
        List<Figure> figures = figures(
                Adoption.byProperty("search", "input.kind"),
                DAY,
                DAY,
                values(LOOKBACK_DAYS, 2),
                List.of(
                        Fact.of(1, "US", "search", "2026-02-10T08:00:00Z").with("{\"input.kind\":\"voice\"}"),
                        Fact.of(2, "US", "search", "2026-02-10T08:00:00Z").with("{\"input.kind\":\"voice\"}"),
                        Fact.of(2, "US", "search", "2026-02-10T08:00:00Z").with("{\"input.kind\":\"text\"}"),
                        Fact.of(3, "US", "search", "2026-02-10T08:00:00Z").with("{\"input\":{\"kind\":\"inner\"}}"),
                        Fact.of(3, "US", "search", "2026-02-10T08:00:00Z"),
                        Fact.of(3, "US", "play", "2026-02-10T08:00:00Z").with("{\"input.kind\":\"remote\"}"),
                        Fact.of(4, "US", "search", "2026-02-10T08:00:00Z").with("{\"input.kind\":\"zapping\"}"),
                        Fact.of(4, "US", "search", "2026-02-09T08:00:00Z").with("{\"input.kind\":\"text\"}")));
        assertThat(figures).extracting(Figure::dimension).containsOnly("value");
        assertThat(JourneyLines.measure(figures, DAY, "profiles"))
                .as("text and zapping have one each; but in the days before text had more")
                .containsExactly("* text 1", "* voice 2", "US text 1", "US voice 2");
        assertThat(JourneyLines.measure(figures, DAY, "share"))
                .as("of all active profiles")
                .containsExactly("* text 0.25", "* voice 0.5", "US text 0.25", "US voice 0.5");
        assertThat(JourneyLines.measure(figures, DAY, "profiles_7"))
                .containsExactly("* text 2", "* voice 2", "US text 2", "US voice 2");
    }

    @ParameterizedTest
    @CsvSource({"1,29", "2,29", "3,6", "4,0", "5,45"})
    void randomFeaturesAreWhatTheDefinitionSays(long seed, int lookback) {
        List<Fact> facts = random(seed);
        LocalDate to = DAY.plusDays(seed % 3);
        List<Figure> figures = figures(BY_NAME, DAY, to, names(lookback), facts);
        assertThat(JourneyLines.of(figures))
                .as("seed %d", seed)
                .isNotEmpty()
                .isEqualTo(new Counted(facts, Fact::name, lookback, Integer.MAX_VALUE).lines(DAY, to));
        requireShares(figures);
    }

    @ParameterizedTest
    @CsvSource({"11,29,20", "12,29,1", "13,6,2", "14,0,20"})
    void randomValuesAreWhatTheDefinitionSays(long seed, int lookback, int limit) {
        List<Fact> facts = random(seed);
        LocalDate to = DAY.plusDays(seed % 3);
        List<Figure> figures = figures(Adoption.byProperty("play", "it's.a"), DAY, to, values(lookback, limit), facts);
        Function<Fact, @Nullable String> value = fact -> fact.name().equals("play") ? plainValue(fact) : null;
        assertThat(JourneyLines.of(figures))
                .as("seed %d", seed)
                .isNotEmpty()
                .isEqualTo(new Counted(facts, value, lookback, limit).lines(DAY, to));
        requireShares(figures);
    }

    private static void requireShares(List<Figure> figures) {
        figures.stream()
                .filter(figure -> figure.measure().startsWith("share") && figure.value() != null)
                .forEach(figure -> assertThat(figure.value()).isBetween(0.0, 1.0));
    }

    /** Days with gaps between them, of few profiles, more than any window back. */
    private static List<Fact> random(long seed) {
        Random random = new Random(seed);
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 160; i++) {
            LocalDate dt = DAY.plusDays(3).minusDays(random.nextInt(random.nextInt(3) == 0 ? 55 : 12));
            Fact fact = Fact.of(
                    1 + random.nextInt(12),
                    random.nextInt(4) == 0 ? "BR" : "US",
                    List.of("play", "play", "search", "browse").get(random.nextInt(4)),
                    dt + "T" + (10 + random.nextInt(14)) + ":00:00Z");
            Fact valued = random.nextInt(5) == 0
                    ? fact.with("{\"other\":\"a\"}")
                    : fact.with("{\"n\":1,\"it's.a\":\"" + (char) ('a' + random.nextInt(4)) + "\"}");
            facts.add(random.nextInt(8) == 0 ? valued.passive() : valued);
        }
        return facts;
    }

    private static @Nullable String plainValue(Fact fact) {
        String json = Optional.ofNullable(fact.properties()).orElse("");
        int at = json.indexOf("\"it's.a\":\"");
        return at < 0 ? null : json.substring(json.length() - 3, json.length() - 2);
    }

    private static Map<String, String> names(int lookback) {
        return literals("event_name", lookback, 1_000);
    }

    private static Map<String, String> values(int lookback, int limit) {
        return literals("value", lookback, limit);
    }

    private static Map<String, String> literals(String dimension, int lookback, int limit) {
        return Map.of(
                "dimension", Literal.of(dimension),
                "lookback", Literal.of(lookback),
                "limit", Literal.of(limit));
    }

    private List<Figure> figures(
            String use, LocalDate from, LocalDate to, Map<String, String> literals, List<Fact> facts) {
        try (MetricFiles metricFiles = MetricFiles.of(directory, facts)) {
            return metricFiles.given("asked.feature_use", use).figures("adoption", from, to, literals);
        }
    }

    /** Adoption by definition, counted anew for every cell. */
    private record Counted(List<Fact> facts, Function<Fact, @Nullable String> feature, int lookback, int limit) {
        List<String> lines(LocalDate from, LocalDate to) {
            Set<LocalDate> counted = facts.stream().map(Fact::dt).collect(Collectors.toSet());
            return from.datesUntil(to.plusDays(1))
                    .filter(counted::contains)
                    .flatMap(dt -> REGIONS.stream().flatMap(region -> lines(dt, region)))
                    .sorted()
                    .toList();
        }

        private Stream<String> lines(LocalDate dt, String region) {
            Set<String> features = of(dt, lookback, region)
                    .flatMap(fact -> Stream.ofNullable(feature.apply(fact)))
                    .collect(Collectors.toCollection(TreeSet::new));
            return features.stream()
                    .sorted(Comparator.comparingInt(
                                    (String name) -> -users(dt, 0, region, name).size())
                            .thenComparingInt(name -> -users(dt, Math.min(29, lookback), region, name)
                                    .size())
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(limit)
                    .flatMap(name -> lines(dt, region, name));
        }

        private Stream<String> lines(LocalDate dt, String region, String name) {
            Set<Long> today = users(dt, 0, region, name);
            Set<Long> before = lookback == 0 ? Set.of() : users(dt.minusDays(1), lookback - 1, region, name);
            double first =
                    today.stream().filter(profile -> !before.contains(profile)).count();
            return Stream.of(
                    JourneyLines.of(dt, region, name, "profiles", (double) today.size()),
                    JourneyLines.of(dt, region, name, "active_profiles", (double) actives(dt, 0, region)),
                    JourneyLines.of(
                            dt, region, name, "share", JourneyLines.ratio(today.size(), actives(dt, 0, region))),
                    JourneyLines.of(dt, region, name, "profiles_7", window(dt, 6, region, name)),
                    JourneyLines.of(dt, region, name, "share_7", share(dt, 6, region, name)),
                    JourneyLines.of(dt, region, name, "profiles_30", window(dt, 29, region, name)),
                    JourneyLines.of(dt, region, name, "share_30", share(dt, 29, region, name)),
                    JourneyLines.of(dt, region, name, "first_use", first));
        }

        private @Nullable Double window(LocalDate dt, int back, String region, String name) {
            return back > lookback
                    ? null
                    : Double.valueOf(users(dt, back, region, name).size());
        }

        private @Nullable Double share(LocalDate dt, int back, String region, String name) {
            return back > lookback
                    ? null
                    : JourneyLines.ratio(users(dt, back, region, name).size(), actives(dt, back, region));
        }

        private Set<Long> users(LocalDate dt, int back, String region, String name) {
            return of(dt, back, region)
                    .filter(fact -> name.equals(feature.apply(fact)))
                    .map(Fact::profileId)
                    .collect(Collectors.toSet());
        }

        private long actives(LocalDate dt, int back, String region) {
            return of(dt, back, region).map(Fact::profileId).distinct().count();
        }

        private Stream<Fact> of(LocalDate dt, int back, String region) {
            return facts.stream()
                    .filter(Fact::active)
                    .filter(fact -> !fact.dt().isAfter(dt) && !fact.dt().isBefore(dt.minusDays(back)))
                    .filter(fact -> region.equals("*") || fact.region().equals(region));
        }
    }
}
