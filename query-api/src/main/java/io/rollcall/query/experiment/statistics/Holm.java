package io.rollcall.query.experiment.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Holm's correction for several tests: the smallest of m p-values times m, the next times m - 1, and so on; none below one
 * before it, none above 1.
 */
public final class Holm {
    private Holm() {}

    /** The adjusted p-values in the order of the given; where there is none, there was no test. */
    static List<@Nullable Double> adjusted(List<@Nullable Double> pValues) {
        List<Integer> order = IntStream.range(0, pValues.size())
                .boxed()
                .filter(at -> pValues.get(at) != null)
                .sorted(Comparator.comparing(at -> Objects.requireNonNull(pValues.get(at))))
                .toList();
        List<@Nullable Double> adjusted = new ArrayList<>(Collections.nCopies(pValues.size(), null));
        double atLeast = 0;
        for (int rank = 0; rank < order.size(); rank++) {
            int at = order.get(rank);
            double multiplied = Objects.requireNonNull(pValues.get(at)) * (order.size() - rank);
            atLeast = Math.max(atLeast, Math.min(1, multiplied));
            adjusted.set(at, atLeast);
        }
        return adjusted;
    }
}
