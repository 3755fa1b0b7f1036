package io.rollcall.event;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A refused event's reason, with a sentence for the person who sent it.
 *
 * @param reason from the closed list
 * @param detail what was found and what would have been right; never more than a few words of the client's own data
 */
public record Rejection(Reason reason, String detail) {
    /** All faults of an event as one: the reason is the first of the closed list, and the detail names every fault in that order. */
    public static Rejection ofAll(List<Rejection> faults) {
        if (faults.isEmpty()) {
            throw new IllegalArgumentException("nothing is wrong: there is no reason");
        }
        if (faults.size() == 1) {
            return faults.get(0);
        }
        List<Rejection> inOrder =
                faults.stream().sorted(Comparator.comparing(Rejection::reason)).toList();
        return new Rejection(
                inOrder.get(0).reason(), inOrder.stream().map(Rejection::detail).collect(Collectors.joining("; ")));
    }
}
