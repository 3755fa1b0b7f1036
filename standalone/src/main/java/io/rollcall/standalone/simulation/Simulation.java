package io.rollcall.standalone.simulation;

import io.rollcall.event.Platform;
import io.rollcall.standalone.simulation.Chance.Of;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * All that happens in the service, whenever it is asked for: the past and what is going on are the same people. Devices tell at
 * once; some were offline and tell hours or days later.
 */
public final class Simulation {
    private static final double COMES_AGAIN = 0.2;
    private static final double TRAVELLING = 0.01;
    private static final double ON_THE_PHONE = 0.12;
    private static final double OFFLINE = 0.005;
    private static final double OFFLINE_FOR_DAYS = 0.1;
    private static final int LONGEST_OFFLINE_DAYS = 3;

    /** A visit may have begun before the day on which the last of it is told. */
    private static final int DAYS_BEFORE = LONGEST_OFFLINE_DAYS + 1;

    private final LocalDate opened;
    private final Population population;

    /**
     * @param seed the same seed, the same people
     * @param profiles about so many come on a day two months after the opening
     * @param opened the first day of the service
     */
    public Simulation(long seed, int profiles, LocalDate opened) {
        this.opened = opened;
        this.population = new Population(seed, profiles, opened);
    }

    /**
     * What devices send after a moment and up to another; what a profile sends is in the order of time within each visit. The
     * visits are known at once, and their events when they are taken: who iterates has one visit's in memory.
     */
    public Stream<Shipment> shipments(Instant after, Instant upTo) {
        LocalDate last = date(upTo);
        LocalDate first = date(after).minusDays(DAYS_BEFORE);
        return first
                .datesUntil(last.plusDays(1))
                .flatMap(this::visits)
                .filter(visit -> mayBeTold(visit, after.toEpochMilli(), upTo.toEpochMilli()))
                .toList()
                .stream()
                .flatMap(visit -> visit.shipments().stream())
                .filter(shipment ->
                        shipment.dueMillis() > after.toEpochMilli() && shipment.dueMillis() <= upTo.toEpochMilli());
    }

    /** How many profiles are active on a day that is over, once everything is told. */
    public long activeProfiles(LocalDate day) {
        return Stream.of(day.minusDays(1), day)
                .flatMap(this::visits)
                .flatMapToLong(visit ->
                        isActiveOn(day, visit) ? LongStream.of(visit.person().profileId()) : LongStream.empty())
                .distinct()
                .count();
    }

    /** Visits begin and end with things that people do. */
    private static boolean isActiveOn(LocalDate day, Visit visit) {
        return visit.happenings().stream()
                .anyMatch(happening ->
                        date(Instant.ofEpochMilli(happening.atMillis())).equals(day)
                                && !happening.eventName().equals("experiment_exposure"));
    }

    private static boolean mayBeTold(Visit visit, long afterMillis, long upToMillis) {
        return visit.startMillis() + visit.lateMillis() <= upToMillis
                && visit.startMillis() + visit.lateMillis() + Script.LONGEST_MILLIS > afterMillis;
    }

    /** The visits that begin on a day. */
    Stream<Visit> visits(LocalDate date) {
        int day = Math.toIntExact(ChronoUnit.DAYS.between(opened, date));
        Map<ZoneId, Rhythm> rhythms = new HashMap<>();
        return population
                .joinedBy(day)
                .flatMap(person -> visits(
                        person, day, rhythms.computeIfAbsent(person.market().zone(), zone -> Rhythm.of(date, zone))));
    }

    private static Stream<Visit> visits(Person person, int day, Rhythm rhythm) {
        return Stay.at(day, person)
                .filter(stay -> stay.brings(person, day, rhythm.strength()))
                .map(stay -> IntStream.range(0, times(person, day))
                        .mapToObj(ordinal -> visit(person, stay, day, ordinal, rhythm)))
                .orElseGet(Stream::empty);
    }

    private static int times(Person person, int day) {
        return person.chance(Of.VISITS, day).nextDouble() < COMES_AGAIN ? 2 : 1;
    }

    private static Visit visit(Person person, Stay stay, int day, int ordinal, Rhythm rhythm) {
        SplittableRandom random = person.chance(Of.VISITS, day, ordinal);
        return new Visit(
                person,
                stay,
                day,
                ordinal,
                rhythm.moment(random),
                random.nextDouble() < TRAVELLING
                        ? away(person, day, random)
                        : person.market().region(),
                random.nextDouble() < ON_THE_PHONE ? Platform.MOBILE : person.platform(),
                random.nextDouble() < OFFLINE ? lateMillis(random) : 0);
    }

    private static String away(Person person, int day, SplittableRandom random) {
        Market there = Market.ALL.get(random.nextInt(Market.ALL.size()));
        return there.opens() <= day ? there.region() : person.market().region();
    }

    private static long lateMillis(SplittableRandom random) {
        return random.nextDouble() < OFFLINE_FOR_DAYS
                ? random.nextLong(TimeUnit.DAYS.toMillis(1), TimeUnit.DAYS.toMillis(LONGEST_OFFLINE_DAYS))
                : random.nextLong(TimeUnit.MINUTES.toMillis(20), TimeUnit.HOURS.toMillis(12));
    }

    private static LocalDate date(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }
}
