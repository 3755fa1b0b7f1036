package io.rollcall.lake.metric;

import io.rollcall.lake.sql.SqlFile;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A way to work values of a metric out: a .sql file with what it reads.
 *
 * @param name what the lake calls its values; that of its file unless several share one
 * @param file its query, which gives {@code dt, region, dimension, item, measure, value}
 * @param inputs what the file reads
 * @param fixed what it is given whatever is asked
 * @param parameters whose arguments it is given, too
 * @param keepsEarlier whether earlier versions of its values stay, for {@code as_of}
 * @param nightly whether it runs every night, with standard arguments
 * @param daysAtOnce days whose values are worked out in one go: more need more memory, fewer read the days around them more often.
 *     Days on which little happened may be more
 * @param mostDays more days the file cannot answer in one go, whatever happened on them
 */
public record Computation(
        String name,
        SqlFile file,
        Set<Input> inputs,
        Binding fixed,
        List<Parameter<?>> parameters,
        boolean keepsEarlier,
        boolean nightly,
        int daysAtOnce,
        int mostDays) {
    private static final int USUAL_DAYS_AT_ONCE = 14;
    private static final int ANY_DAYS = Integer.MAX_VALUE;

    /** An input that a .sql file reads. */
    public enum Input {
        /** {@code gold.profile_day} of the days in reach. */
        PROFILE_DAY,
        /** {@code gold.account_day} of the days in reach; accounts are in the place of profiles in {@code gold.profile_day}. */
        ACCOUNT_DAY,
        /** {@code gold.feature_day} of the days in reach. */
        FEATURE_DAY,
        /** {@code gold.feature_day} of all days. */
        FEATURE_HISTORY,
        /** {@code silver.enriched_app_events} of the days in reach. */
        EVENT,
        /** {@code asked.session_event}, from the events and {@code gold.open_session}. */
        SESSION_EVENT,
        /** {@code asked.last_hour}: of each counted day the last hour that has begun, as far as it is archived. */
        LAST_HOUR,
        /** {@code bronze.rejected_count}: how many events were refused on the days asked for. */
        REJECTED,
        /** {@code silver.title}: what is known of titles now. */
        TITLE,
        /** {@code gold.first_day} and {@code gold.first_day_in_region}: of all days. */
        FIRST_DAY,
        /** The first days of accounts, of all days; accounts are in the place of profiles in {@code gold.first_day}. */
        FIRST_DAY_OF_ACCOUNT,
        /** {@code gold.subscription_state}: of all days; {@code gold.account_day} of the days in reach. */
        SUBSCRIPTION,
        /** {@code asked.day_value}: what the files of {@code sql/day} say of the days in reach. */
        DAY_VALUE,
        /** {@code asked.figure}: what was worked out of retention, of the days asked for. */
        RETENTION_VALUES
    }

    public Computation {
        inputs = Set.copyOf(inputs);
        parameters = List.copyOf(parameters);
    }

    /** That of a file below {@code sql/metric/}, whose values go by its name. */
    static Computation of(String file, Input... inputs) {
        return of(SqlFile.of("metric/" + file), Set.of(inputs)).called(file);
    }

    /** That of any file, whose values have no name yet. */
    static Computation of(SqlFile file, Set<Input> inputs) {
        return new Computation("", file, inputs, Binding.NONE, List.of(), false, true, USUAL_DAYS_AT_ONCE, ANY_DAYS);
    }

    Computation called(String other) {
        return new Computation(other, file, inputs, fixed, parameters, keepsEarlier, nightly, daysAtOnce, mostDays);
    }

    Computation with(Binding given) {
        return new Computation(
                name, file, inputs, fixed.and(given), parameters, keepsEarlier, nightly, daysAtOnce, mostDays);
    }

    Computation taking(Parameter<?>... taken) {
        return new Computation(name, file, inputs, fixed, List.of(taken), keepsEarlier, nightly, daysAtOnce, mostDays);
    }

    Computation keepingEarlier() {
        return new Computation(name, file, inputs, fixed, parameters, true, nightly, daysAtOnce, mostDays);
    }

    Computation onDemandOnly() {
        return new Computation(name, file, inputs, fixed, parameters, keepsEarlier, false, daysAtOnce, mostDays);
    }

    Computation atOnce(int days) {
        return new Computation(name, file, inputs, fixed, parameters, keepsEarlier, nightly, days, mostDays);
    }

    Computation atMost(int days) {
        return new Computation(name, file, inputs, fixed, parameters, keepsEarlier, nightly, daysAtOnce, days);
    }

    /** Tells whether all that it reads can be worked out from some of the events as from all of them. */
    public boolean followsFromEvents() {
        return !inputs.contains(Input.SUBSCRIPTION)
                && !inputs.contains(Input.RETENTION_VALUES)
                && !inputs.contains(Input.REJECTED);
    }

    /** Tells whether it can answer where some parameters are not standard. */
    boolean answers(List<Parameter<?>> ownParameters) {
        return parameters.containsAll(ownParameters);
    }

    /** The computation with a question's arguments. What accounts pay is worked out of days, whatever these are put together to. */
    BoundComputation bind(Arguments arguments) {
        Binding binding = parameters.stream()
                .<Binding>map(parameter -> parameter.binding(arguments))
                .reduce(fixed, Binding::and);
        Interval own = inputs.contains(Input.SUBSCRIPTION) ? Interval.DAY : arguments.interval();
        Predicate<Parameter<?>> standard = arguments::isStandard;
        return new BoundComputation(
                arguments.metric().version(),
                this,
                binding,
                nightly && own == Interval.DAY && parameters.stream().allMatch(standard),
                own);
    }
}
