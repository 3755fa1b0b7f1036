package io.rollcall.benchmarks.fence;

import io.rollcall.event.Shards;
import io.rollcall.rollup.Counters;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Polls of one partition of eight: so many events each, ten of every profile in it, as an evening of a streaming platform has
 * them. A profile comes back every few polls, and a poll a second is taken. The same seed makes the same polls.
 */
record Workload(List<List<Event>> polls) {
    static final int PARTITIONS = 8;
    static final int PARTITION = 0;
    static final LocalDate DT = LocalDate.of(2026, 11, 22);

    private static final long SEED = 20_261_122;
    private static final Instant BEGINNING = DT.atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final int PROFILES = 12_500;
    private static final int REGIONS_USED = 20;
    private static final List<String> REGIONS = List.of(
            "US", "BR", "IN", "DE", "JP", "MX", "FR", "GB", "ES", "IT", "CA", "AR", "KR", "AU", "PL", "NL", "SE", "TR",
            "ZA", "CO");

    private static final Counters OTHER = new Counters(1, 0, 0, 0, 0);
    private static final Counters BROWSE = new Counters(1, 0, 0, 1, 0);
    private static final Counters SEARCH = new Counters(1, 0, 1, 0, 0);
    private static final Counters PLAY = new Counters(1, 1, 0, 0, 1_500);

    /** The events of a profile: app_start, browses, a search, a play, heartbeats, a stop. */
    private static final List<Counters> TEN_EVENTS =
            List.of(OTHER, BROWSE, BROWSE, BROWSE, SEARCH, PLAY, OTHER, OTHER, OTHER, OTHER);

    static Workload of(int polls, int eventsEach) {
        Random random = new Random(SEED);
        List<Long> profiles = profiles();
        int profilesEach = eventsEach / TEN_EVENTS.size();
        return new Workload(IntStream.range(0, polls)
                .mapToObj(poll -> poll(
                        poll,
                        LongStream.range(0, profilesEach)
                                .map(at -> profiles.get((int) ((poll * (long) profilesEach + at) % PROFILES)))
                                .toArray(),
                        random))
                .toList());
    }

    int events() {
        return polls.stream().mapToInt(List::size).sum();
    }

    /** The shards whose profiles are in this partition. */
    static List<Integer> shards() {
        return IntStream.range(0, Shards.COUNT)
                .filter(shard -> Shards.partitionOf(shard, PARTITIONS) == PARTITION)
                .boxed()
                .toList();
    }

    private static List<Event> poll(int number, long[] profiles, Random random) {
        List<Event> events = new ArrayList<>(profiles.length * TEN_EVENTS.size());
        for (long profile : profiles) {
            TEN_EVENTS.forEach(counters -> events.add(event(profile, counters, BEGINNING.plusSeconds(number))));
        }
        Collections.shuffle(events, random);
        return events;
    }

    private static Event event(long profile, Counters counters, Instant receivedAt) {
        return new Event(DT, region(profile), profile, Shards.shardOf(profile), counters, receivedAt);
    }

    /** A third of all people in the first region, and ever fewer in the others. */
    private static String region(long profile) {
        double share = Math.floorMod(profile * 31, 1_000L) / 1_000.0;
        return REGIONS.get((int) (share * share * share * REGIONS_USED));
    }

    private static List<Long> profiles() {
        return LongStream.iterate(1, profile -> profile + 1)
                .filter(profile -> Shards.partitionOf(Shards.shardOf(profile), PARTITIONS) == PARTITION)
                .limit(PROFILES)
                .boxed()
                .toList();
    }
}
