package io.rollcall.lake;

import io.rollcall.lake.engine.Literal;
import java.time.Duration;
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
    LNESS(Definition.of("lness", 1).reading(Input.PROFILE_DAY).before(29).keepingEarlier()),
    LIFECYCLE(Definition.of("lifecycle", 1)
            .reading(Input.PROFILE_DAY, Input.FIRST_DAY)
            .before(1)
            .keepingEarlier()),
    RETENTION(Definition.of("retention", 1)
            .reading(Input.PROFILE_DAY, Input.FIRST_DAY)
            .after(RetentionCells.STANDARD_HORIZON_DAYS)
            .with(Map.of("horizon", Literal.of(RetentionCells.STANDARD_HORIZON_DAYS)))
            .given(Map.of(
                    "asked.day", RetentionCells.days(RetentionCells.STANDARD_DAYS),
                    "asked.bracket", RetentionCells.brackets(RetentionCells.STANDARD_BRACKETS)))),
    RETENTION_WEIGHTED(Definition.of("retention_weighted", 1)
            .reading(Input.RETENTION_FIGURE)
            .onDemandOnly()),
    CHURN(Definition.of("churn", 1)
            .reading(Input.PROFILE_DAY)
            .before(2 * Standard.CHURN_WINDOW_DAYS - 1)
            .with(Map.of("window", Literal.of(Standard.CHURN_WINDOW_DAYS)))),
    SEGMENTS(Definition.of("segments", 1)
            .reading(Input.PROFILE_DAY)
            .with(Map.of("high_from", Literal.of(Standard.HIGH_FROM_PLAYS)))),
    GROWTH(Definition.of("growth", 1).reading(Input.PROFILE_DAY).before(28).keepingEarlier()),
    SESSIONS(Definition.of("sessions", 1)
            .reading(Input.PROFILE_DAY, Input.EVENT)
            .before(1)
            .after(1)
            .with(Map.of("gap_millis", Literal.of(Standard.SESSION_GAP_MILLIS)))
            .keepingEarlier()),
    ADOPTION(Definition.of("adoption", 1)
            .reading(Input.PROFILE_DAY, Input.EVENT)
            .before(29)
            .with(Map.of("lookback", Literal.of(29)))
            .atOnce(2)),
    ADOPTION_PROPERTY(Definition.of("adoption_property", 1)
            .reading(Input.PROFILE_DAY, Input.EVENT)
            .before(29)
            .with(Map.of("lookback", Literal.of(29), "limit", Literal.of(20)))
            .onDemandOnly()),
    FUNNEL(Definition.of("funnel", 1)
            .reading(Input.EVENT)
            .after(1)
            .with(FunnelSteps.literals(List.of("app_start", "browse", "play"), Duration.ofDays(1)))),
    PATHS(Definition.of("paths", 1)
            .reading(Input.PROFILE_DAY, Input.EVENT)
            .before(1)
            .after(1)
            .with(Map.of(
                    "gap_millis", Literal.of(Standard.SESSION_GAP_MILLIS),
                    "start", Literal.of("app_start"),
                    "length", Literal.of(4),
                    "limit", Literal.of(20)))),
    TITLES(Definition.of("titles", 1)
            .reading(Input.EVENT)
            .before(7)
            .with(Map.of("limit", Literal.of(100), "prior", Literal.of(1)))
            .atOnce(7)),
    PLAYBACK(Definition.of("playback", 1)
            .reading(Input.EVENT)
            .with(Map.of("items", Literal.of(50)))
            .atOnce(1)),
    REVENUE(Definition.of("revenue", 1)
            .reading(Input.EVENT, Input.SUBSCRIPTION)
            .before(29)
            .given(Map.of("asked.rate", CurrencyRate.relation(List.of())))),
    CHURN_SUBSCRIPTION(Definition.of("churn_subscription", 1)
            .reading(Input.EVENT, Input.SUBSCRIPTION));

    /** What the constants above are made of; they come before every other constant of this class. */
    private static final class Standard {
        static final long SESSION_GAP_MILLIS = 1_800_000;
        static final int CHURN_WINDOW_DAYS = 30;
        static final int HIGH_FROM_PLAYS = 5;

        private Standard() {}
    }

    /** What a file reads. */
    enum Input {
        /** {@code gold.profile_day} of the days in reach. */
        PROFILE_DAY,
        /** {@code silver.enriched_app_events} of the days in reach. */
        EVENT,
        /** {@code gold.first_day} and {@code gold.first_day_in_region}: of all days. */
        FIRST_DAY,
        /** {@code silver.subscription_state}: of all days; {@code silver.account_day} of the days in reach, from the events. */
        SUBSCRIPTION,
        /** {@code asked.figure}: what was worked out of retention, of the days asked for. */
        RETENTION_FIGURE
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
     * @param daysAtOnce days whose values are worked out in one go: more need more memory, fewer read the days around them more often
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
            boolean nightly,
            int daysAtOnce) {
        private static final int STANDARD_DAYS_AT_ONCE = 14;

        static Definition of(String file, int version) {
            return new Definition(
                    file, version, Set.of(), 0, 0, Map.of(), Map.of(), false, true, STANDARD_DAYS_AT_ONCE);
        }

        Definition reading(Input... read) {
            return new Definition(
                    file,
                    version,
                    Set.of(read),
                    daysBefore,
                    daysAfter,
                    literals,
                    relations,
                    keepsEarlier,
                    nightly,
                    daysAtOnce);
        }

        Definition before(int days) {
            return new Definition(
                    file, version, inputs, days, daysAfter, literals, relations, keepsEarlier, nightly, daysAtOnce);
        }

        Definition after(int days) {
            return new Definition(
                    file, version, inputs, daysBefore, days, literals, relations, keepsEarlier, nightly, daysAtOnce);
        }

        Definition with(Map<String, String> standard) {
            return new Definition(
                    file,
                    version,
                    inputs,
                    daysBefore,
                    daysAfter,
                    standard,
                    relations,
                    keepsEarlier,
                    nightly,
                    daysAtOnce);
        }

        Definition given(Map<String, String> standard) {
            return new Definition(
                    file,
                    version,
                    inputs,
                    daysBefore,
                    daysAfter,
                    literals,
                    standard,
                    keepsEarlier,
                    nightly,
                    daysAtOnce);
        }

        Definition keepingEarlier() {
            return new Definition(
                    file, version, inputs, daysBefore, daysAfter, literals, relations, true, nightly, daysAtOnce);
        }

        Definition onDemandOnly() {
            return new Definition(
                    file, version, inputs, daysBefore, daysAfter, literals, relations, keepsEarlier, false, daysAtOnce);
        }

        Definition atOnce(int days) {
            return new Definition(
                    file, version, inputs, daysBefore, daysAfter, literals, relations, keepsEarlier, nightly, days);
        }

        boolean reads(Input input) {
            return inputs.contains(input);
        }

        /** The days that a value of that day depends on: those that are read, and where something ever was, all before. */
        Window basis(LocalDate dt) {
            Window read = read(dt, dt);
            return reads(Input.FIRST_DAY) || reads(Input.SUBSCRIPTION) ? new Window(LocalDate.EPOCH, read.last()) : read;
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
