package io.rollcall.standalone.ask;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;

/** Values over time as a line of blocks, the lowest of them lowest. */
final class Sparkline {
    private static final String BLOCKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

    private Sparkline() {}

    static String of(List<Double> values) {
        DoubleSummaryStatistics bounds =
                values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return values.stream()
                .map(value -> BLOCKS.substring(block(value, bounds), block(value, bounds) + 1))
                .collect(Collectors.joining());
    }

    private static int block(double value, DoubleSummaryStatistics bounds) {
        double span = bounds.getMax() - bounds.getMin();
        return span == 0 ? 0 : (int) Math.round((value - bounds.getMin()) / span * (BLOCKS.length() - 1));
    }
}
