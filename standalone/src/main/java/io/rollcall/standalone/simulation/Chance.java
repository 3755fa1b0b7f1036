package io.rollcall.standalone.simulation;

import java.util.SplittableRandom;

/** Chance that follows from what it is about: asked again it falls out the same. */
final class Chance {
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;
    private static final long STIR = 0xBF58_476D_1CE4_E5B9L;
    private static final int HALF = 32;

    private Chance() {}

    /** The kinds of decision that are taken about the same person and day, each with a chance of its own. */
    enum Of {
        TRAITS(1),
        HOUSEHOLD(2),
        STAYS(3),
        COMING(4),
        VISITS(5),
        SESSION(6),
        VARIANT(7),
        SUBSCRIPTION(8);

        private final int number;

        Of(int number) {
            this.number = number;
        }
    }

    static SplittableRandom of(long seed, Of what, long... about) {
        long state = stirred(seed * SPREAD + what.number);
        for (long part : about) {
            state = stirred(state + part * SPREAD);
        }
        return new SplittableRandom(state);
    }

    private static long stirred(long state) {
        long stirred = (state ^ (state >>> HALF)) * STIR;
        return stirred ^ (stirred >>> HALF);
    }
}
