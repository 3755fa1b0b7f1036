package io.rollcall.query.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rollcall.lake.metric.Columns;
import io.rollcall.lake.metric.Measure;
import io.rollcall.query.answer.AnswerRow;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A column of a row.
 *
 * @param type {@code date}, {@code time}, {@code text}; {@code count}, a whole number that is never negative; {@code number}
 * @param unit of a measure, in the plural
 * @param adds of a measure: over which rows its values may be added up
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListedColumn(
        String name,
        String type,
        @Nullable String unit,
        @Nullable String adds) {
    private static final String TEXT = "text";
    private static final Map<String, String> TYPES =
            Map.of("dt", "date", "low", "number", "high", "number", "as_of", "time");

    static List<ListedColumn> of(Columns columns) {
        Map<String, Measure> measures =
                columns.measures().stream().collect(Collectors.toMap(Measure::name, measure -> measure));
        return AnswerRow.columns(columns.names()).stream()
                .map(name -> measures.containsKey(name) ? of(measures.get(name)) : beside(name))
                .toList();
    }

    private static ListedColumn of(Measure measure) {
        return new ListedColumn(measure.name(), word(measure.type()), measure.unit(), word(measure.adds()));
    }

    private static ListedColumn beside(String name) {
        return new ListedColumn(name, TYPES.getOrDefault(name, TEXT), null, null);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
