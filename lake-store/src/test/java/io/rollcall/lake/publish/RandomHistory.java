package io.rollcall.lake.publish;

import io.rollcall.lake.testkit.BronzeFixture.Event;
import io.rollcall.lake.testkit.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Four days of a few profiles within eleven: with days on which nobody comes, one of them a week before a day with plays, a device
 * that does not pause for days, subscriptions that come and go, an experiment, several events of one time, plays of titles that
 * have a runtime and of one that has none, events that come a night later, and a day before all of them.
 *
 * @param inTime what came while the days could still change
 * @param late what came when all of them were final: for days that have events, for a quiet one, and for one before all of them
 * @param erased what a profile did that is erased later: on days that others have events of, and on a quiet one
 */
record RandomHistory(List<Event> inTime, List<Event> late, List<Event> erased) {
    static final LocalDate FIRST = LocalDate.parse("2024-03-24");
    static final LocalDate LAST = FIRST.plusDays(10);

    /** The quiet day that the last day has a week before it. */
    static final LocalDate QUIET = LAST.minusDays(7);

    static final String EXPERIMENT = "row";

    /** The profile that is erased. */
    static final long GHOST = 424_242;

    private static final List<Integer> DAYS = List.of(0, 1, 2, 10);
    private static final int BEFORE = 4;
    private static final int PROFILES = 9;
    private static final List<String> REGIONS = List.of("US", "US", "BR");
    private static final List<String> NAMES =
            List.of("app_start", "browse", "play", "play", "search", "heartbeat", "stop", "push_receipt");
    private static final List<String> KINDS = List.of("start", "upgrade", "downgrade", "cancel", "reactivate");

    static RandomHistory of(long seed) {
        Random random = new Random(seed);
        List<Event> inTime = new ArrayList<>();
        for (int day : DAYS) {
            inTime.addAll(day(random, FIRST.plusDays(day), 14, "in-time"));
        }
        inTime.addAll(restless(random, PROFILES + 1, FIRST));
        List<Event> late = new ArrayList<>();
        late.addAll(day(random, FIRST.plusDays(1L + random.nextInt(2)), 4, "late"));
        late.addAll(day(random, QUIET, 2, "late"));
        late.addAll(day(random, FIRST.minusDays(BEFORE), 3, "late"));
        return new RandomHistory(List.copyOf(inTime), List.copyOf(late), ghost(random));
    }

    private static List<Event> day(Random random, LocalDate dt, int visits, String when) {
        List<Event> events = new ArrayList<>();
        for (int visit = 0; visit < visits; visit++) {
            long profile = 1L + random.nextInt(PROFILES);
            String region = REGIONS.get(random.nextInt(REGIONS.size()));
            // Half of the visits are late in the evening: they go on past midnight, on a day that has other events.
            LocalTime begin = random.nextBoolean()
                    ? LocalTime.of(23, 20 + random.nextInt(40))
                    : LocalTime.of(random.nextInt(22), random.nextInt(60));
            Instant at = dt.atTime(begin).toInstant(ZoneOffset.UTC);
            for (int step = 0; step < 4; step++) {
                if (LocalDate.ofInstant(at, ZoneOffset.UTC).equals(dt)) {
                    events.add(event(random, profile, region, at, when));
                    if (random.nextInt(3) == 0) {
                        events.addAll(atOneTime(random, profile, at, when));
                    }
                }
                at = at.plusSeconds(60 + random.nextInt(1_900));
            }
        }
        return events;
    }

    /** Two visits of one day in a region that nobody else comes from, one of the next day, and one of the quiet day. */
    private static List<Event> ghost(Random random) {
        return Stream.of(FIRST, FIRST, FIRST.plusDays(1), QUIET)
                .map(dt -> dt.atTime(random.nextInt(24), random.nextInt(60)).toInstant(ZoneOffset.UTC))
                .flatMap(at -> Stream.of(
                        event(random, GHOST, "AR", at, "erased"), exposure(random, GHOST, "US", at, "erased")))
                .toList();
    }

    /** What a client with a coarse clock sends: none of it says what came first, and some of it in the region that it was in before. */
    private static List<Event> atOneTime(Random random, long profile, Instant at, String when) {
        return List.of(
                action("browse", random, profile, at, when),
                action("app_start", random, profile, at, when),
                action("play", random, profile, at, when).saying("{\"outcome\":\"started\",\"cdn\":\"a\"}"),
                action("stop", random, profile, at, when).saying("{\"error_code\":\"E1\"}"),
                action("play", random, profile, at, when + "-again").saying("{\"outcome\":\"started\",\"cdn\":\"b\"}"));
    }

