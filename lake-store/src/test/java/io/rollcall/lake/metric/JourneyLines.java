package io.rollcall.lake.metric;

import io.rollcall.lake.testkit.Figure;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Figures as lines of text that can be compared: {@code dt region item measure value}. */
final class JourneyLines {
    private JourneyLines() {}

    static List<String> of(List<Figure> figures) {
        return figures.stream()
                .map(figure -> of(figure.dt(), figure.region(), figure.item(), figure.measure(), figure.value()))
                .sorted()
                .toList();
    }

    static String of(LocalDate dt, String region, String item, String measure, @Nullable Double value) {
        String shown = value == null ? "-" : String.format(Locale.ROOT, "%.6f", value);
        return dt + " " + region + " " + item + " " + measure + " " + shown;
    }

    /** A measure of every region and item of a day, as {@code region item value}. */
    static List<String> measure(List<Figure> figures, LocalDate dt, String measure) {
        return figures.stream()
                .filter(figure -> figure.dt().equals(dt) && figure.measure().equals(measure))
                .sorted(Comparator.comparing(Figure::region).thenComparing(Figure::item))
                .map(figure -> Stream.of(figure.region(), figure.item(), number(figure.value()))
                        .filter(text -> !text.isEmpty())
                        .reduce((left, right) -> left + " " + right)
                        .orElse(""))
                .toList();
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : value == Math.rint(value) ? Long.toString(value.longValue()) : value.toString();
    }

    /** A part of another, or null where there is no other. */
    static @Nullable Double ratio(long part, long whole) {
        return whole == 0 ? null : Double.valueOf((double) part / (double) whole);
    }

    /** A percentile with what lies between two values divided evenly; in seconds, of milliseconds; null of none. */
    static @Nullable Double percentileSec(double percentile, List<Long> millis) {
        if (millis.isEmpty()) {
            return null;
        }
        List<Long> sorted = millis.stream().sorted().toList();
        double place = percentile * (sorted.size() - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        double between = (sorted.get(above) - sorted.get(below)) * (place - below);
        return (sorted.get(below) + between) / 1_000;
    }
}
