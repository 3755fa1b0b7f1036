package io.rollcall.standalone.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One thing a person does.
 *
 * @param eventName from the built-in catalogue
 * @param titleId what it is about, or null
 * @param durationSec seconds watched, for {@code play}, or null
 */
record Step(
        String eventName, @Nullable Long titleId, @Nullable Integer durationSec) {
    private static final int TITLES = 4_000;
    private static final int HEARTBEAT_SEC = 60;
    private static final double SEARCHES = 0.35;
    private static final double PAUSES = 0.2;
    private static final double WATCHES_ANOTHER = 0.35;
    private static final double LEAVES_WITHOUT_WATCHING = 0.15;

    /** What somebody does between opening the app and leaving it. */
    static List<Step> session(RandomGenerator random) {
        List<Step> steps = new ArrayList<>(List.of(of("app_start")));
        do {
            choose(steps, random);
            if (random.nextDouble() < LEAVES_WITHOUT_WATCHING) {
                return steps;
            }
            watch(steps, random);
        } while (random.nextDouble() < WATCHES_ANOTHER);
        return steps;
    }

    private static void choose(List<Step> steps, RandomGenerator random) {
        for (int browsed = random.nextInt(1, 5); browsed > 0; browsed--) {
            steps.add(of("browse"));
        }
        if (random.nextDouble() < SEARCHES) {
            steps.add(of("search"));
        }
    }

    private static void watch(List<Step> steps, RandomGenerator random) {
        long title = title(random);
        int heartbeats = random.nextInt(1, 13);
        steps.add(new Step("play", title, heartbeats * HEARTBEAT_SEC + random.nextInt(HEARTBEAT_SEC)));
        for (int heartbeat = 0; heartbeat < heartbeats; heartbeat++) {
            steps.add(new Step("heartbeat", title, null));
            if (random.nextDouble() < PAUSES / heartbeats) {
                steps.add(new Step("pause", title, null));
                steps.add(new Step("resume", title, null));
            }
        }
        steps.add(new Step("stop", title, null));
    }

    /** Few titles are watched by many, most by few. */
    private static long title(RandomGenerator random) {
        double rank = random.nextDouble();
        return 1L + (long) (rank * rank * rank * TITLES);
    }

    private static Step of(String eventName) {
        return new Step(eventName, null, null);
    }
}