    private static Event action(String name, Random random, long profile, Instant at, String when) {
        return event(name, profile, REGIONS.get(random.nextInt(REGIONS.size())), at, true, "at-once-" + when);
    }

    /** A device that is on for more than two days, with pauses that do not divide a day. */
    private static List<Event> restless(Random random, long profile, LocalDate dt) {
        List<Event> events = new ArrayList<>();
        Instant at = dt.atTime(20, random.nextInt(60)).toInstant(ZoneOffset.UTC);
        Instant end = at.plus(Duration.ofHours(50));
        while (at.isBefore(end)) {
            events.add(event("heartbeat", profile, "US", at, true, "in-time"));
            at = at.plusSeconds(900 + random.nextInt(850));
        }
        return events;
    }

    private static Event event(Random random, long profile, String region, Instant at, String when) {
        if (random.nextInt(8) == 0) {
            return event("subscription_change", profile, region, at, true, when)
                    .saying("{\"kind\":\"" + KINDS.get(random.nextInt(KINDS.size())) + "\",\"price\":"
                            + (499 + 100 * random.nextInt(5)) + ",\"currency\":\""
                            + (at.getEpochSecond() % 3 == 0 ? "EUR" : "USD") + "\"}");
        }
        if (random.nextInt(10) == 0) {
            return exposure(random, profile, region, at, when);
        }
        String name = NAMES.get(random.nextInt(NAMES.size()));
        Event event = event(name, profile, region, at, !name.equals("push_receipt"), when);
        return name.equals("play")
                ? event.watching(1L + random.nextInt(3), 60 + random.nextInt(4_000))
                        .saying("{\"outcome\":\"started\",\"startup_ms\":" + random.nextInt(3_000) + ",\"rebuffer_ms\":"
                                + random.nextInt(3_000) + "}")
                : event;
    }

    /** Most profiles see one variant only. */
    private static Event exposure(Random random, long profile, String region, Instant at, String when) {
        boolean control = random.nextInt(8) == 0 || profile % 2 == 0;
        return event("experiment_exposure", profile, region, at, false, when)
                .saying("{\"experiment\":\"" + EXPERIMENT + "\",\"variant\":\"" + (control ? "control" : "treatment")
                        + "\"}");
    }

    /** Some profiles share an account, some have none. */
    private static Event event(String name, long profile, String region, Instant at, boolean active, String when) {
        Event event = new Event(
                profile,
                region,
                name,
                when + "-" + name + "-" + profile + "-" + at.toEpochMilli(),
                at,
                active,
                0,
                null,
                Math.toIntExact(profile % Events.LOG.partitions()));
        return profile % 3 == 0 ? event : event.ofAccount(100 + profile / 2);
    }

    /** When every window that begins on one of the days is over. */
    Instant settled() {
        return nightAfter(LAST.plusDays(100));
    }

    static Instant nightAfter(LocalDate dt) {
        return dt.plusDays(1).atTime(2, 30).toInstant(ZoneOffset.UTC);
    }

    SortedMap<LocalDate, List<Event>> byDay() {
        SortedMap<LocalDate, List<Event>> days = new TreeMap<>();
        inTime.forEach(event ->
                days.computeIfAbsent(event.dt(), any -> new ArrayList<>()).add(event));
        return days;
    }

    /** By the day whose night they were archived in: every seventh event came a night later than the others, if there is one. */
    SortedMap<LocalDate, List<Event>> byNight() {
        NavigableMap<LocalDate, List<Event>> nights = new TreeMap<>(byDay());
        nights.replaceAll((night, events) -> new ArrayList<>());
        for (int i = 0; i < inTime.size(); i++) {
            Event event = inTime.get(i);
            LocalDate next = nights.higherKey(event.dt());
            LocalDate night = i % 7 == 0 && next != null ? next : event.dt();
            nights.getOrDefault(night, new ArrayList<>()).add(event);
        }
        return nights;
    }

    /** What is known of titles in the end. */
    Path titles(Path directory) throws IOException {
        return titles(directory, "1,One,movie,drama,3600\n2,Two,movie,drama,1800\n");
    }

    /** What is known of them at first: a runtime is missing, and one is wrong. */
    Path earlierTitles(Path directory) throws IOException {
        return titles(directory, "1,One,movie,drama,\n2,Two,movie,drama,900\n");
    }

    private static Path titles(Path directory, String rows) throws IOException {
        return Files.writeString(directory.resolve("titles.csv"), "title_id,name,kind,genre,runtime_sec\n" + rows);
    }
}
