package io.rollcall.standalone.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How long it took after each fault until everything received by then was counted, and until it was in the lake. */
final class Recoveries {
    private final Map<Fault, List<Duration>> counted = new EnumMap<>(Fault.class);
    private final Map<Fault, List<Duration>> archived = new EnumMap<>(Fault.class);

    void add(Fault fault, Duration untilCounted, Duration untilArchived) {
        counted.computeIfAbsent(fault, any -> new ArrayList<>()).add(untilCounted);
        archived.computeIfAbsent(fault, any -> new ArrayList<>()).add(untilArchived);
    }

    int faults() {
        return counted.values().stream().mapToInt(List::size).sum();
    }

    void print() {
        counted.forEach((fault, all) -> System.out.printf(
                "%s: %d times, counted again after at most %d ms, archived after at most %d ms%n",
                fault,
                all.size(),
                Collections.max(all).toMillis(),
                Collections.max(archived.getOrDefault(fault, List.of(Duration.ZERO)))
                        .toMillis()));
    }
}
