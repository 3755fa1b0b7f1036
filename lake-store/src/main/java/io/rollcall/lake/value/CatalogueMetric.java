package io.rollcall.lake.value;

import io.rollcall.lake.metric.CurrencyRate;
import io.rollcall.lake.metric.FeatureUse;
import io.rollcall.lake.metric.FunnelSteps;
import io.rollcall.lake.metric.RetentionCells;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.value.FigureQuestion.Own;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
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
    LNESS(file("lness", 1).reading(Input.PROFILE_DAY).before(29).keepingEarlier()),
    LIFECYCLE(file("lifecycle", 1)
            .reading(Input.PROFILE_DAY, Input.FIRST_DAY)
            .before(1)
            .keepingEarlier()),
    RETENTION(file("retention", 1)
            .reading(Input.PROFILE_DAY, Input.FIRST_DAY)
            .after(RetentionCells.STANDARD_HORIZON_DAYS)
            .with(Map.of("horizon", Literal.of(RetentionCells.STANDARD_HORIZON_DAYS)))
            .given(Map.of(
                    "asked.day", RetentionCells.days(RetentionCells.STANDARD_DAYS),
                    "asked.bracket", RetentionCells.brackets(RetentionCells.STANDARD_BRACKETS)))),
    RETENTION_WEIGHTED(
            file("retention_weighted", 1).reading(Input.RETENTION_FIGURE).onDemandOnly()),
    CHURN(file("churn", 1)
            .reading(Input.PROFILE_DAY)
            .before(2 * Standard.CHURN_WINDOW_DAYS - 1)
            .with(Map.of("window", Literal.of(Standard.CHURN_WINDOW_DAYS)))),
    SEGMENTS(file("segments", 1)
            .reading(Input.PROFILE_DAY)
            .with(Map.of("high_from", Literal.of(Standard.HIGH_FROM_PLAYS)))),
    GROWTH(file("growth", 1).reading(Input.PROFILE_DAY).before(28).keepingEarlier()),
    SESSIONS(file("sessions", 1)
            .reading(Input.PROFILE_DAY, Input.EVENT, Input.SESSION_EVENT)
            .before(1)
            .after(1)
            .keepingEarlier()),
    ADOPTION(file("adoption", 2)
            .reading(Input.PROFILE_DAY, Input.FEATURE_DAY)
            .before(Standard.ADOPTION_DAYS_BEFORE)
            .with(Map.of(
                    "lookback", Literal.of(Standard.ADOPTION_DAYS_BEFORE),
                    "dimension", Literal.of("event_name"),
                    "limit", Literal.of(Standard.MOST_FEATURES)))
            .given(Map.of("asked.feature_use", FeatureUse.BY_EVENT_NAME))),
    ADOPTION_PROPERTY(file("adoption", 2)
            .called("adoption_property")
            .reading(Input.PROFILE_DAY, Input.EVENT)
            .before(Standard.ADOPTION_DAYS_BEFORE)
            .with(Map.of(
                    "lookback", Literal.of(Standard.ADOPTION_DAYS_BEFORE),
                    "dimension", Literal.of("value"),
                    "limit", Literal.of(20)))
            .onDemandOnly()),
    FUNNEL(file("funnel", 1)
            .reading(Input.EVENT)
            .after(1)
            .with(FunnelSteps.literals(List.of("app_start", "browse", "play"), Duration.ofDays(1)))),
    PATHS(file("paths", 1)
            .reading(Input.PROFILE_DAY, Input.EVENT, Input.SESSION_EVENT)
            .before(1)
            .after(1)
            .with(Map.of(
                    "start", Literal.of("app_start"),
                    "length", Literal.of(4),
                    "limit", Literal.of(20)))),
    TITLES(file("titles", 1)
            .reading(Input.EVENT)
            .before(7)
            .with(Map.of("limit", Literal.of(100), "prior", Literal.of(1)))
            .atOnce(7)),
    PLAYBACK(file("playback", 1)
            .reading(Input.EVENT)
            .with(Map.of("items", Literal.of(50)))
            .atOnce(1)),
    REVENUE(file("revenue", 1)
            .reading(Input.SUBSCRIPTION)
            .before(29)
            .given(Map.of("asked.rate", CurrencyRate.relation(List.of())))),
    CHURN_SUBSCRIPTION(file("churn_subscription", 1).reading(Input.SUBSCRIPTION));

    /** What the constants above are made of; they come before every other constant of this class. */
    private static final class Standard {
        static final int CHURN_WINDOW_DAYS = 30;
        static final int HIGH_FROM_PLAYS = 5;
        static final int ADOPTION_DAYS_BEFORE = 29;
        static final int MOST_FEATURES = 1_000;

        private Standard() {}
    }

    /** What a file reads. */
    enum Input {
        /** {@code gold.profile_day} of the days in reach. */
        PROFILE_DAY,
        /** {@code gold.feature_day} of the days in reach. */
        FEATURE_DAY,
        /** {@code silver.enriched_app_events} of the days in reach. */
        EVENT,
        /** {@code asked.session_event}, from the events and the profiles' days. */
        SESSION_EVENT,
        /** {@code gold.first_day} and {@code gold.first_day_in_region}: of all days. */
        FIRST_DAY,
        /** {@code gold.subscription_state}: of all days; {@code gold.account_day} of the days in reach. */
        SUBSCRIPTION,
        /** {@code asked.figure}: what was worked out of retention, of the days asked for. */
        RETENTION_FIGURE
    }

    private final Definition definition;

    CatalogueMetric(Builder definition) {
        this.definition = definition.build();
    }

    /** Its name in the table. */
    public String id() {
        return definition.id();
    }

    /** Rises when the definition changes; what was worked out by an earlier one is worked out anew. */
    public int definitionVersion() {
        return definition.version();
    }

    /** Whether earlier versions of its figures stay. */
    public boolean keepsEarlier() {
        return definition.keepsEarlier();
    }

    Definition definition() {
        return definition;
    }

    /**
     * What there is to say of a metric.
     *
     * @param id its name in the table; that of its file unless several share one
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
            String id,
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
        /** The same with a question's own parameters in place of some of the standard ones. */
        Definition with(Own own) {
            Map<String, String> allLiterals = new HashMap<>(literals);
            allLiterals.putAll(own.literals());
            Map<String, String> allRelations = new HashMap<>(relations);
            allRelations.putAll(own.relations());
            return new Definition(
                    id,
                    file,
                    version,
                    inputs,
                    own.daysBefore().orElse(daysBefore),
                    own.daysAfter().orElse(daysAfter),
                    allLiterals,
                    allRelations,
                    keepsEarlier,
                    nightly,
                    daysAtOnce);
        }

        /** Whether the rows of days are read, and not only what was worked out from them. */
        boolean readsDays() {
            return !reads(Input.RETENTION_FIGURE);
        }

        boolean reads(Input input) {
            return inputs.contains(input);
        }

        /** The days that a value of that day depends on: those that are read, and where something ever was, all before. */
        Window basis(LocalDate dt) {
            Window read = read(dt, dt);
            return reads(Input.FIRST_DAY) || reads(Input.SUBSCRIPTION)
                    ? new Window(LocalDate.EPOCH, read.last())
                    : read;
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

    /** Says of a definition what is not as usual. */
    private static final class Builder {
        private static final int STANDARD_DAYS_AT_ONCE = 14;

        private final String file;
        private final int version;
        private String id;
        private Set<Input> inputs = Set.of();
        private int daysBefore;
        private int daysAfter;
        private Map<String, String> literals = Map.of();
        private Map<String, String> relations = Map.of();
        private boolean keepsEarlier;
        private boolean nightly = true;
        private int daysAtOnce = STANDARD_DAYS_AT_ONCE;

        private Builder(String file, int version) {
            this.file = file;
            this.version = version;
            this.id = file;
        }

        Builder called(String name) {
            id = name;
            return this;
        }

        Builder reading(Input... read) {
            inputs = Set.of(read);
            return this;
        }

        Builder before(int days) {
            daysBefore = days;
            return this;
        }

        Builder after(int days) {
            daysAfter = days;
            return this;
        }

        Builder with(Map<String, String> standard) {
            literals = standard;
            return this;
        }

        Builder given(Map<String, String> standard) {
            relations = standard;
            return this;
        }

        Builder keepingEarlier() {
            keepsEarlier = true;
            return this;
        }

        Builder onDemandOnly() {
            nightly = false;
            return this;
        }

        Builder atOnce(int days) {
            daysAtOnce = days;
            return this;
        }

        Definition build() {
            return new Definition(
                    id,
                    file,
                    version,
                    inputs,
                    daysBefore,
                    daysAfter,
                    literals,
                    relations,
                    keepsEarlier,
                    nightly,
                    daysAtOnce);
        }
    }

    private static Builder file(String name, int version) {
        return new Builder(name, version);
    }

    /** Those that are worked out every night. */
    static List<CatalogueMetric> nightly() {
        return List.of(values()).stream()
                .filter(metric -> metric.definition.nightly())
                .toList();
    }
}
