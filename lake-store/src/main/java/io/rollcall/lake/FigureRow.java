package io.rollcall.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The values of one day, region and item.
 *
 * @param region {@code *} for all
 * @param values by measure; null where one cannot be said
 * @param status the worst of the days that they are worked out from
 * @param asOf everything received up to then is in them
 */
public record FigureRow(
        LocalDate dt,
        String region,
        String dimension,
        String item,
        Map<String, @Nullable Double> values,
        DayStatus status,
        Instant asOf) {
    public FigureRow {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    private record Key(LocalDate dt, String region, String dimension, String item) {
        static Key of(Figure figure) {
            return new Key(figure.dt(), figure.region(), figure.dimension(), figure.item());
        }
    }

    /**
     * Puts values beside each other that belong to one row; rows come in the order of their first values.
     *
     * @param standing how settled the values of a day are
     */
    static List<FigureRow> of(List<Figure> figures, Function<LocalDate, Standing> standing) {
        Map<Key, Map<String, @Nullable Double>> rows = new LinkedHashMap<>();
        figures.forEach(figure -> rows.computeIfAbsent(Key.of(figure), key -> new LinkedHashMap<>())
                .put(figure.measure(), figure.value()));
        return rows.entrySet().stream()
                .map(row -> of(
                        row.getKey(),
                        row.getValue(),
                        standing.apply(row.getKey().dt())))
                .toList();
    }

    private static FigureRow of(Key key, Map<String, @Nullable Double> values, Standing standing) {
        return new FigureRow(
                key.dt(), key.region(), key.dimension(), key.item(), values, standing.status(), standing.asOf());
    }
}
