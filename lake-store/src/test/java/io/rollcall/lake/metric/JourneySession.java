package io.rollcall.lake.metric;

import io.rollcall.lake.testkit.Fact;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A session by definition, found by walking through a profile's events. */
record JourneySession(List<Fact> events) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /** The sessions that begin on the days from the first to the last; all that happened before is looked at. */
    static List<JourneySession> of(List<Fact> facts, LocalDate first, LocalDate last, Duration gap) {
        Map<Long, List<Fact>> byProfile = facts.stream()
                .filter(Fact::active)
                .filter(fact -> !fact.dt().isAfter(last.plusDays(1)))
                .sorted(Comparator.comparing(Fact::at).thenComparing(Fact::region))
                .collect(Collectors.groupingBy(Fact::profileId));
        return byProfile.values().stream()
                .flatMap(events -> walk(events, gap).stream())
                .filter(session ->
                        !session.dt().isBefore(first) && !session.dt().isAfter(last))
                .toList();
    }

    private static List<JourneySession> walk(List<Fact> events, Duration gap) {
        List<JourneySession> sessions = new ArrayList<>();
        List<Fact> current = new ArrayList<>();
        Instant cut = Instant.MAX;
        Instant tooLate = Instant.MIN;
        for (Fact event : events) {
            if (event.at().isAfter(tooLate) || !event.at().isBefore(cut)) {
                cut = event.at().plus(LONGEST);
                current = new ArrayList<>();
                sessions.add(new JourneySession(current));
            }
            current.add(event);
            tooLate = event.at().plus(gap);
        }
        return sessions;
    }

    long profileId() {
        return events.get(0).profileId();
    }

    LocalDate dt() {
        return events.get(0).dt();
    }

    boolean startedIn(String region) {
        return region.equals("*") || events.get(0).region().equals(region);
    }

    long millis() {
        return Duration.between(
                        events.get(0).at(), events.get(events.size() - 1).at())
                .toMillis();
    }
}
