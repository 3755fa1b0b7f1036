package io.rollcall.standalone.imports;

import java.util.OptionalInt;

/**
 * Counts how often each text came before, by its fingerprint, in 12 bytes a place. Two texts of one fingerprint share a
 * count, which only gives the later one another number.
 */
final class Occurrences {
    private static final int FIRST_PLACES = 1 << 12;
    private static final int BYTES_A_PLACE = Long.BYTES + Integer.BYTES;

    private final long maxPlaces;
    private long[] fingerprints = new long[FIRST_PLACES];
    private int[] counts = new int[FIRST_PLACES];
    private int filled;

    Occurrences(long maxPlaces) {
        this.maxPlaces = Math.max(FIRST_PLACES, maxPlaces);
    }

    /**
     * Makes a table with as many places as half the memory holds while the table grows, which needs the smaller one
     * beside the larger.
     */
    static Occurrences within(long memoryBytes) {
        long places = memoryBytes / 2 / (BYTES_A_PLACE + BYTES_A_PLACE / 2);
        return new Occurrences(Math.min(Long.highestOneBit(Math.max(1, places)), 1L << 30));
    }

    /** The number of times that this one came before; empty when there is no room for one that never came. */
    OptionalInt next(long fingerprint) {
        int place = placeOf(fingerprint, fingerprints, counts);
        if (counts[place] > 0) {
            return OptionalInt.of(counts[place]++);
        }
        if (filled >= fingerprints.length / 4 * 3) {
            if (fingerprints.length >= maxPlaces) {
                return OptionalInt.empty();
            }
            grow();
            place = placeOf(fingerprint, fingerprints, counts);
        }
        fingerprints[place] = fingerprint;
        counts[place] = 1;
        filled++;
        return OptionalInt.of(0);
    }

    /** The number of different ones that are remembered. */
    int size() {
        return filled;
    }

    private void grow() {
        long[] more = new long[fingerprints.length * 2];
        int[] moreCounts = new int[more.length];
        for (int at = 0; at < fingerprints.length; at++) {
            if (counts[at] > 0) {
                int place = placeOf(fingerprints[at], more, moreCounts);
                more[place] = fingerprints[at];
                moreCounts[place] = counts[at];
            }
        }
        fingerprints = more;
        counts = moreCounts;
    }

    /** The place where it stands, or the free place where it would. A fingerprint is spread evenly already. */
    private static int placeOf(long fingerprint, long[] fingerprints, int[] counts) {
        int place = (int) fingerprint & (fingerprints.length - 1);
        while (counts[place] > 0 && fingerprints[place] != fingerprint) {
            place = (place + 1) & (fingerprints.length - 1);
        }
        return place;
    }
}
