package io.rollcall.lakehouse.quality;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What a version may do more often than the one before. The closed list of the label {@code fault}. */
// The functions and the list of them are fixed; their types only do not say so.
@SuppressWarnings("ImmutableEnumChecker")
enum Fault {
    /** Refused, of all that was sent. */
    REJECTED(VersionCounts::sent, VersionCounts::rejected),
    /** Late, of what was accepted. */
    LATE(VersionCounts::accepted, VersionCounts::late),
    /** Corrected or clamped, of what was accepted. */
    CLOCK(VersionCounts::accepted, VersionCounts::wrongClock),
    /** Without an optional field, of what was accepted: the field of which that differs most. */
    MISSING(
            VersionCounts::accepted,
            VersionCounts::withoutAccount,
            VersionCounts::withoutDevice,
            VersionCounts::withoutSession);

    private final ToLongFunction<VersionCounts> of;
    private final List<ToLongFunction<VersionCounts>> kinds;

    @SafeVarargs
    @SuppressWarnings("varargs")
    Fault(ToLongFunction<VersionCounts> of, ToLongFunction<VersionCounts>... kinds) {
        this.of = of;
        this.kinds = List.of(kinds);
    }

    /** The value of the label. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kinds of it that are compared, each as a share. */
    List<Share> shares(VersionCounts version) {
        return kinds.stream()
                .map(kind -> new Share(kind.applyAsLong(version), of.applyAsLong(version)))
                .toList();
    }
}
