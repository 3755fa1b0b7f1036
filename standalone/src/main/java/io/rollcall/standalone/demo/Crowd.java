package io.rollcall.standalone.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The people who are here at one moment; whoever leaves is followed by somebody else. Most devices tell at once and
 * truly. Some were offline and tell minutes, hours or days later, some have a wrong clock, some people travel.
 */
final class Crowd {
    // A late shipment is a whole visit, so this share of shipments is about 2 % of events.
    private static final double OFFLINE = 0.005;
    private static final double OFFLINE_FOR_DAYS = 0.1;
    private static final double WRONG_CLOCK = 0.03;
    private static final double TRAVELLING = 0.01;
    private static final long STEP_MILLIS = TimeUnit.SECONDS.toMillis(20);

    private final Population population;
    private final RandomGenerator random;
    private final List<Visit> visits = new ArrayList<>();

    /**
     * @param size how many people are here at once
     */
    Crowd(Population population, int size, RandomGenerator random) {
        this.population = population;
        this.random = random;
        for (int visitor = 0; visitor < size; visitor++) {
            visits.add(arrival());
        }
    }

    /** Lets people do things until some device has something to send. */
    Shipment next(long nowMillis) {
        if (random.nextDouble() < OFFLINE) {
            return late(nowMillis);
        }
        while (true) {
            int place = random.nextInt(visits.size());
            Visit visit = visits.get(place);
            visit.step(nowMillis);
            if (visit.isOver()) {
                visits.set(place, arrival());
            }
            if (visit.isToBeSent()) {
                return visit.takeShipment();
            }
        }
    }

    private Visit arrival() {
        Person person = population.visitor(random);
        String region =
                random.nextDouble() < TRAVELLING ? population.visitor(random).region() : person.region();
        return new Visit(person, Step.session(random), region, clockSkewMillis(), random);
    }

    /** A whole visit that happened while the device was offline. */
    private Shipment late(long nowMillis) {
        Visit visit = arrival();
        long began = nowMillis - agoMillis();
        for (int step = 0; !visit.isOver(); step++) {
            visit.step(began + step * STEP_MILLIS);
        }
        return visit.takeShipment();
    }

    private long agoMillis() {
        return random.nextDouble() < OFFLINE_FOR_DAYS
                ? random.nextLong(TimeUnit.DAYS.toMillis(1), TimeUnit.DAYS.toMillis(5))
                : random.nextLong(TimeUnit.MINUTES.toMillis(20), TimeUnit.HOURS.toMillis(12));
    }

    private long clockSkewMillis() {
        return random.nextDouble() < WRONG_CLOCK
                ? random.nextLong(-TimeUnit.HOURS.toMillis(5), TimeUnit.HOURS.toMillis(5))
                : 0;
    }
}
