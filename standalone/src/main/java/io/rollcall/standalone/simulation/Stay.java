package io.rollcall.standalone.simulation;

import io.rollcall.standalone.simulation.Chance.Of;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A time in which somebody uses the service, now and then or every day. Many leave again after a few days; of all who leave, some
 * come back after weeks.
 *
 * @param ordinal 0 for the first stay
 * @param first the day of the service on which it begins; somebody comes on it
 * @param last the day on which it ends; somebody comes on it too
 */
record Stay(int ordinal, int first, int last) {
    private static final double ONLY_LOOKS = 0.3;
    private static final int LOOKS_DAYS = 3;
    private static final int LEAST_DAYS = 5;
    private static final double LONG_DAYS = 60;
    private static final double GONE_FOR_GOOD = 0.45;
    private static final int LEAST_AWAY_DAYS = 7;
    private static final double AWAY_DAYS = 14;

    /** The stay of a person that a day falls into; empty when the person is away, or gone. */
    static Optional<Stay> at(int day, Person person) {
        SplittableRandom random = person.chance(Of.STAYS);
        Stay stay = new Stay(0, person.joined(), person.joined() + days(person, random) - 1);
        while (stay.last < day) {
            if (random.nextDouble() < GONE_FOR_GOOD) {
                return Optional.empty();
            }
            int back = stay.last + LEAST_AWAY_DAYS + exponential(AWAY_DAYS, random);
            stay = new Stay(stay.ordinal + 1, back, back + days(person, random) - 1);
        }
        return stay.first <= day ? Optional.of(stay) : Optional.empty();
    }

    private static int days(Person person, SplittableRandom random) {
        return random.nextDouble() < ONLY_LOOKS
                ? random.nextInt(1, LOOKS_DAYS + 1)
                : LEAST_DAYS + exponential(LONG_DAYS * person.habit(), random);
    }

    private static int exponential(double mean, SplittableRandom random) {
        return (int) (-mean * Math.log(1 - random.nextDouble()));
    }

    /** Whether the person comes on that day of the stay. */
    boolean brings(Person person, int day, double strength) {
        return day == first || day == last || person.chance(Of.COMING, day).nextDouble() < person.habit() * strength;
    }
}
