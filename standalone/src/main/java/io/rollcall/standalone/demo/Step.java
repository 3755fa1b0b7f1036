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
 * @param outcome how a {@code play} began, or null
 * @param errorCode what broke, for {@code play} and {@code stop}, or null
 */
record Step(
        String eventName,
        @Nullable Long titleId,
        @Nullable Integer durationSec,
        @Nullable String outcome,
        @Nullable String errorCode) {
    private static final int TITLES = 4_000;
    private static final int HEARTBEAT_SEC = 60;
    private static final double SEARCHES = 0.35;
    private static final double PAUSES = 0.2;
    private static final double WATCHES_ANOTHER = 0.35;
    private static final double LEAVES_WITHOUT_WATCHING = 0.15;
    private static final double BREAKS_OFF = 0.004;

    /** Much like an ordinary day: a failure in a hundred attempts, and a few who do not wait. */
    private static final Shares<String> OUTCOMES =
            new Shares<String>().with("started", 96).with("failed", 1).with("abandoned", 3);

    private static final Shares<String> ERRORS =
            new Shares<String>().with("network", 6).with("drm", 3).with("decoder", 1);

    /** The steps that somebody takes between opening the app and leaving it. */
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
        String outcome = OUTCOMES.pick(random);
        switch (outcome) {
            case "failed" -> steps.add(new Step("play", title, null, outcome, ERRORS.pick(random)));
            case "abandoned" -> steps.add(new Step("play", title, null, outcome, null));
            default -> play(steps, title, random);
        }
    }

    private static void play(List<Step> steps, long title, RandomGenerator random) {
        int heartbeats = random.nextInt(1, 13);
        int watchedSec = heartbeats * HEARTBEAT_SEC + random.nextInt(HEARTBEAT_SEC);
        steps.add(new Step("play", title, watchedSec, "started", null));
        for (int heartbeat = 0; heartbeat < heartbeats; heartbeat++) {
            steps.add(about("heartbeat", title));
            if (random.nextDouble() < PAUSES / heartbeats) {
                steps.add(about("pause", title));
                steps.add(about("resume", title));
            }
        }
        String error = random.nextDouble() < BREAKS_OFF ? ERRORS.pick(random) : null;
        steps.add(new Step("stop", title, null, null, error));
    }

    /** Few titles are watched by many, most by few. */
    private static long title(RandomGenerator random) {
        double rank = random.nextDouble();
        return 1L + (long) (rank * rank * rank * TITLES);
    }

    private static Step of(String eventName) {
        return new Step(eventName, null, null, null, null);
    }

    private static Step about(String eventName, long titleId) {
        return new Step(eventName, titleId, null, null, null);
    }
}
