package io.rollcall.standalone.doctor;

import io.rollcall.standalone.doctor.MetricsPage.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Judges what a service measures. The bounds are those of the alarms (deploy/prometheus/rules.yml). */
final class MetricsExam {
    private static final double LAG_SECONDS = 120;
    private static final double ARCHIVE_LAG_SECONDS = 900;
    private static final double SKEW_SECONDS = 60;
    private static final double DISK_RESERVES = 2;
    private static final Duration A_NIGHT_MISSED = Duration.ofHours(26);
    private static final Pattern NO_LETTER = Pattern.compile("[^A-Za-z0-9]");
    private static final String RUNBOOK = "docs/guides/operate.md: ";

    private final String where;
    private final MetricsPage page;

    MetricsExam(String where, MetricsPage page) {
        this.where = where;
        this.page = page;
    }

    List<Finding> findings(Instant now) {
        List<Finding> found = new ArrayList<>();
        unknownSettings(found);
        page.named("rollcall_rollup_stopped")
                .filter(partition -> partition.value() > 0)
                .forEach(partition -> found.add(Finding.fault(
                        where,
                        "partition " + partition.label("partition") + " is stopped: " + partition.label("reason"),
                        RUNBOOK + "A stopped partition")));
        above(
                found,
                "rollcall_rollup_lag_seconds",
                LAG_SECONDS,
                "the live counters are %.0f s behind",
                "RollcallRollupLag");
        above(
                found,
                "rollcall_archive_lag_seconds",
                ARCHIVE_LAG_SECONDS,
                "the lake is %.0f s behind",
                "RollcallArchiveLag");
        above(
                found,
                "rollcall_archive_stopped_partitions",
                0,
                "%.0f partitions are not archived",
                "RollcallArchiveStopped");
        above(
                found,
                "rollcall_rollup_clock_skew_seconds",
                SKEW_SECONDS,
                "the gateways' clocks are %.0f s apart",
                "RollcallClockSkew");
        disk(found);
        reconciliation(found, now);
        return found;
    }

    /** A variable of the environment is shown a second time, as the setting that its name would be; it is one mistake. */
    private void unknownSettings(List<Finding> found) {
        Map<String, Sample> asWritten = new TreeMap<>();
        page.named("rollcall_unknown_settings")
                .sorted(Comparator.comparing(sample -> sample.label("setting")))
                .forEach(sample -> asWritten.putIfAbsent(
                        NO_LETTER
                                .matcher(sample.label("setting"))
                                .replaceAll("_")
                                .toUpperCase(Locale.ROOT),
                        sample));
        asWritten
                .values()
                .forEach(sample -> found.add(Finding.fault(
                        where,
                        sample.label("setting") + " is no setting, so what it was to say is not said",
                        "the nearest one is " + sample.label("nearest") + "; mend the name and restart the service")));
    }

    private void above(List<Finding> found, String metric, double bound, String what, String alarm) {
        double most = page.most(metric, 0);
        if (most > bound) {
            found.add(Finding.fault(where, String.format(Locale.ROOT, what, most), RUNBOOK + alarm));
        }
    }

    private void disk(List<Finding> found) {
        double free = page.most("rollcall_disk_free_bytes", Double.MAX_VALUE);
        double reserve = page.most("rollcall_disk_reserve_bytes", 0);
        if (free < DISK_RESERVES * reserve) {
            found.add(Finding.fault(
                    where,
                    String.format(Locale.ROOT, "%.0f MB are free on the disk of the data", free / 1e6),
                    RUNBOOK + "RollcallDiskNearlyFull"));
        }
    }

    /** A service that has just begun has a night before it; 0 is never. */
    private void reconciliation(List<Finding> found, Instant now) {
        double last = page.most("rollcall_reconciliation_last_success_timestamp_seconds", 0);
        if (last > 0 && now.minus(A_NIGHT_MISSED).isAfter(Instant.ofEpochSecond((long) last))) {
            found.add(Finding.fault(
                    where,
                    "no reconciliation has ended well since " + Instant.ofEpochSecond((long) last),
                    RUNBOOK + "RollcallReconciliationLate"));
        }
    }
}
