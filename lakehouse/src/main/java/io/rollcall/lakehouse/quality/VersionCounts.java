package io.rollcall.lakehouse.quality;

import io.rollcall.lake.metric.Quality;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one version of the app were like on some days.
 *
 * @param platform that it runs on
 * @param version as its events say
 */
record VersionCounts(
        String platform,
        String version,
        long accepted,
        long rejected,
        long late,
        long wrongClock,
        long withoutAccount,
        long withoutDevice,
        long withoutSession) {

    /** The counts of a row of the metric {@code quality} by version. */
    static VersionCounts of(String item, Map<String, @Nullable Double> values) {
        int slash = item.indexOf(Quality.SLASH);
        return new VersionCounts(
                item.substring(0, slash),
                item.substring(slash + 1),
                count(values, Quality.ACCEPTED),
                count(values, Quality.REJECTED),
                count(values, Quality.LATE),
                count(values, Quality.CORRECTED) + count(values, Quality.CLAMPED),
                count(values, Quality.WITHOUT + "account_id"),
                count(values, Quality.WITHOUT + "device_id"),
                count(values, Quality.WITHOUT + "session_id"));
    }

    /** What is not known is as good as none: it raises no alarm. */
    private static long count(Map<String, @Nullable Double> values, String measure) {
        Double value = values.get(measure);
        return value == null ? 0 : value.longValue();
    }

    long sent() {
        return accepted + rejected;
    }

    /** The counts of the same version on both days. */
    VersionCounts and(VersionCounts other) {
        return new VersionCounts(
                platform,
                version,
                accepted + other.accepted,
                rejected + other.rejected,
                late + other.late,
                wrongClock + other.wrongClock,
                withoutAccount + other.withoutAccount,
                withoutDevice + other.withoutDevice,
                withoutSession + other.withoutSession);
    }
}
