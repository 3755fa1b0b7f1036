package io.rollcall.rollup;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Distinct profiles active in a window of days, by region: the sketches' count, held between what its parts say of the whole.
 * The parts are the days that are counted exactly, and the older ones as one sketched part. Whoever was active in a part was
 * active in the window, and nobody was who was active in none; so {@code mau} is never below a {@code dau} in it nor above their
 * sum, and in a system's first days it is exact.
 *
 * <p>This is what is served and what the reconciliation holds against the exact figures.
 */
public final class WindowEstimate {
    /** The source of a window's parts. A region that a part does not name was not active in it. */
    public interface Parts {
        /** The estimates that the sketches of the days from the first to the last give. */
        Map<String, Estimate> sketched(LocalDate first, LocalDate last);

        /** A day's exact count. */
        Map<String, Estimate> counted(LocalDate dt);
    }

    private WindowEstimate() {}

    /**
     * Works out the estimate of a window.
     *
     * @param whole what the sketches of the days from the first to the last say; its regions are the result's
     * @param firstCounted the window's days from that one on are counted exactly
     */
    public static Map<String, Estimate> of(
            LocalDate first, LocalDate last, LocalDate firstCounted, Map<String, Estimate> whole, Parts parts) {
        if (firstCounted.isAfter(last)) {
            return whole;
        }
        List<Map<String, Estimate>> known = parts(first, last, firstCounted, parts);
        Map<String, Estimate> window = new TreeMap<>();
        whole.forEach((region, sketched) -> window.put(
                region,
                sketched.within(known.stream()
                        .map(part -> part.getOrDefault(region, Estimate.NONE))
                        .toList())));
        return window;
    }

    private static List<Map<String, Estimate>> parts(
            LocalDate first, LocalDate last, LocalDate firstCounted, Parts parts) {
        boolean older = first.isBefore(firstCounted);
        Stream<Map<String, Estimate>> sketched =
                older ? Stream.of(parts.sketched(first, firstCounted.minusDays(1))) : Stream.empty();
        Stream<Map<String, Estimate>> counted =
                (older ? firstCounted : first).datesUntil(last.plusDays(1)).map(parts::counted);
        return Stream.concat(sketched, counted).toList();
    }
}
