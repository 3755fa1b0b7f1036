package io.rollcall.lake;

import io.rollcall.lake.bronze.Bronze;
import io.rollcall.lake.bronze.RejectedCounts;
import io.rollcall.lake.count.Dimensions;
import io.rollcall.lake.day.ErasedMeanwhileException;
import io.rollcall.lake.day.LastSuccess;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.erasure.Erasure;
import io.rollcall.lake.erasure.ErasureProof;
import io.rollcall.lake.erasure.ErasureUnfinishedException;
import io.rollcall.lake.files.StoredFiles;
import io.rollcall.lake.files.StoredFiles.Stored;
import io.rollcall.lake.metric.MetricList;
import io.rollcall.lake.publish.OpenDayRun;
import io.rollcall.lake.publish.Publication;
import io.rollcall.lake.report.LiveSnapshots;
import io.rollcall.lake.sandbox.Sandbox;
import io.rollcall.lake.sandbox.SandboxSettings;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import io.rollcall.lake.upkeep.CountSweep;
import io.rollcall.lake.upkeep.Maintenance;
import io.rollcall.lake.upkeep.MaintenanceSettings;
import io.rollcall.lake.upkeep.OpenDaySweep;
import io.rollcall.lake.value.MetricRun;
import io.rollcall.lake.value.ProfileDays;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A lake on a local disk, for whoever is outside of it: each piece of work on the tables begins here. Several processes may
 * have the same lake open. What is committed survives the death of the process and, as far as the disk keeps what it
 * acknowledged, the loss of power.
 */
public final class Lake implements AutoCloseable {
    private final Tables tables;
    private final MetricList metrics;

    /** The lake over tables that are open already; closing the lake closes them. */
    public Lake(Tables tables) {
        this(tables, MetricList.OF_THE_PROGRAM);
    }

    /**
     * The same, which works a deployment's own metrics out, too.
     *
     * @throws io.rollcall.lake.metric.InvalidMetricException when one of them cannot be worked out
     */
    public Lake(Tables tables, MetricList metrics) {
        new OwnMetricCheck(tables).require(metrics.own());
        this.tables = tables;
        this.metrics = metrics;
    }

    /**
     * Opens a lake, and makes what is missing of it.
     *
     * @throws UncheckedIOException when the directory cannot be made
     */
    public static Lake open(LakeSettings settings) {
        return open(settings, MetricList.OF_THE_PROGRAM);
    }

    /**
     * Opens a lake that works a deployment's own metrics out, too.
     *
     * @throws UncheckedIOException when the directory cannot be made
     * @throws io.rollcall.lake.metric.InvalidMetricException when one of the metrics cannot be worked out
     */
    public static Lake open(LakeSettings settings, MetricList metrics) {
        Tables tables = Tables.open(settings.directory(), settings.engine());
        try {
            return new Lake(tables, metrics);
        } catch (RuntimeException invalid) {
            tables.close();
            throw invalid;
        }
    }

    /** The metrics that are worked out. */
    public MetricList metrics() {
        return metrics;
    }

    /** Begins a piece of work on the tables. */
    public TableSession session() {
        return tables.session();
    }

    /**
     * Replaces what is known of titles. Days that are counted from now on carry it, and values that need it are worked out again.
     *
     * @param csv with the header {@code title_id,name,kind,genre,runtime_sec}
     * @return the number of titles
     * @throws IllegalArgumentException when the file names a title twice, or one without an id
     * @throws io.rollcall.lake.engine.EngineException when it is not such a file
     */
    public long loadTitles(Path csv) {
        return new Dimensions(tables).loadTitles(csv);
    }

    /**
     * What the tables take on the disk, whatever is in the files and whoever names them.
     *
     * @param files how many
     * @param bytes of all of them
     */
    public record Extent(long files, long bytes) {}

    /** Looks what the tables take on the disk now. */
    public Extent extent() {
        List<Stored> stored = StoredFiles.below(tables.directory());
        return new Extent(
                stored.size(), stored.stream().mapToLong(Stored::bytes).sum());
    }

    /** Begins a reconciliation; it sees the lake as it is now. */
    public Publication beginRun(Instant now) {
        return Publication.begin(tables, now);
    }

    /** The time at which a reconciliation last ended with nothing failed, in whatever process; empty for never. */
    public Optional<Instant> lastSuccess() {
        return LastSuccess.read(tables);
    }

    /** Notes that a reconciliation ended with nothing failed. */
    public void succeeded(Instant at) {
        LastSuccess.note(tables, at);
    }

    /** Begins to count the days that are not published yet: today, and yesterday as long as it is not. */
    public OpenDayRun beginOpenDays(Instant now) {
        return OpenDayRun.begin(tables, metrics, now);
    }

    /** Takes away what counts of open days have left; returns how many files. Their bytes go within {@link OpenDaySweep#GRACE}. */
    public int sweepOpenDays(Instant now) {
        return OpenDaySweep.of(tables, now);
    }

    /** Begins to work out the metrics from the published days. */
    public MetricRun beginMetricRun() {
        return MetricRun.begin(tables, metrics);
    }

    /** Takes out counts that no published day shows any more; returns how many files. Their bytes go when snapshots expire. */
    public int sweep(Instant now) {
        return CountSweep.of(tables, now);
    }

    /** The lake's upkeep. */
    public Maintenance maintenance(MaintenanceSettings settings) {
        return new Maintenance(tables, settings);
    }

    /**
     * Erases profiles from every table, and from the disk. The next run that has anything to do restates the days that rows
     * were taken out of. May be done again, and goes on where a killed one was. Runs under way fail with {@link
     * ErasedMeanwhileException}, readers may fail to find a file.
     *
     * @throws ErasureUnfinishedException when it cannot be proven yet that no file holds them
     */
    public ErasureProof erase(Set<Long> profileIds, Instant now) {
        return new Erasure(tables, profileIds, now).erase();
    }

    /** The published figures as they stand now; make one for each request. */
    public Published published() {
        return Published.now(tables);
    }

    /** Answers questions in SQL over the published days, and over those that are counted from what is archived of them. */
    public Sandbox sandbox(SandboxSettings settings) {
        return new Sandbox(settings, tables.engine().scratch(), new SqlViews(tables));
    }

    /** The rows of what every profile did on a published day; close them. */
    public ProfileDays profileDays(PublishedDay day) {
        return ProfileDays.of(tables, day);
    }

    /** The snapshots of what the live counters said of days when they were first reconciled. */
    public LiveSnapshots liveSnapshots() {
        return new LiveSnapshots(tables);
    }

    /** The raw events. */
    public Bronze bronze() {
        return new Bronze(tables);
    }

    /** The counts of refused events. */
    public RejectedCounts rejectedCounts() {
        return new RejectedCounts(tables);
    }

    @Override
    public void close() {
        tables.close();
    }
}
