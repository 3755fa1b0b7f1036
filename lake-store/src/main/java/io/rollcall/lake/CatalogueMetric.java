package io.rollcall.lake;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/**
 * The metrics of the catalogue that are worked out after the days are published: each is a .sql file, run every night with
 * standard parameters, and on demand with others.
 */
// Maps, sets and lists that cannot change; their types only do not say so.
@SuppressWarnings("ImmutableEnumChecker")
public enum CatalogueMetric {
    LNESS(Definition.of("lness", 1).reading(Input.PROFILE_DAY).before(29).keepingEarlier());

    /** What a file reads. */
    enum Input {
        /** {@code gold.profile_day} of the days in reach. */
        PROFILE_DAY,
        /** {@code silver.enriched_app_events} of the days in reach. */
        EVENT,
        /** {@code gold.first_day}: of all days. */
        FIRST_DAY
    }

    private final Definition definition;

    CatalogueMetric(Definition definition) {
        this.definition = definition;
    }

    /** Its name in the table, and that of its file. */
    public String id() {
        return definition.file();
    }

    /** Rises when the definition changes; what was worked out by an earlier one is worked out anew. */
    public int definitionVersion() {
        return definition.version();
    }

    Definition definition() {
        return definition;
    }

    /**
     * What there is to say of a metric.
     *
     * @param file below {@code sql/catalogue/}
     * @param daysBefore that are read before the day a value is about
     * @param daysAfter that are read after it
     * @param literals the standard parameters
     * @param relations the standard inputs that are no tables: name to query
     * @param keepsEarlier whether earlier versions stay, for {@code as_of}
     * @param nightly whether it is worked out every night
     */
    record Definition(
            String file,
            int version,
            Set<Input> inputs,
            int daysBefore,
            int daysAfter,
            Map<String, String> literals,
            Map<String, String> relations,
            boolean keepsEarlier,
            boolean nightly) {
        static Definition of(String file, int version) {
            return new Definition(file, version, Set.of(), 0, 0, Map.of(), Map.of(), false, true);
        }

        Definition reading(Input... read) {
            return new Definition(
                    file, version, Set.of(read), daysBefore, daysAfter, literals, relations, keepsEarlier, nightly);
        }

        Definition before(int days) {
            return new Definition(file, version, inputs, days, daysAfter, literals, relations, keepsEarlier, nightly);
        }

        Definition after(int days) {
            return new Definition(file, version, inputs, daysBefore, days, literals, relations, keepsEarlier, nightly);
        }

        Definition with(Map<String, String> standard) {
            return new Definition(
                    file, version, inputs, daysBefore, daysAfter, standard, relations, keepsEarlier, nightly);
        }

        Definition given(Map<String, String> standard) {
            return new Definition(
                    file, version, inputs, daysBefore, daysAfter, literals, standard, keepsEarlier, nightly);
        }

        Definition keepingEarlier() {
            return new Definition(file, version, inputs, daysBefore, daysAfter, literals, relations, true, nightly);
        }

        Definition onDemandOnly() {
            return new Definition(
                    file, version, inputs, daysBefore, daysAfter, literals, relations, keepsEarlier, false);
        }

        boolean reads(Input input) {
            return inputs.contains(input);
        }

        /** The days that a value of that day depends on: those that are read, and where something ever was, all before. */
        Window basis(LocalDate dt) {
            Window read = read(dt, dt);
            return reads(Input.FIRST_DAY) ? new Window(LocalDate.EPOCH, read.last()) : read;
        }

        /** The days that are read for values of the days from the first to the last. */
        Window read(LocalDate from, LocalDate to) {
            return new Window(from.minusDays(daysBefore), to.plusDays(daysAfter));
        }
    }

    /** Days from the first to the last, both included. */
    record Window(LocalDate first, LocalDate last) {
        <T> NavigableMap<LocalDate, T> of(NavigableMap<LocalDate, T> days) {
            return days.subMap(first, true, last, true);
        }
    }

    /** Those that are worked out every night. */
    static List<CatalogueMetric> nightly() {
        return List.of(values()).stream()
                .filter(metric -> metric.definition.nightly())
                .toList();
    }
}
