package io.rollcall.query.catalogue;

import java.util.List;

/**
 * A metric of the catalogue, as it is described to those who ask for it.
 *
 * @param id its name in addresses
 * @param columns of its rows, between region and status
 * @param parameters beyond days and regions
 */
public record MetricDescription(String id, List<String> columns, List<Parameter> parameters) {
    /** Every metric there is. */
    public static List<MetricDescription> all() {
        return CatalogueMetrics.all().stream().map(MetricDescription::of).toList();
    }

    /**
     * A parameter of a metric.
     *
     * @param takes what it may be, and what it is when it is left out
     */
    public record Parameter(String name, String takes) {}

    private static MetricDescription of(FigureMetric metric) {
        return new MetricDescription(
                metric.id(),
                metric.columns(),
                metric.parameters().stream()
                        .map(parameter -> new Parameter(parameter.name(), parameter.takes()))
                        .toList());
    }
}
