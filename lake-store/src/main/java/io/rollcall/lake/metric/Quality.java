package io.rollcall.lake.metric;

import io.rollcall.event.LiveWindow;
import io.rollcall.event.Reason;
import io.rollcall.lake.metric.Computation.Input;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** {@code quality}: what clients sent, and what was wrong with it, by platform and version of the app. */
public final class Quality {
    public static final String NAME = "quality";
    public static final String ACCEPTED = "accepted";
    public static final String REJECTED = "rejected";
    public static final String LATE = "late";
    public static final String CORRECTED = "corrected";
    public static final String CLAMPED = "clamped";

    /** Begins the name of a measure that counts the events without an optional field. */
    public static final String WITHOUT = "without_";

    /** Stands between platform and version in an item of the dimension {@link #BY_VERSION}. */
    public static final char SLASH = '/';

    public static final String BY_VERSION = "app_version";

    /** The versions of a platform that go together, for each of them is rare. */
    public static final String OTHER = "other";

    /** What stands for a platform, or a version, that events do not say. */
    public static final String UNKNOWN = "unknown";

    /** Versions of a platform that are told apart on a day. */
    private static final int MOST_VERSIONS = 20;

    private static final String NONE = "none";
    private static final String EVENTS = "events";

    private static final Parameter<String> BY = Parameter.dimension("by", List.of(NONE, "platform", BY_VERSION))
            .choosingWhenGiven(by -> Choice.dimension(by.equals(NONE) ? "" : by));

    static final ComputedMetric METRIC = ComputedMetric.of(
                    NAME,
                    1,
                    "what clients sent on dt: accepted, refused by reason, twice, late, by a wrong clock, without a"
                            + " field, and what is missing from their sequence",
                    Columns.of(measures()).by("by").each("item"),
                    Computation.of(NAME, Input.EVENT, Input.REJECTED)
                            .with(Binding.literal("items", MOST_VERSIONS)
                                    .and(Binding.literal("live_days", LiveWindow.DAYS)))
                            .atOnce(7))
            .asking(BY);

    private Quality() {}

    private static Measure[] measures() {
        return Stream.concat(
                        Stream.of(
                                ACCEPTED,
                                "duplicates",
                                LATE,
                                "backfilled",
                                CORRECTED,
                                CLAMPED,
                                WITHOUT + "account_id",
                                WITHOUT + "platform",
                                WITHOUT + "app_version",
                                WITHOUT + "device_id",
                                WITHOUT + "session_id",
                                "with_seq",
                                "seq_gaps",
                                REJECTED),
                        Arrays.stream(Reason.values()).map(reason -> REJECTED + "_" + reason.code()))
                .map(measure -> Measure.count(measure, EVENTS).addingOverRegionsAndDays())
                .toArray(Measure[]::new);
    }
}
