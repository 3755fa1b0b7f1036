package io.rollcall.ingest.intake;

import io.rollcall.ingest.intake.Splitting.BrokenTail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events found so far in a body, up to one more than a request may have. */
final class FoundEvents {
    private final int limit;
    private final List<Slice> slices = new ArrayList<>();
    private @Nullable BrokenTail tail;

    FoundEvents(int limit) {
        this.limit = limit;
    }

    void add(Slice event) {
        slices.add(event);
    }

    boolean isOverLimit() {
        return slices.size() > limit;
    }

    /** The structure broke here: nothing behind it can be told apart. */
    void breakOff(Slice rest, String detail) {
        tail = new BrokenTail(rest, detail);
    }

    boolean isBroken() {
        return tail != null;
    }

    boolean isEmpty() {
        return slices.isEmpty() && tail == null;
    }

    int limit() {
        return limit;
    }

    List<Slice> slices() {
        return List.copyOf(slices);
    }

    Optional<BrokenTail> tail() {
        return Optional.ofNullable(tail);
    }
}
