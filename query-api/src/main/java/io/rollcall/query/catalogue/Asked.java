package io.rollcall.query.catalogue;

import io.rollcall.lake.metric.RetentionCells;
import io.rollcall.lake.value.CatalogueMetric;
import io.rollcall.lake.value.FigureQuestion.Own;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** What the parameters of a question add up to; each does its part. */
final class Asked {
    private List<CatalogueMetric> sources;
    private Ranking ranking;
    private OptionalInt limit = OptionalInt.empty();
    private OptionalInt daysBefore = OptionalInt.empty();
    private OptionalInt daysAfter = OptionalInt.empty();
    private final Set<String> dimensions = new TreeSet<>();
    private final Set<String> items = new TreeSet<>();
    private final Map<String, String> literals = new HashMap<>();
    private final Map<String, String> relations = new HashMap<>();

    Asked(FigureMetric metric) {
        this.sources = metric.sources();
        this.ranking = metric.ranking();
    }

    void sources(List<CatalogueMetric> others) {
        sources = List.copyOf(others);
    }

    void ranking(Ranking other) {
        ranking = other;
    }

    void limit(int rows) {
        limit = OptionalInt.of(rows);
    }

    void dimensions(Collection<String> wanted) {
        dimensions.addAll(wanted);
    }

    void items(Collection<String> wanted) {
        items.addAll(wanted);
    }

    /** Takes the chosen items back: they are said in another way. */
    void anyItem() {
        items.clear();
    }

    void literal(String name, String value) {
        literals.put(name, value);
    }

    void relation(String name, String query) {
        relations.put(name, query);
    }

    List<CatalogueMetric> sources() {
        return sources;
    }

    Ranking ranking() {
        return ranking;
    }

    OptionalInt limit() {
        return limit;
    }

    Set<String> dimensions() {
        return dimensions;
    }

    Set<String> items() {
        return items;
    }

    void daysBefore(int days) {
        daysBefore = OptionalInt.of(days);
    }

    void daysAfterAtLeast(int days) {
        daysAfter = OptionalInt.of(Math.max(days, daysAfter.orElse(RetentionCells.STANDARD_HORIZON_DAYS)));
    }

    void daysAfter(int days) {
        daysAfter = OptionalInt.of(days);
    }

    Own own() {
        return new Own(literals, relations, daysBefore, daysAfter);
    }
}
