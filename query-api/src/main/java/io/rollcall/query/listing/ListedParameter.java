package io.rollcall.query.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.rollcall.lake.metric.Domain;
import io.rollcall.lake.metric.Parameter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a metric.
 *
 * @param type {@code integer}, {@code choice}, {@code list} (separated by commas) or {@code text}
 * @param standard as it is written in an address; null where only leaving the parameter out says it
 * @param bounds what it may be and what it is when it is left out, for people
 * @param minimum of an integer
 * @param maximum of an integer
 * @param values of a choice, all that there are
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ListedParameter(
        String name,
        String type,
        @JsonInclude @JsonProperty("default") @Nullable String standard,
        String bounds,
        @Nullable Integer minimum,
        @Nullable Integer maximum,
        List<String> values) {
    static ListedParameter of(Parameter<?> parameter) {
        Domain domain = parameter.domain();
        return new ListedParameter(
                parameter.name(),
                domain.type().name().toLowerCase(Locale.ROOT),
                parameter.written().orElse(null),
                parameter.takes(),
                domain.least().isPresent() ? domain.least().getAsInt() : null,
                domain.most().isPresent() ? domain.most().getAsInt() : null,
                domain.choices());
    }
}
