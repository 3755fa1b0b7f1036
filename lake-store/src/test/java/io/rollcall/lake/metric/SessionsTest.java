package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.testkit.Figure;
import io.rollcall.lake.testkit.MetricFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {
    private static final Duration GAP = Duration.ofMinutes(30);
    private static final LocalDate DAY = LocalDate.parse("2026-01-05");

    private final Path directory;

    SessionsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void sessionsOfADayAsWorkedOutByHand() {
        List<Figure> figures = figures(
                DAY,
                DAY,
                // Two minutes, then ten after a pause: two sessions.
                Fact.of(1, "US", "app_start", "2026-01-05T08:00:00Z"),
                Fact.of(1, "US", "browse", "2026-01-05T08:02:00Z"),
                Fact.of(1, "US", "play", "2026-01-05T09:00:00Z"),
                Fact.of(1, "BR", "stop", "2026-01-05T09:10:00Z"),
                // An event by itself.
                Fact.of(2, "US", "login", "2026-01-05T10:00:00Z"),
                // Half a minute.
                Fact.of(3, "BR", "login", "2026-01-05T11:00:00Z"),
                Fact.of(3, "BR", "browse", "2026-01-05T11:00:30Z"));

        assertThat(JourneyLines.of(figures))
                .containsExactly(
                        "2026-01-05 *  duration_mean_sec 250.000000",
                        "2026-01-05 *  duration_p50_sec 120.000000",
                        "2026-01-05 *  duration_p95_sec 552.000000",
                        "2026-01-05 *  profiles 3.000000",
                        "2026-01-05 *  sessions 4.000000",
                        "2026-01-05 *  sessions_per_profile 1.333333",
                        "2026-01-05 *  zero_length_sessions 1.000000",
                        "2026-01-05 BR  duration_mean_sec 30.000000",
                        "2026-01-05 BR  duration_p50_sec 30.000000",
                        "2026-01-05 BR  duration_p95_sec 30.000000",
                        "2026-01-05 BR  profiles 1.000000",
                        "2026-01-05 BR  sessions 1.000000",
                        "2026-01-05 BR  sessions_per_profile 1.000000",
                        "2026-01-05 BR  zero_length_sessions 0.000000",
                        "2026-01-05 US  duration_mean_sec 360.000000",
                        "2026-01-05 US  duration_p50_sec 360.000000",
                        "2026-01-05 US  duration_p95_sec 576.000000",
                        "2026-01-05 US  profiles 2.000000",
                        "2026-01-05 US  sessions 3.000000",
                        "2026-01-05 US  sessions_per_profile 1.500000",
                        "2026-01-05 US  zero_length_sessions 1.000000");
    }

    @Test
    void aPauseOfHalfAnHourGoesOnAndAMillisecondMoreDoesNot() {
        List<Figure> figures = figures(
                DAY,
                DAY,
                Fact.of(1, "US", "play", "2026-01-05T08:00:00Z"),
                Fact.of(1, "US", "play", "2026-01-05T08:30:00Z"),
                Fact.of(2, "BR", "play", "2026-01-05T08:00:00Z"),
                Fact.of(2, "BR", "play", "2026-01-05T08:30:00.001Z"));

        assertThat(JourneyLines.measure(figures, DAY, "sessions")).containsExactly("* 3", "BR 2", "US 1");
        assertThat(JourneyLines.measure(figures, DAY, "duration_mean_sec"))
                .as("nothing lasts in BR")
                .containsExactly("* 1800", "BR -", "US 1800");
    }

    @Test
    void aSessionGoesOnAcrossMidnightAndBelongsToTheDayOnWhichItStarted() {
        Fact[] facts = {
            Fact.of(1, "US", "play", "2026-01-05T23:30:00Z"),
            Fact.of(1, "US", "stop", "2026-01-06T00:00:00Z"),
            Fact.of(1, "BR", "browse", "2026-01-06T00:20:00Z"),
            Fact.of(1, "BR", "browse", "2026-01-06T12:00:00Z")
        };
        assertThat(JourneyLines.measure(figures(DAY, DAY, facts), DAY, "duration_mean_sec"))
                .as("asked for its day alone")
                .containsExactly("* 3000", "US 3000");
        LocalDate next = DAY.plusDays(1);
        assertThat(JourneyLines.measure(figures(next, next, facts), next, "sessions"))
                .as("asked for the day after alone")
                .containsExactly("* 1", "BR 1");
        List<Figure> both = figures(DAY, next, facts);
        assertThat(JourneyLines.measure(both, DAY, "duration_mean_sec")).containsExactly("* 3000", "US 3000");
        assertThat(JourneyLines.measure(both, next, "sessions")).containsExactly("* 1", "BR 1");
    }

    @Test
    void twoHoursOfHeartbeatsAreOneSessionAcrossDevices() {
        List<Fact> film = new ArrayList<>();
        Instant start = Instant.parse("2026-01-05T23:00:00Z");
        for (int minute = 0; minute <= 120; minute++) {
            film.add(Fact.of(1, "US", minute == 0 ? "play" : "heartbeat", start.plus(Duration.ofMinutes(minute)))
                    .on(minute < 60 ? "tv" : "mobile", "1.0"));
        }
        List<Figure> figures = figures(DAY, DAY.plusDays(1), film.toArray(Fact[]::new));
        assertThat(JourneyLines.measure(figures, DAY, "sessions")).containsExactly("* 1", "US 1");
        assertThat(JourneyLines.measure(figures, DAY, "duration_p50_sec")).containsExactly("* 7200", "US 7200");
        assertThat(JourneyLines.measure(figures, DAY.plusDays(1), "sessions")).isEmpty();
    }

    @Test
    void whatIsNoActivityKeepsNoSessionGoing() {
        List<Figure> figures = figures(
                DAY,
                DAY,
                Fact.of(1, "US", "play", "2026-01-05T08:00:00Z"),
                Fact.of(1, "US", "push_receipt", "2026-01-05T08:20:00Z").passive(),
                Fact.of(1, "US", "play", "2026-01-05T08:40:00Z"),
                Fact.of(2, "BR", "push_receipt", "2026-01-05T08:20:00Z").passive());
        assertThat(JourneyLines.measure(figures, DAY, "sessions")).containsExactly("* 2", "US 2");
    }

    @Test
    void whoNeverPausesBeginsANewSessionEveryDay() {
        Instant start = Instant.parse("2026-01-05T10:00:00Z");
        Fact[] facts = IntStream.rangeClosed(0, 50)
                .mapToObj(i -> Fact.of(1, i < 48 ? "US" : "BR", "heartbeat", start.plus(GAP.multipliedBy(i))))
                .toArray(Fact[]::new);
        List<Figure> figures = figures(DAY, DAY.plusDays(1), facts);
        assertThat(JourneyLines.measure(figures, DAY, "duration_mean_sec"))
                .as("up to the last event before 24 hours are over")
                .containsExactly("* 84600", "US 84600");
        assertThat(JourneyLines.measure(figures, DAY.plusDays(1), "duration_mean_sec"))
                .containsExactly("* 3600", "BR 3600");
    }

    @Test
    void whoNeverPausesIsCutByTheirOwnEventsHoweverLongAgoTheyBegan() {
        Instant start = Instant.parse("2026-01-03T18:00:00Z");
        Fact[] facts = IntStream.rangeClosed(0, 124)
                .mapToObj(i -> Fact.of(
                        1, "US", "heartbeat", start.plus(Duration.ofMinutes(29).multipliedBy(i))))
                .toArray(Fact[]::new);
        assertThat(JourneyLines.measure(figures(DAY, DAY, facts), DAY, "duration_mean_sec"))
                .as("cut at 18:10 of the 4th and at 18:20 of the 5th, and gone on to 05:56 of the 6th")
                .containsExactly("* 41760", "US 41760");
    }

    @Test
    void thePauseCanBeAnother() {
        List<Fact> facts = List.of(
                Fact.of(1, "US", "play", "2026-01-05T08:00:00Z"), Fact.of(1, "US", "play", "2026-01-05T08:05:00Z"));
        assertThat(JourneyLines.measure(figures(DAY, DAY, Duration.ofMinutes(4), facts), DAY, "sessions"))
                .containsExactly("* 2", "US 2");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void randomSessionsAreWhatTheDefinitionSays(long seed) {
        List<Fact> facts = JourneyFacts.random(seed);
        for (int days = 0; days < 3; days++) {
            LocalDate from = JourneyFacts.FIRST.plusDays(2 + seed % 3);
            LocalDate to = from.plusDays(days);
            List<Figure> figures = figures(from, to, GAP, facts);
            assertThat(JourneyLines.of(figures))
                    .as("seed %d, %s to %s", seed, from, to)
                    .isNotEmpty()
                    .isEqualTo(expected(facts, from, to));
            requireSums(figures);
        }
    }

    private static List<String> expected(List<Fact> facts, LocalDate from, LocalDate to) {
        List<JourneySession> sessions = JourneySession.of(facts, from, to, GAP);
        List<String> lines = new ArrayList<>();
        for (LocalDate dt : from.datesUntil(to.plusDays(1)).toList()) {
            for (String region : List.of("*", "BR", "US")) {
                List<JourneySession> here = sessions.stream()
                        .filter(session -> session.dt().equals(dt) && session.startedIn(region))
                        .toList();
                if (!here.isEmpty()) {
                    lines.addAll(lines(dt, region, here));
                }
            }
        }
        return lines.stream().sorted().toList();
    }

    private static List<String> lines(LocalDate dt, String region, List<JourneySession> sessions) {
        List<Long> lasting = sessions.stream()
                .map(JourneySession::millis)
                .filter(millis -> millis > 0)
                .toList();
        long profiles = sessions.stream()
                .mapToLong(JourneySession::profileId)
                .distinct()
                .count();
        Double total =
                JourneyLines.ratio(lasting.stream().mapToLong(millis -> millis).sum(), lasting.size());
        return List.of(
                JourneyLines.of(dt, region, "", "sessions", (double) sessions.size()),
                JourneyLines.of(dt, region, "", "profiles", (double) profiles),
                JourneyLines.of(dt, region, "", "sessions_per_profile", JourneyLines.ratio(sessions.size(), profiles)),
                JourneyLines.of(dt, region, "", "duration_mean_sec", total == null ? null : total / 1_000),
                JourneyLines.of(dt, region, "", "duration_p50_sec", JourneyLines.percentileSec(0.5, lasting)),
                JourneyLines.of(dt, region, "", "duration_p95_sec", JourneyLines.percentileSec(0.95, lasting)),
                JourneyLines.of(dt, region, "", "zero_length_sessions", (double) (sessions.size() - lasting.size())));
    }

    /** A session has one region: they add up. Profiles do not. */
    private static void requireSums(List<Figure> figures) {
        figures.stream().map(Figure::dt).distinct().forEach(dt -> {
            assertThat(everywhere(figures, dt, "sessions")).isEqualTo(sum(figures, dt, "sessions"));
            assertThat(everywhere(figures, dt, "profiles")).isLessThanOrEqualTo(sum(figures, dt, "profiles"));
        });
    }

    private static long everywhere(List<Figure> figures, LocalDate dt, String measure) {
        return values(figures, dt, measure).getOrDefault("*", -1L);
    }

    private static long sum(List<Figure> figures, LocalDate dt, String measure) {
        return values(figures, dt, measure).entrySet().stream()
                .filter(value -> !value.getKey().equals("*"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static Map<String, Long> values(List<Figure> figures, LocalDate dt, String measure) {
        return JourneyLines.measure(figures, dt, measure).stream()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(line -> line[0], line -> Long.valueOf(line[1])));
    }

    private List<Figure> figures(LocalDate from, LocalDate to, Fact... facts) {
        return figures(from, to, GAP, Arrays.asList(facts));
    }

    private List<Figure> figures(LocalDate from, LocalDate to, Duration gap, List<Fact> facts) {
        try (MetricFiles metricFiles = MetricFiles.of(directory, facts)) {
            return metricFiles.givenSessions(from, to, gap).figures("sessions", from, to, Map.of());
        }
    }
}
