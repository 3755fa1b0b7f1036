package io.rollcall.event;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.LongStream;

/** The set of profiles that were erased, at eight bytes each. Immutable, so that it may be shared between threads. */
public final class ErasedProfiles {
    public static final ErasedProfiles NONE = new ErasedProfiles(new long[0]);

    private final long[] sorted;

    private ErasedProfiles(long[] sorted) {
        this.sorted = sorted;
    }

    public boolean contains(long profileId) {
        return Arrays.binarySearch(sorted, profileId) >= 0;
    }

    /** The set of these profiles and more. */
    public ErasedProfiles plus(Collection<Long> more) {
        return more.isEmpty()
                ? this
                : new ErasedProfiles(
                        LongStream.concat(Arrays.stream(sorted), more.stream().mapToLong(Long::longValue))
                                .sorted()
                                .distinct()
                                .toArray());
    }

    public int size() {
        return sorted.length;
    }
}
