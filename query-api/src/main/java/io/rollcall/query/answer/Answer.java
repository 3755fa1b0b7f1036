package io.rollcall.query.answer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.rollcall.lake.metric.Metric;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is sent: the envelope and its rows, sorted by dt, then region.
 *
 * @param additive whether values of several rows may be added; a distinct count's never
 * @param profileId whose, in the answer about one profile
 * @param columns the keys of every row, in order
 * @param rows column to cell, in the order of the columns
 */
@JsonPropertyOrder({"metric", "definition_version", "additive", "profile_id", "rows"})
public record Answer(
        @JsonProperty("metric") String metric,
        @JsonProperty("definition_version") int definitionVersion,
        @JsonProperty("additive") boolean additive,

        @JsonProperty("profile_id") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Long profileId,

        @JsonIgnore List<String> columns,
        @JsonProperty("rows") List<Map<String, @Nullable Object>> rows)
        implements Table {

    /**
     * The answer to a question about a metric.
     *
     * @param definitionVersions of the rows; the oldest says what the answer may be compared with
     */
    public static Answer of(Metric metric, IntStream definitionVersions, List<Row> rows) {
        return of(
                metric.name(),
                definitionVersions.min().orElse(metric.version()),
                metric.additive(),
                null,
                metric.columns().names(),
                rows);
    }

    /** The answer about one profile. */
    public static Answer ofProfile(
            String metric, int definitionVersion, long profileId, List<String> measures, List<Row> rows) {
        return of(metric, definitionVersion, false, profileId, measures, rows);
    }

    private static Answer of(
            String metric,
            int definitionVersion,
            boolean additive,
            @Nullable Long profileId,
            List<String> measures,
            List<Row> rows) {
        return new Answer(
                metric,
                definitionVersion,
                additive,
                profileId,
                Row.columns(measures),
                rows.stream().sorted(Row.ORDER).map(row -> row.cells(measures)).toList());
    }
}
