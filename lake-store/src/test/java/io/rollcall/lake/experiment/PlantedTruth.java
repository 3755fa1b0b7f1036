package io.rollcall.lake.experiment;

import io.rollcall.lake.testkit.Fact;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.LongStream;

/**
 * Events with a known truth: who does what is drawn from a seed, how many do it is given. So whoever works out a figure from
 * these events has to find exactly what was planted. Every part has profiles of its own.
 */
final class PlantedTruth {
    private static final List<String> REGIONS = List.of("US", "BR");
    private static final Duration HEARTBEAT = Duration.ofMinutes(25);

    private final Random random;
    private final List<Fact> facts = new ArrayList<>();
    private long lastProfile;

    PlantedTruth(long seed) {
        this.random = new Random(seed);
    }

    /** What was planted so far, in no order that means anything. */
    List<Fact> facts() {
        List<Fact> shuffled = new ArrayList<>(facts);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /**
     * A cohort that begins on a day and comes back.
     *
     * @param activeAgain by number of days, how many profiles of the cohort are active so many days later
     */
    PlantedTruth retention(LocalDate cohort, int profiles, SortedMap<Integer, Integer> activeAgain) {
        List<Long> members = profiles(profiles);
        members.forEach(profile -> add(profile, "login", anyTime(cohort)));
        activeAgain.forEach((days, count) -> {
            Collections.shuffle(members, random);
            members.subList(0, count).forEach(profile -> add(profile, "login", anyTime(cohort.plusDays(days))));
            // Who only got a message was not active.
            members.subList(count, members.size())
                    .forEach(profile ->
                            facts.add(Fact.of(profile, region(profile), "push_receipt", anyTime(cohort.plusDays(days)))
                                    .passive()));
        });
        return this;
    }

    /**
     * A funnel of a day: everybody starts, some browse 20 s later, some of those play 100 s after the start. Who does not browse
     * plays before starting, which is no step.
     */
    PlantedTruth funnel(LocalDate dt, int started, int browsed, int played) {
        List<Long> members = profiles(started);
        Collections.shuffle(members, random);
        for (int i = 0; i < members.size(); i++) {
            long profile = members.get(i);
            Instant start = at(dt, LocalTime.of(8, 0)).plusSeconds(random.nextInt(36_000));
            add(profile, "app_start", start);
            if (i < browsed) {
                add(profile, "search", start.plusSeconds(10));
                add(profile, "browse", start.plusSeconds(20));
            } else {
                add(profile, "play", start.minusSeconds(30));
            }
            if (i < played) {
                add(profile, "play", start.plusSeconds(100));
            }
        }
        return this;
    }

    /**
     * Sessions of a day, one for each profile.
     *
     * @param lengths how many sessions of each length; an hour has heartbeats, so that it is one session
     */
    PlantedTruth sessions(LocalDate dt, Map<Duration, Integer> lengths) {
        lengths.forEach((length, count) -> profiles(count).forEach(profile -> {
            Instant start = at(dt, LocalTime.of(6, 0)).plusSeconds(random.nextInt(36_000));
            Instant end = start.plus(length);
            for (Instant beat = start; beat.isBefore(end); beat = beat.plus(HEARTBEAT)) {
                add(profile, "heartbeat", beat);
            }
            add(profile, "stop", end);
        }));
        return this;
    }

    /**
     * An experiment whose treatment makes every profile play so many times more. Profiles come in pairs that play alike, before
     * and after; of each one gets the treatment: the difference of the means is the effect, and nothing else.
     */
    PlantedTruth experiment(String key, LocalDate dt, int pairs, int effect) {
        for (int pair = 0; pair < pairs; pair++) {
            List<Long> alike = profiles(2);
            Collections.shuffle(alike, random);
            int before = random.nextInt(4);
            int after = before + random.nextInt(3);
            expose(alike.get(0), key, "control", dt);
            expose(alike.get(1), key, "treatment", dt);
            for (long profile : alike) {
                play(profile, dt.minusDays(1 + random.nextInt(28)), before);
                play(profile, dt.plusDays(random.nextInt(7)), after);
            }
            play(alike.get(1), dt.plusDays(random.nextInt(7)), effect);
        }
        return this;
    }

    /**
     * Experiments without an effect, over the same profiles: each of them draws anew who gets the treatment.
     *
     * @param profiles an even number
     */
    PlantedTruth nullExperiments(List<String> keys, LocalDate dt, int profiles) {
        List<Long> members = profiles(profiles);
        for (long profile : members) {
            int before = random.nextInt(5);
            play(profile, dt.minusDays(1 + random.nextInt(28)), before);
            play(profile, dt.plusDays(random.nextInt(7)), before + random.nextInt(4));
        }
        for (String key : keys) {
            Collections.shuffle(members, random);
            for (int i = 0; i < profiles; i++) {
                expose(members.get(i), key, i % 2 == 0 ? "control" : "treatment", dt);
            }
        }
        return this;
    }

    /** Says that a profile saw a variant. */
    static Fact exposure(long profile, Instant at, String experiment, String variant) {
        return Fact.of(profile, region(profile), "experiment_exposure", at)
                .with("{\"experiment\":\"" + experiment + "\",\"variant\":\"" + variant + "\"}")
                .passive();
    }

    private void expose(long profile, String key, String variant, LocalDate dt) {
        // Before everything else that it does on that day.
        facts.add(exposure(profile, anyTime(dt).truncatedTo(ChronoUnit.DAYS), key, variant));
    }

    private void play(long profile, LocalDate dt, int times) {
        for (int time = 0; time < times; time++) {
            facts.add(Fact.of(profile, region(profile), "play", anyTime(dt)).watching(7, 60));
        }
    }

    private void add(long profile, String name, Instant at) {
        facts.add(Fact.of(profile, region(profile), name, at));
    }

    private List<Long> profiles(int count) {
        List<Long> profiles = new ArrayList<>(LongStream.rangeClosed(lastProfile + 1, lastProfile + count)
                .boxed()
                .toList());
        lastProfile += count;
        return profiles;
    }

    private static String region(long profile) {
        return REGIONS.get(Math.toIntExact(profile % REGIONS.size()));
    }

    private Instant anyTime(LocalDate dt) {
        return at(dt, LocalTime.MIN).plusSeconds(random.nextInt(86_400));
    }

    private static Instant at(LocalDate dt, LocalTime time) {
        return dt.atTime(time).toInstant(ZoneOffset.UTC);
    }
}
