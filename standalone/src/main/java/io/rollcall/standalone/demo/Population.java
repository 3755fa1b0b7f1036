package io.rollcall.standalone.demo;

import io.rollcall.event.Platform;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The people who might come. Nobody is stored: a person follows from the seed and a number. Regions are in proportion
 * to the subscribers of a large streaming service, platforms to its viewing.
 */
final class Population {
    private static final int PROFILES_PER_ACCOUNT = 3;

    private static final Shares<String> REGIONS = new Shares<String>()
            .with("US", 24)
            .with("IN", 11)
            .with("BR", 9)
            .with("GB", 7)
            .with("DE", 6)
            .with("MX", 6)
            .with("JP", 5.5)
            .with("FR", 5)
            .with("CA", 4)
            .with("KR", 3.5)
            .with("ES", 3)
            .with("IT", 3)
            .with("AR", 2.5)
            .with("AU", 2.2)
            .with("CO", 2)
            .with("ID", 2)
            .with("PL", 1.5)
            .with("TR", 1.3)
            .with("NL", 1)
            .with("ZA", 0.8)
            .with("NG", 0.6)
            .with("SE", 0.6)
            .with("ZZ", 0.2);

    private static final Shares<Platform> PLATFORMS = new Shares<Platform>()
            .with(Platform.TV, 48)
            .with(Platform.MOBILE, 30)
            .with(Platform.WEB, 14)
            .with(Platform.CONSOLE, 7)
            .with(Platform.OTHER, 1);

    private static final Shares<String> APP_VERSIONS =
            new Shares<String>().with("8.4.0", 70).with("8.3.2", 22).with("7.9.1", 8);

    private final long seed;
    private final int profiles;

    Population(long seed, int profiles) {
        if (profiles < 1) {
            throw new IllegalArgumentException("a demo needs somebody: rollcall.demo.profiles is " + profiles);
        }
        this.seed = seed;
        this.profiles = profiles;
    }

    /** Somebody; some people come far more often than others. */
    Person visitor(RandomGenerator random) {
        double habit = random.nextDouble();
        return person((int) (habit * habit * profiles));
    }

    /** The person with that number, from 0. */
    Person person(int number) {
        SplittableRandom traits = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
        return new Person(
                1L + number,
                1L + number / PROFILES_PER_ACCOUNT,
                REGIONS.pick(traits),
                PLATFORMS.pick(traits),
                String.format("device-%08x", traits.nextInt()),
                APP_VERSIONS.pick(traits));
    }
}
