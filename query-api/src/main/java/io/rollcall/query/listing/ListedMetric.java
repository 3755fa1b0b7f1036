package io.rollcall.query.listing;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.Facet;
import io.rollcall.lake.metric.Interval;
import io.rollcall.lake.metric.Metric;
import io.rollcall.lake.metric.MetricList;
import io.rollcall.query.question.Parameters;
import java.util.List;
import java.util.stream.Stream;

/**
 * A metric with all that may be asked of it and all that it answers. It follows from the metric's class.
 *
 * @param columns of a row, in order
 * @param parameters beside those of every metric
 * @param filters the parameters that say which events count
 * @param groupings what {@code group_by} may name, {@code none} alone, of the others one or two
 * @param intervals of which there can be a row each
 * @param additive whether all measures of several rows may be added up
 * @param takesAsOf whether earlier figures can be asked for
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ListedMetric(
        String id,
        int version,
        String definition,
        List<ListedColumn> columns,
        List<ListedParameter> parameters,
        List<String> filters,
        List<String> groupings,
        List<String> intervals,
        boolean additive,
        boolean takesAsOf) {
    /** A member of an object, so that others can come beside it. */
    public record All(List<ListedMetric> metrics) {}

    /** Every metric, in the order of their list. */
    public static All all(MetricList metrics) {
        return new All(metrics.all().stream().map(ListedMetric::of).toList());
    }

    private static List<String> facets(Metric metric) {
        return metric.overEvents().isPresent()
                ? Stream.of(Facet.values()).map(Facet::word).toList()
                : List.of();
    }

    private static ListedMetric of(Metric metric) {
        return new ListedMetric(
                metric.name(),
                metric.version(),
                metric.definition(),
                ListedColumn.of(metric.columns()),
                metric.parameters().stream().map(ListedParameter::of).toList(),
                metric.overEvents().isPresent() ? Parameters.filters(metric) : List.of(),
                Stream.concat(Parameters.GROUPINGS.stream(), facets(metric).stream())
                        .toList(),
                metric.intervals().stream().sorted().map(Interval::word).toList(),
                metric.additive(),
                !(metric instanceof ComputedMetric computed) || computed.keepsEarlier());
    }
}
