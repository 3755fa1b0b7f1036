package io.rollcall.standalone.simulation;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The hours of a UTC day by how many people of a place come in them: evenings more than mornings, and the weekend more than the
 * week, by the clocks there.
 */
final class Rhythm {
    private static final int HOURS = 24;
    private static final double WEEKEND = 1.35;
    private static final int FRIDAY_EVENING = 18;

    /** By the hour of the place; on average 1. */
    private static final double[] HOURLY = {
        0.73, 0.41, 0.26, 0.16, 0.12, 0.16, 0.31, 0.52, 0.62, 0.62, 0.67, 0.73, 0.93, 0.93, 0.83, 0.88, 1.04, 1.35,
        1.87, 2.38, 2.69, 2.59, 1.97, 1.24
    };

    private final long startMillis;
    private final double[] upTo = new double[HOURS];

    private Rhythm(long startMillis) {
        this.startMillis = startMillis;
    }

    static Rhythm of(LocalDate day, ZoneId zone) {
        Rhythm rhythm = new Rhythm(day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
        double total = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            total += weight(day.atTime(hour, 0).atZone(ZoneOffset.UTC).withZoneSameInstant(zone));
            rhythm.upTo[hour] = total;
        }
        return rhythm;
    }

    private static double weight(ZonedDateTime there) {
        DayOfWeek day = there.getDayOfWeek();
        boolean free = day == DayOfWeek.SATURDAY
                || day == DayOfWeek.SUNDAY
                || (day == DayOfWeek.FRIDAY && there.getHour() >= FRIDAY_EVENING);
        return HOURLY[there.getHour()] * (free ? WEEKEND : 1);
    }

    /** Whether people have time for it on that day, against an ordinary one: about 1. */
    double strength() {
        return upTo[HOURS - 1] / HOURS;
    }

    /** A moment of the day. */
    long moment(RandomGenerator random) {
        double point = random.nextDouble() * upTo[HOURS - 1];
        int hour = 0;
        while (upTo[hour] <= point && hour < HOURS - 1) {
            hour++;
        }
        return startMillis + TimeUnit.HOURS.toMillis(hour) + random.nextLong(TimeUnit.HOURS.toMillis(1));
    }
}
