package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.testkit.MetricFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HourlyTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-08");
    private static final int LAST_HOUR = 23;

    @TempDir
    Path directory = Path.of("");

    @Test
    void aSmallDayWorkedByHand() {
        FigureMap hourly = figures(
                List.of(
                        play(1, "US", "2026-01-08T00:00:00Z", 60),
                        play(1, "US", "2026-01-08T00:59:59.999Z", 30),
                        play(1, "BR", "2026-01-08T02:10:00Z", 5),
                        Fact.of(2, "US", "browse", "2026-01-08T02:00:00Z"),
                        Fact.of(2, "US", "play", "2026-01-08T02:30:00Z"),
                        Fact.of(3, "US", "push_receipt", "2026-01-08T01:00:00Z").passive(),
                        Fact.of(3, "US", "browse", "2026-01-08T03:00:00Z")),
                Map.of(DAY, 4));
        assertThat(hour(hourly, "US", 0)).containsExactly(1.0, 1.0, 1.0, 2.0, 2.0, 90.0);
        assertThat(hour(hourly, "US", 1))
                .as("an event without anybody's doing is an event")
                .containsExactly(0.0, 0.0, 1.0, 1.0, 0.0, 0.0);
        assertThat(hour(hourly, "US", 2)).containsExactly(1.0, 1.0, 2.0, 2.0, 1.0, 0.0);
        assertThat(hour(hourly, "US", 3)).containsExactly(1.0, 1.0, 3.0, 1.0, 0.0, 0.0);
        assertThat(hour(hourly, "US", 4))
                .as("it has begun, and nothing has happened in it")
                .containsExactly(0.0, 0.0, 3.0, 0.0, 0.0, 0.0);
        assertThat(hour(hourly, "BR", 2)).containsExactly(1.0, 1.0, 1.0, 1.0, 1.0, 5.0);
        assertThat(hour(hourly, "*", 2))
                .as("new to Brazil, and known to the day")
                .containsExactly(2.0, 1.0, 2.0, 3.0, 2.0, 5.0);
        assertThat(hours(hourly, "US")).containsExactly("00", "01", "02", "03", "04");
        assertThat(hours(hourly, "BR")).containsExactly("00", "01", "02", "03", "04");
    }

    @Test
    void anHourThatIsAheadOfTheArchiveHasARowOnceItHasEvents() {
        List<Fact> facts = List.of(play(1, "US", "2026-01-08T05:00:00Z", 1));
        assertThat(hours(figures(facts, Map.of(DAY, 3)), "US")).last().isEqualTo("05");
        assertThat(hours(figures(facts, Map.of()), "US"))
                .as("not even the first hour had begun")
                .last()
                .isEqualTo("05");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomDaysAreCountedAsInJava(long seed) {
        List<Fact> facts = random(seed);
        figures(facts, Map.of(DAY, LAST_HOUR, DAY.plusDays(1), LAST_HOUR)).requireSame(expected(facts), "seed " + seed);
    }

    private static List<Fact> random(long seed) {
        Random random = new Random(seed);
        List<Fact> facts = new ArrayList<>();
        Instant midnight = DAY.atStartOfDay(ZoneOffset.UTC).toInstant();
        for (int event = 0; event < 300; event++) {
            Instant at = midnight.plusMillis((long) (random.nextDouble()
                    * random.nextDouble()
                    * Duration.ofDays(2).toMillis()));
            String region = List.of("BR", "US", "IN").get(random.nextInt(3));
            long profile = 1L + random.nextInt(25);
            Fact fact = random.nextBoolean()
                    ? Fact.of(profile, region, "play", at).watching(7, random.nextInt(900))
                    : Fact.of(profile, region, "browse", at);
            facts.add(random.nextInt(5) == 0 ? fact.passive() : fact);
        }
        return facts;
    }

    private static FigureMap expected(List<Fact> facts) {
        FigureMap expected = new FigureMap();
        for (LocalDate dt : List.of(DAY, DAY.plusDays(1))) {
            for (String region : List.of("*", "BR", "IN", "US")) {
                List<Fact> there = facts.stream()
                        .filter(fact -> fact.dt().equals(dt)
                                && (region.equals("*") || fact.region().equals(region)))
                        .toList();
                Set<Long> seen = new HashSet<>();
                for (int hour = 0; hour <= LAST_HOUR && !there.isEmpty(); hour++) {
                    int now = hour;
                    List<Fact> then = there.stream()
                            .filter(fact -> fact.at().atOffset(ZoneOffset.UTC).getHour() == now)
                            .toList();
                    Set<Long> active = new HashSet<>();
                    then.stream().filter(Fact::active).map(Fact::profileId).forEach(active::add);
                    int before = seen.size();
                    seen.addAll(active);
                    List<Fact> plays = then.stream()
                            .filter(fact -> fact.name().equals("play"))
                            .toList();
                    String item = "%02d".formatted(hour);
                    expected.put(dt, region, "hour", item, "hour", hour)
                            .put(dt, region, "hour", item, "active_profiles", active.size())
                            .put(dt, region, "hour", item, "new_today", seen.size() - before)
                            .put(dt, region, "hour", item, "so_far", seen.size())
                            .put(dt, region, "hour", item, "events", then.size())
                            .put(dt, region, "hour", item, "play_events", plays.size())
                            .put(
                                    dt,
                                    region,
                                    "hour",
                                    item,
                                    "total_watch_time_sec",
                                    plays.stream()
                                            .mapToInt(fact -> Objects.requireNonNull(fact.durationSec()))
                                            .sum());
                }
            }
        }
        return expected;
    }

    private static Fact play(long profile, String region, String at, int seconds) {
        return Fact.of(profile, region, "play", at).watching(7, seconds);
    }

    private FigureMap figures(List<Fact> facts, Map<LocalDate, Integer> lastHours) {
        try (MetricFiles files = MetricFiles.of(directory, facts)
                .given(
                        "asked.last_hour",
                        Relation.of(
                                List.of("dt DATE", "hour INTEGER"),
                                lastHours.entrySet().stream()
                                        .map(last -> Map.of(
                                                "dt",
                                                Literal.of(last.getKey()),
                                                "hour",
                                                last.getValue().toString()))
                                        .toList()))) {
            return FigureMap.of(files.figures("hourly", DAY, DAY.plusDays(1), Map.of()));
        }
    }

    private static List<Double> hour(FigureMap hourly, String region, int hour) {
        return Stream.of("active_profiles", "new_today", "so_far", "events", "play_events", "total_watch_time_sec")
                .map(measure -> hourly.value("2026-01-08|%s|hour|%02d|%s".formatted(region, hour, measure)))
                .toList();
    }

    private static Set<String> hours(FigureMap hourly, String region) {
        Set<String> hours = new TreeSet<>();
        hourly.values().keySet().stream()
                .map(name -> name.split("\\|", -1))
                .filter(name -> name[1].equals(region))
                .forEach(name -> hours.add(name[3]));
        return hours;
    }
}
