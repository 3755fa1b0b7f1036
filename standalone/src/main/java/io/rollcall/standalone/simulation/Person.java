package io.rollcall.standalone.simulation;

import io.rollcall.event.Platform;
import io.rollcall.standalone.simulation.Chance.Of;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A profile and the device it is mostly used on.
 *
 * @param number from 0, in the order in which they join
 * @param joined the day of the service on which it does
 * @param market where the person lives
 * @param habit how likely it is that the person comes on an ordinary day
 * @param patience after how many days the device has a new version of the app
 * @param clockSkewMillis how far the device's clock is ahead
 */
record Person(
        long seed,
        int number,
        int joined,
        Market market,
        Platform platform,
        double habit,
        int patience,
        long clockSkewMillis) {
    private static final int PROFILES_PER_ACCOUNT = 2;

    long profileId() {
        return 1L + number;
    }

    /** Shared by the profiles of a household. */
    long accountId() {
        return 1L + number / PROFILES_PER_ACCOUNT;
    }

    /** One profile of a household subscribes for all of it. */
    boolean isHolder() {
        return number % PROFILES_PER_ACCOUNT == 0;
    }

    String deviceId() {
        return String.format(
                Locale.ROOT, "device-%08x", chance(Of.TRAITS, Integer.MAX_VALUE).nextInt());
    }

    /** The variant of the experiment that the person is shown. */
    String variant() {
        return chance(Of.VARIANT).nextBoolean() ? Script.TREATMENT : Script.CONTROL;
    }

    /** The chance of something that is about this person. */
    SplittableRandom chance(Of what, long... about) {
        long[] parts = new long[about.length + 1];
        parts[0] = number;
        System.arraycopy(about, 0, parts, 1, about.length);
        return Chance.of(seed, what, parts);
    }
}
