package io.rollcall.lake.experiment;

import java.util.Locale;

/** A metric that an experiment may be judged by: a number that {@code gold.profile_day} has of every profile. */
public enum ExperimentMetric {
    PLAYS(Kind.MEAN),
    PLAY_STARTED(Kind.MEAN),
    SEARCHES(Kind.MEAN),
    BROWSES(Kind.MEAN),
    WATCH_TIME_SEC(Kind.MEAN),
    ACTIVE_DAYS(Kind.MEAN),
    PLAYED(Kind.PROPORTION),
    SEARCHED(Kind.PROPORTION),
    RETAINED_1(Kind.PROPORTION),
    RETAINED_7(Kind.PROPORTION),
    RETAINED_14(Kind.PROPORTION),
    RETAINED_28(Kind.PROPORTION);

    /** The kind of value that is known of a profile. */
    public enum Kind {
        /** A number; a variant has its mean. */
        MEAN,
        /** Yes or no; a variant has the share of yes. */
        PROPORTION
    }

    private final Kind kind;

    ExperimentMetric(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** The metric's name as it stands in addresses, answers and {@code experiment/experiment.sql}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
