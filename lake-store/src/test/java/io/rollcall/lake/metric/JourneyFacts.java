package io.rollcall.lake.metric;

import io.rollcall.lake.testkit.Fact;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A few profiles that wander through a few days: with events at the same time, pauses of just the gap and a millisecond more,
 * days without end, two regions, and events that are no activity.
 */
final class JourneyFacts {
    static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    static final List<String> NAMES = List.of("app_start", "browse", "play", "heartbeat", "search", "stop");

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> REGIONS = List.of("US", "US", "US", "BR");
    private static final List<Duration> PAUSES = List.of(
            Duration.ZERO,
            Duration.ofSeconds(20),
            Duration.ofMinutes(10),
            Duration.ofMinutes(25),
            Duration.ofMinutes(30),
            Duration.ofMinutes(30).plusMillis(1),
            Duration.ofHours(3),
            Duration.ofHours(11));
    private static final int PAUSES_OF_THE_RESTLESS = 5;

    private JourneyFacts() {}

    /** In no order of time: the order in which events lie on the log. */
    static List<Fact> random(long seed) {
        Random random = new Random(seed);
        List<Fact> facts = new ArrayList<>();
        for (long profile = 1; profile <= 6; profile++) {
            facts.addAll(wanderer(random, profile, 45, PAUSES.size()));
        }
        facts.addAll(wanderer(random, 7, 260, PAUSES_OF_THE_RESTLESS));
        Collections.shuffle(facts, random);
        return facts;
    }

    private static List<Fact> wanderer(Random random, long profile, int events, int pauses) {
        List<Fact> facts = new ArrayList<>();
        Instant at = BEGIN.plus(Duration.ofMinutes(random.nextInt(2 * 24 * 60)));
        for (int i = 0; i < events; i++) {
            String region = REGIONS.get(random.nextInt(REGIONS.size()));
            Fact fact = Fact.of(profile, region, NAMES.get(random.nextInt(NAMES.size())), at);
            facts.add(random.nextInt(12) == 0 ? fact.passive() : fact);
            at = at.plus(PAUSES.get(random.nextInt(pauses)));
        }
        return facts;
    }
}
