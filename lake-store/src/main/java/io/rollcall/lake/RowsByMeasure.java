package io.rollcall.lake;

import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.engine.Row;
import io.rollcall.lake.metric.DayMetric;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the values of one day and region, which lie in rows of their own, beside each other. */
final class RowsByMeasure {
    private RowsByMeasure() {}

    /** A row of {@code gold.aggregate}. */
    record Value(
            String measure,
            LocalDate dt,
            String region,
            double value,
            DayStatus status,
            Instant asOf,
            int definitionVersion) {
        static Value read(Row row) {
            return new Value(
                    row.text("metric"),
                    row.date("dt"),
                    row.text("region"),
                    row.real("value"),
                    DayStatus.ofWord(row.text("status")),
                    row.time("as_of"),
                    Math.toIntExact(row.number("definition_version")));
        }
    }

    private record Key(LocalDate dt, String region) {
        static final Comparator<Key> ORDER = Comparator.comparing(Key::dt).thenComparing(Key::region);
    }

    static List<Published.Row> of(DayMetric metric, List<Value> values) {
        Map<Key, List<Value>> rows = new TreeMap<>(Key.ORDER);
        values.forEach(value -> rows.computeIfAbsent(new Key(value.dt(), value.region()), key -> new ArrayList<>())
                .add(value));
        return rows.entrySet().stream()
                .map(row -> row(metric, row.getKey(), row.getValue()))
                .toList();
    }

    private static Published.Row row(DayMetric metric, Key key, List<Value> values) {
        List<@Nullable Double> cells =
                new ArrayList<>(Collections.nCopies(metric.storedNames().size(), null));
        values.forEach(value -> cells.set(metric.storedNames().indexOf(value.measure()), value.value()));
        Value any = values.get(0);
        return new Published.Row(key.dt(), key.region(), cells, any.status(), any.asOf(), any.definitionVersion());
    }
}
