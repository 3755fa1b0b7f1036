package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.testkit.Figure;
import io.rollcall.lake.testkit.MetricFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathsTest {
    private static final Duration GAP = Duration.ofMinutes(30);
    private static final LocalDate DAY = LocalDate.parse("2026-01-05");

    private final Path directory;

    PathsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void pathsOfADayAsWorkedOutByHand() {
        List<Figure> figures = figures(
                new Asked("app_start", 3, 20),
                // Only the first start of a session begins a path; heartbeats are no part of it.
                Fact.of(1, "US", "login", "2026-01-05T08:00:00Z"),
                Fact.of(1, "US", "app_start", "2026-01-05T08:01:00Z"),
                Fact.of(1, "US", "heartbeat", "2026-01-05T08:02:00Z"),
                Fact.of(1, "US", "browse", "2026-01-05T08:03:00Z"),
                Fact.of(1, "US", "app_start", "2026-01-05T08:04:00Z"),
                Fact.of(1, "US", "play", "2026-01-05T08:05:00Z"),
                // Its second session: shorter than it might be.
                Fact.of(1, "US", "app_start", "2026-01-05T12:00:00Z"),
                // The session's region is that of its first event.
                Fact.of(2, "BR", "search", "2026-01-05T08:00:00Z"),
                Fact.of(2, "US", "app_start", "2026-01-05T08:00:10Z"),
                // No start, no path.
                Fact.of(3, "US", "browse", "2026-01-05T08:00:00Z"));

        assertThat(JourneyLines.of(figures))
                .containsExactly(
                        "2026-01-05 * app_start profiles 2.000000",
                        "2026-01-05 * app_start sessions 2.000000",
                        "2026-01-05 * app_start share 0.666667",
                        "2026-01-05 * app_start>browse>app_start profiles 1.000000",
                        "2026-01-05 * app_start>browse>app_start sessions 1.000000",
                        "2026-01-05 * app_start>browse>app_start share 0.333333",
                        "2026-01-05 BR app_start profiles 1.000000",
                        "2026-01-05 BR app_start sessions 1.000000",
                        "2026-01-05 BR app_start share 1.000000",
                        "2026-01-05 US app_start profiles 1.000000",
                        "2026-01-05 US app_start sessions 1.000000",
                        "2026-01-05 US app_start share 0.500000",
                        "2026-01-05 US app_start>browse>app_start profiles 1.000000",
                        "2026-01-05 US app_start>browse>app_start sessions 1.000000",
                        "2026-01-05 US app_start>browse>app_start share 0.500000");
    }

    @Test
    void heartbeatsAreLeftOutOfThePathAndKeepItsSessionGoing() {
        List<Figure> figures = figures(
                new Asked("play", 2, 20),
                Fact.of(1, "US", "play", "2026-01-05T23:20:00Z"),
                Fact.of(1, "US", "heartbeat", "2026-01-05T23:45:00Z"),
                Fact.of(1, "US", "heartbeat", "2026-01-06T00:10:00Z"),
                Fact.of(1, "US", "stop", "2026-01-06T00:30:00Z"));
        assertThat(JourneyLines.measure(figures, DAY, "sessions")).containsExactly("* play>stop 1", "US play>stop 1");
    }

    @Test
    void eventsOfOneTimeBeginWithTheStartAndGoOnByNameInWhateverOrderTheyCame() {
        List<Fact> facts = new ArrayList<>(List.of(
                Fact.of(1, "US", "search", "2026-01-05T08:00:00Z"),
                Fact.of(1, "US", "browse", "2026-01-05T08:00:00Z"),
                Fact.of(1, "BR", "heartbeat", "2026-01-05T08:00:00Z"),
                Fact.of(1, "US", "app_start", "2026-01-05T08:00:00Z"),
                Fact.of(1, "US", "stop", "2026-01-05T08:00:01Z")));
        for (int turn = 0; turn < facts.size(); turn++) {
            Collections.rotate(facts, 1);
            assertThat(JourneyLines.measure(figures(new Asked("app_start", 6, 20), DAY, DAY, facts), DAY, "sessions"))
                    .containsExactly("* app_start>browse>search>stop 1", "BR app_start>browse>search>stop 1");
        }
    }

    @Test
    void onlyTheMostFrequentPathsAreGivenAndTheirSharesAreOfAll() {
        List<Figure> figures = figures(
                new Asked("play", 2, 2),
                Fact.of(1, "US", "play", "2026-01-05T08:00:00Z"),
                Fact.of(1, "US", "stop", "2026-01-05T08:01:00Z"),
                Fact.of(2, "US", "play", "2026-01-05T08:00:00Z"),
                Fact.of(2, "US", "stop", "2026-01-05T08:01:00Z"),
                Fact.of(3, "US", "play", "2026-01-05T08:00:00Z"),
                Fact.of(3, "US", "search", "2026-01-05T08:01:00Z"),
                Fact.of(4, "US", "play", "2026-01-05T08:00:00Z"),
                Fact.of(4, "US", "browse", "2026-01-05T08:01:00Z"));
        assertThat(JourneyLines.measure(figures, DAY, "share"))
                .as("of two that are as frequent, the one whose text comes first")
                .containsExactly("* play>browse 0.25", "* play>stop 0.5", "US play>browse 0.25", "US play>stop 0.5");
    }

    @ParameterizedTest
    @CsvSource({"1,app_start,4,20", "2,app_start,4,20", "3,play,2,3", "4,browse,6,5", "5,search,3,20", "6,app_start,5,1"
    })
    void randomPathsAreWhatTheDefinitionSays(long seed, String start, int length, int limit) {
        List<Fact> facts = JourneyFacts.random(seed);
        Asked asked = new Asked(start, length, limit);
        LocalDate from = JourneyFacts.FIRST.plusDays(seed % 3);
        LocalDate to = from.plusDays(seed % 4);
        List<Figure> figures = figures(asked, from, to, facts);
        assertThat(JourneyLines.of(figures))
                .as("seed %d", seed)
                .isNotEmpty()
                .isEqualTo(expected(asked, facts, from, to));
        figures.stream()
                .filter(figure -> figure.measure().equals("share"))
                .forEach(figure -> assertThat(figure.value()).isBetween(Math.ulp(0.0), 1.0));
    }

    private static List<String> expected(Asked asked, List<Fact> facts, LocalDate from, LocalDate to) {
        List<JourneySession> sessions = JourneySession.of(facts, from, to, GAP);
        List<String> lines = new ArrayList<>();
        for (LocalDate dt : from.datesUntil(to.plusDays(1)).toList()) {
            for (String region : List.of("*", "BR", "US")) {
                lines.addAll(lines(
                        asked,
                        dt,
                        region,
                        sessions.stream()
                                .filter(session -> session.dt().equals(dt) && session.startedIn(region))
                                .collect(Collectors.groupingBy(asked::path))));
            }
        }
        return lines.stream().sorted().toList();
    }

    private static List<String> lines(
            Asked asked, LocalDate dt, String region, Map<String, List<JourneySession>> byPath) {
        byPath.remove("");
        long all = byPath.values().stream().mapToLong(List::size).sum();
        return byPath.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, List<JourneySession>>>comparingInt(
                                path -> -path.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .limit(asked.limit)
                .flatMap(path -> {
                    List<JourneySession> sessions = path.getValue();
                    long profiles = sessions.stream()
                            .mapToLong(JourneySession::profileId)
                            .distinct()
                            .count();
                    return Stream.of(
                            JourneyLines.of(dt, region, path.getKey(), "sessions", (double) sessions.size()),
                            JourneyLines.of(dt, region, path.getKey(), "profiles", (double) profiles),
                            JourneyLines.of(
                                    dt, region, path.getKey(), "share", JourneyLines.ratio(sessions.size(), all)));
                })
                .toList();
    }

    private List<Figure> figures(Asked asked, Fact... facts) {
        return figures(asked, DAY, DAY, List.of(facts));
    }

    private List<Figure> figures(Asked asked, LocalDate from, LocalDate to, List<Fact> facts) {
        try (MetricFiles metricFiles = MetricFiles.of(directory, facts)) {
            return metricFiles
                    .givenSessions(from, to, GAP)
                    .figures(
                            "paths",
                            from,
                            to,
                            Map.of(
                                    "start", Literal.of(asked.start),
                                    "length", Literal.of(asked.length),
                                    "limit", Literal.of(asked.limit)));
        }
    }

    /** A question about paths. */
    private record Asked(String start, int length, int limit) {
        /** A session's path; empty when it has none. */
        String path(JourneySession session) {
            return session.events().stream()
                    .sorted(Comparator.comparing(Fact::at)
                            .thenComparing(event -> !event.name().equals(start))
                            .thenComparing(Fact::name))
                    .map(Fact::name)
                    .filter(name -> !name.equals("heartbeat"))
                    .dropWhile(name -> !name.equals(start))
                    .limit(length)
                    .collect(Collectors.joining(">"));
        }
    }
}
