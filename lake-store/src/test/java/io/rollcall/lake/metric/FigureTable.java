package io.rollcall.lake.metric;

import io.rollcall.lake.testkit.Figure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Figures as lines to compare, and by name to reason about. */
record FigureTable(List<Figure> figures) {
    /** Sums and quotients of doubles differ in their last digits, by the order in which they were worked out. */
    private static final MathContext DIGITS = new MathContext(12);

    /** The lines, in order: {@code 2026-01-02 US 7/3 profiles = 5}. */
    List<String> lines() {
        return figures.stream()
                .map(figure -> place(figure) + " " + figure.measure() + " = " + text(figure.value()))
                .sorted()
                .toList();
    }

    private static String place(Figure figure) {
        return figure.dt() + " " + figure.region()
                + (figure.dimension().isEmpty() ? "" : " " + figure.dimension() + "/" + figure.item());
    }

    private static String text(@Nullable Double value) {
        return value == null
                ? "unknown"
                : new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    FigureTable where(String measure) {
        return new FigureTable(figures.stream()
                .filter(figure -> figure.measure().equals(measure))
                .toList());
    }

    /** What is said of one day, region, dimension and item. */
    record Place(String name, LocalDate dt, String region, Map<String, Double> known) {
        boolean knows(String measure) {
            return known.containsKey(measure);
        }

        double of(String measure) {
            return Objects.requireNonNull(known.get(measure), () -> name + " does not know " + measure);
        }
    }

    /** Every place by its name, as in the lines. */
    Map<String, Place> places() {
        Map<String, Place> places = new TreeMap<>();
        for (Figure figure : figures) {
            Place place = places.computeIfAbsent(
                    place(figure), name -> new Place(name, figure.dt(), figure.region(), new TreeMap<>()));
            if (figure.value() != null) {
                place.known().put(figure.measure(), figure.value());
            }
        }
        return places;
    }

    /** The sums over the regions, without those for all, by day, dimension and item. */
    Map<String, Double> sumOfRegions() {
        return sums(
                figures.stream().filter(figure -> !figure.region().equals("*")).toList());
    }

    /** What is said for all regions, by day, dimension and item. */
    Map<String, Double> ofAllRegions() {
        return sums(
                figures.stream().filter(figure -> figure.region().equals("*")).toList());
    }

    private static Map<String, Double> sums(List<Figure> figures) {
        return figures.stream()
                .filter(figure -> figure.value() != null)
                .collect(Collectors.groupingBy(
                        figure -> figure.dt() + " " + figure.dimension() + "/" + figure.item(),
                        TreeMap::new,
                        Collectors.summingDouble(figure -> Objects.requireNonNull(figure.value()))));
    }
}
