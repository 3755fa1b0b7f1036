package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;

/**
 * {@code dau.account}, {@code wau.account}, {@code mau.account}: what {@link Actives} says of profiles, of accounts. The same files work
 * it out, with accounts in the place of profiles. Events without an {@code account_id} are of no account.
 */
final class ActiveAccounts {
    /** The end of the name of a metric that counts accounts. */
    static final String SUFFIX = ".account";

    static final ComputedMetric DAU = actives(Actives.DAU, "on dt");
    static final ComputedMetric WAU = actives(Actives.WAU, "in the 7 days that end with dt");
    static final ComputedMetric MAU = actives(Actives.MAU, "in the 30 days that end with dt");

    private ActiveAccounts() {}

    private static ComputedMetric actives(DayMetric ofProfiles, String when) {
        return ComputedMetric.of(
                        ofProfiles.name() + SUFFIX,
                        1,
                        "distinct accounts, by account_id, active " + when,
                        Columns.of(DayMetric.value("accounts")),
                        ofProfiles
                                .computation(Input.ACCOUNT_DAY)
                                .called(ofProfiles.name() + SUFFIX)
                                .keepingEarlier())
                .over(ofProfiles.intervals());
    }
}
