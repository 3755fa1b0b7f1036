package io.rollcall.lake.metric;

import io.rollcall.lake.testkit.Fact;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Random weeks of a few profiles: several regions on a day, days on which nobody comes, events at midnight and events that are no
 * activity.
 *
 * @param emptyDays without any event, but counted; other days without events are not counted
 */
record RandomActivity(List<Fact> facts, List<LocalDate> emptyDays) {
    static final LocalDate FIRST = LocalDate.parse("2026-01-01");

    private static final List<String> REGIONS = List.of("BR", "IN", "US");
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * Draws them.
     *
     * @param eventsADay at most
     */
    static RandomActivity draw(long seed, int days, int profiles, int eventsADay) {
        Random random = new Random(seed);
        List<Fact> facts = new ArrayList<>();
        List<LocalDate> emptyDays = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            LocalDate dt = FIRST.plusDays(day);
            int kind = random.nextInt(14);
            if (kind == 0) {
                emptyDays.add(dt);
            } else if (kind > 1 || day == 0) {
                int events = 1 + random.nextInt(eventsADay);
                for (int event = 0; event < events; event++) {
                    facts.add(fact(random, dt, 1L + random.nextInt(profiles)));
                }
            }
        }
        return new RandomActivity(facts, emptyDays);
    }

    private static Fact fact(Random random, LocalDate dt, long profile) {
        // Mostly at home, which differs from profile to profile.
        int home = Math.toIntExact(profile % REGIONS.size());
        String region = REGIONS.get(random.nextInt(3) == 0 ? random.nextInt(REGIONS.size()) : home);
        Instant at = at(random, dt);
        return switch (random.nextInt(6)) {
            case 0 -> Fact.of(profile, region, "push_receipt", at).passive();
            case 1 -> Fact.of(profile, region, "search", at);
            case 2 -> Fact.of(profile, region, "browse", at).watching(random.nextInt(4), random.nextInt(100));
            default -> Fact.of(profile, region, "play", at).watching(random.nextInt(4), random.nextInt(7_200));
        };
    }

    private static Instant at(Random random, LocalDate dt) {
        Instant midnight = dt.atStartOfDay(ZoneOffset.UTC).toInstant();
        return switch (random.nextInt(5)) {
            case 0 -> midnight;
            case 1 -> midnight.plus(DAY).minusMillis(1);
            default -> midnight.plusMillis(random.nextLong(DAY.toMillis()));
        };
    }

    /** The same where every day is counted. */
    RandomActivity whole() {
        NavigableSet<LocalDate> counted = counted();
        List<LocalDate> every = new ArrayList<>(emptyDays);
        FIRST.datesUntil(last()).filter(day -> !counted.contains(day)).forEach(every::add);
        return new RandomActivity(facts, every);
    }

    /** What lies between two days, both included. */
    RandomActivity between(LocalDate first, LocalDate last) {
        Predicate<LocalDate> inside = day -> !day.isBefore(first) && !day.isAfter(last);
        return new RandomActivity(
                facts.stream().filter(fact -> inside.test(fact.dt())).toList(),
                emptyDays.stream().filter(inside).toList());
    }

    LocalDate last() {
        return counted().last();
    }

    NavigableSet<LocalDate> counted() {
        TreeSet<LocalDate> days = new TreeSet<>(emptyDays);
        facts.forEach(fact -> days.add(fact.dt()));
        return days;
    }
}
