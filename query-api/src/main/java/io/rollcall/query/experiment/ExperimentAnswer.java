package io.rollcall.query.experiment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.rollcall.query.answer.Table;
import io.rollcall.query.experiment.statistics.SampleRatio;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be said of an experiment, as it is sent.
 *
 * @param from first day of the question
 * @param to last published day of it
 * @param control the variant that the others are held against; null when every profile saw several
 * @param excludedProfiles how many saw several variants, and so are in none
 * @param sampleRatio null where there is only one variant
 * @param columns the keys of every row, in order
 * @param rows one for each metric and variant; column to cell, in the order of the columns
 */
@JsonPropertyOrder({
    "experiment",
    "definition_version",
    "additive",
    "from",
    "to",
    "control",
    "excluded_profiles",
    "srm",
    "rows"
})
public record ExperimentAnswer(
        @JsonProperty("experiment") String experiment,
        @JsonProperty("definition_version") int definitionVersion,
        @JsonProperty("additive") boolean additive,
        @JsonProperty("from") String from,
        @JsonProperty("to") String to,

        @JsonProperty("control") @Nullable String control,

        @JsonProperty("excluded_profiles") long excludedProfiles,

        @JsonProperty("srm") @Nullable Srm sampleRatio,

        @JsonIgnore List<String> columns,
        @JsonProperty("rows") List<Map<String, @Nullable Object>> rows)
        implements Table {

    /** The test for a sample ratio mismatch. */
    @JsonPropertyOrder({"chi_square", "degrees_of_freedom", "p_value", "threshold", "mismatch"})
    public record Srm(
            @JsonProperty("chi_square") double chiSquare,
            @JsonProperty("degrees_of_freedom") int degreesOfFreedom,
            @JsonProperty("p_value") double pValue,
            @JsonProperty("threshold") double threshold,
            @JsonProperty("mismatch") boolean mismatch) {
        static Srm of(SampleRatio ratio) {
            return new Srm(
                    ratio.chiSquare(),
                    ratio.degreesOfFreedom(),
                    ratio.pValue(),
                    SampleRatio.THRESHOLD,
                    ratio.isMismatch());
        }
    }
}
