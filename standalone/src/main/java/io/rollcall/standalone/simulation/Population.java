package io.rollcall.standalone.simulation;

import io.rollcall.event.Platform;
import io.rollcall.standalone.simulation.Chance.Of;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The people who have joined the service, many on its first days and then some every day. Nobody is stored: a person follows
 * from the seed and a number. Platforms are in proportion to a streaming service's viewing.
 */
final class Population {
    private static final double JOINING = 0.045;
    private static final double OPENING = 6;
    private static final double OPENING_DAYS = 3;
    private static final double GROWTH = 0.8;
    private static final double GROWING_DAYS = 60;
    private static final double WEEKEND = 1.4;
    private static final double LEAST_HABIT = 0.1;
    private static final double WRONG_CLOCK = 0.03;
    private static final int SLOWEST_UPDATE_DAYS = 30;

    private static final Shares<Platform> PLATFORMS = new Shares<Platform>()
            .with(Platform.TV, 48)
            .with(Platform.MOBILE, 30)
            .with(Platform.WEB, 14)
            .with(Platform.CONSOLE, 7)
            .with(Platform.OTHER, 1);

    private final long seed;
    private final int profiles;
    private final LocalDate opened;

    /**
     * @param profiles about so many come on a day two months after the opening
     */
    Population(long seed, int profiles, LocalDate opened) {
        if (profiles < 1) {
            throw new IllegalArgumentException("a demo needs somebody: rollcall.demo.profiles is " + profiles);
        }
        this.seed = seed;
        this.profiles = profiles;
        this.opened = opened;
    }

    /** Everybody who has joined by the end of a day of the service. */
    Stream<Person> joinedBy(int day) {
        int[] before = new int[Math.max(day, -1) + 2];
        for (int joined = 0; joined <= day; joined++) {
            before[joined + 1] = before[joined] + joining(joined);
        }
        return IntStream.rangeClosed(0, day).boxed().flatMap(joined -> {
            Shares<Market> markets = Market.ofThoseWhoJoin(joined);
            return IntStream.range(before[joined], before[joined + 1])
                    .mapToObj(number -> person(number, joined, markets));
        });
    }

    private int joining(int day) {
        DayOfWeek weekday = opened.plusDays(day).getDayOfWeek();
        double free = weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY ? WEEKEND : 1;
        double opening = 1 + OPENING * Math.exp(-day / OPENING_DAYS);
        double grown = 1 + GROWTH * Math.min(1, day / GROWING_DAYS);
        return (int) Math.ceil(profiles * JOINING * free * opening * grown);
    }

    private Person person(int number, int joined, Shares<Market> markets) {
        SplittableRandom traits = Chance.of(seed, Of.TRAITS, number);
        double habit = traits.nextDouble();
        Person person = new Person(
                seed,
                number,
                joined,
                markets.pick(Chance.of(seed, Of.HOUSEHOLD, number / 2)),
                PLATFORMS.pick(traits),
                LEAST_HABIT + (1 - LEAST_HABIT) * habit * habit,
                traits.nextInt(SLOWEST_UPDATE_DAYS),
                traits.nextDouble() < WRONG_CLOCK ? skewMillis(traits) : 0);
        return person;
    }

    private static long skewMillis(SplittableRandom traits) {
        return traits.nextLong(-TimeUnit.HOURS.toMillis(5), TimeUnit.HOURS.toMillis(5));
    }
}
