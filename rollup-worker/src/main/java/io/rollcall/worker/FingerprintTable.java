package io.rollcall.worker;

/**
 * Fingerprints, each with a tick: the last time it was put in. Open addressing in which the home of a fingerprint grows with it
 * and a run of neighbours is kept in order, so that a search ends at the first larger one, and growing or trimming is one pass
 * from left to right. That allows a load of 0.9: ten bytes a cell, some eleven and a half a fingerprint.
 *
 * <p>Sorted linear probing: O. Amble and D. E. Knuth, Ordered hash tables, The Computer Journal 17 (1974).
 */
final class FingerprintTable {
    /** {@link #find}'s answer where there is none. */
    static final int ABSENT = -1;

    /** Ticks begin at 0 and end before this. */
    static final int TICKS = 1 << Short.SIZE;

    private static final long EMPTY = 0;
    private static final int SMALLEST = 32;
    private static final double LOAD = 0.9;
    private static final double GROWTH = 1.2;

    /** A run that begins near the end needs room behind it. */
    private static final int TAIL_SHARE = 64;

    private long[] prints = new long[0];
    private short[] ticks = new short[0];
    private int capacity;
    private int size;

    FingerprintTable() {
        rebuild(SMALLEST);
    }

    /** The largest tick with which a fingerprint was put in, or {@link #ABSENT}. Zero is no fingerprint. */
    int find(long print) {
        int at = place(print);
        return prints[at] == print ? Short.toUnsignedInt(ticks[at]) : ABSENT;
    }

    /** Remembers a fingerprint, or that it came again. */
    void put(long print, int tick) {
        int at = place(print);
        if (prints[at] == print) {
            ticks[at] = (short) Math.max(tick, Short.toUnsignedInt(ticks[at]));
            return;
        }
        int end = at;
        while (prints[end] != EMPTY) {
            end++;
        }
        // The last cell stays empty: every search ends there.
        if (size >= capacity * LOAD || end == prints.length - 1) {
            rebuild((int) (capacity * GROWTH));
            put(print, tick);
            return;
        }
        System.arraycopy(prints, at, prints, at + 1, end - at);
        System.arraycopy(ticks, at, ticks, at + 1, end - at);
        prints[at] = print;
        ticks[at] = (short) tick;
        size++;
    }

    /** Gives back the room for growth, once little more will come. */
    void trim() {
        rebuild(Math.max(SMALLEST, (int) Math.ceil(size / LOAD)));
    }

    /** The number of fingerprints held. */
    int size() {
        return size;
    }

    /** The bytes of memory that its arrays take. */
    long bytes() {
        return (long) prints.length * (Long.BYTES + Short.BYTES);
    }

    /** Finds where a fingerprint lies, or would. */
    private int place(long print) {
        int at = home(print, capacity);
        while (prints[at] != EMPTY && Long.compareUnsigned(prints[at], print) < 0) {
            at++;
        }
        return at;
    }

    private static int home(long print, int capacity) {
        return (int) (((print >>> Integer.SIZE) * capacity) >>> Integer.SIZE);
    }

    private void rebuild(int newCapacity) {
        long[] newPrints = new long[newCapacity + newCapacity / TAIL_SHARE + SMALLEST];
        short[] newTicks = new short[newPrints.length];
        int next = 0;
        for (int from = 0; from < prints.length; from++) {
            if (prints[from] != EMPTY) {
                int at = Math.max(next, home(prints[from], newCapacity));
                if (at >= newPrints.length - 1) {
                    rebuild((int) (newCapacity * GROWTH));
                    return;
                }
                newPrints[at] = prints[from];
                newTicks[at] = ticks[from];
                next = at + 1;
            }
        }
        prints = newPrints;
        ticks = newTicks;
        capacity = newCapacity;
    }
}
