package io.rollcall.query.catalogue;

import io.rollcall.lake.CatalogueMetric;
import java.util.List;
import java.util.Optional;

/** Every metric that comes from the catalogue of the lake. */
final class CatalogueMetrics {
    private static final List<FigureMetric> ALL = List.of(FigureMetric.of("lness", CatalogueMetric.LNESS, "profiles")
            .by("window")
            .each("active_days")
            .taking(FigureParameter.dimension("window", List.of("7", "30"))));

    private CatalogueMetrics() {}

    static Optional<FigureMetric> find(String id) {
        return ALL.stream().filter(metric -> metric.id().equals(id)).findFirst();
    }

    static List<String> ids() {
        return ALL.stream().map(FigureMetric::id).toList();
    }
}
