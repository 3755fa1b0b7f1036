package io.rollcall.query.catalogue;

import io.rollcall.lake.value.CatalogueMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A metric of the catalogue as it is asked for.
 *
 * @param id its name in addresses
 * @param sources what the lake calls it; several where a metric has kinds that are worked out apart
 * @param dimension the column that says what is broken down, where there are several possibilities
 * @param item the column that says which part of it
 * @param measures the columns after those
 * @param parameters beyond days and regions
 * @param ranking how the items of a day and region are put in order, and how many there are
 */
record FigureMetric(
        String id,
        List<CatalogueMetric> sources,
        Optional<String> dimension,
        Optional<String> item,
        List<String> measures,
        List<FigureParameter> parameters,
        Ranking ranking) {

    static FigureMetric of(String id, CatalogueMetric source, String... measures) {
        return new FigureMetric(
                id, List.of(source), Optional.empty(), Optional.empty(), List.of(measures), List.of(), Ranking.NONE);
    }

    FigureMetric and(CatalogueMetric source) {
        List<CatalogueMetric> all = new ArrayList<>(sources);
        all.add(source);
        return new FigureMetric(id, List.copyOf(all), dimension, item, measures, parameters, ranking);
    }

    FigureMetric by(String dimensionColumn) {
        return new FigureMetric(id, sources, Optional.of(dimensionColumn), item, measures, parameters, ranking);
    }

    FigureMetric each(String itemColumn) {
        return new FigureMetric(id, sources, dimension, Optional.of(itemColumn), measures, parameters, ranking);
    }

    FigureMetric taking(FigureParameter... taken) {
        return new FigureMetric(id, sources, dimension, item, measures, List.of(taken), ranking);
    }

    FigureMetric ranked(Ranking order) {
        return new FigureMetric(id, sources, dimension, item, measures, parameters, order);
    }

    /** The columns between region and status. */
    List<String> columns() {
        List<String> columns = new ArrayList<>();
        dimension.ifPresent(columns::add);
        item.ifPresent(columns::add);
        columns.addAll(measures);
        return columns;
    }
}
