package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.testkit.Figure;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Figures by name, to be compared with what was worked out otherwise; NaN where the value is null. */
final class FigureMap {
    private static final double ROUNDING = 1e-9;

    private final Map<String, Double> values = new TreeMap<>();

    static FigureMap of(List<Figure> figures) {
        FigureMap map = new FigureMap();
        figures.forEach(figure -> {
            Double value = figure.value();
            map.put(
                    figure.dt(),
                    figure.region(),
                    figure.dimension(),
                    figure.item(),
                    figure.measure(),
                    value == null ? Double.NaN : value);
        });
        return map;
    }

    /** Names a value; there must be none of that name. */
    FigureMap put(LocalDate dt, String region, String dimension, String item, String measure, double value) {
        Double twice = values.put(String.join("|", dt.toString(), region, dimension, item, measure), value);
        assertThat(twice)
                .as("a second row of %s %s %s %s %s", dt, region, dimension, item, measure)
                .isNull();
        return this;
    }

    /** A quotient; null when it has no denominator. */
    static double quotient(double numerator, double denominator) {
        return denominator == 0 ? Double.NaN : numerator / denominator;
    }

    /** @param name {@code dt|region|dimension|item|measure} */
    double value(String name) {
        assertThat(values).containsKey(name);
        return values.getOrDefault(name, Double.NaN);
    }

    Map<String, Double> values() {
        return values;
    }

    /** Asserts that the rows are the same, but for the last digits of their values. */
    void requireSame(FigureMap expected, String description) {
        assertThat(values.keySet()).as(description).isEqualTo(expected.values.keySet());
        expected.values.forEach((name, value) -> assertThat(value(name))
                .as("%s: %s", description, name)
                .satisfies(found -> assertThat(same(found, value))
                        .as("%s, expected %s", found, value)
                        .isTrue()));
    }

    private static boolean same(double found, double expected) {
        return Double.isNaN(expected)
                ? Double.isNaN(found)
                : Math.abs(found - expected) <= ROUNDING * Math.max(1, Math.abs(expected));
    }
}
