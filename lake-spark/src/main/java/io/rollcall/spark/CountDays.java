package io.rollcall.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.rollcall.lake.count.CountedTable;
import io.rollcall.lake.sql.Literal;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;

/**
 * The heavy part of a reconciliation on a cluster: counts days anew, bronze to silver and silver to every {@link
 * CountedTable}, and notes in the last one's properties what it has counted. The lakehouse's next reconciliation
 * takes such counts over instead of making its own, as it does after having been killed, and publishes them. So nothing is
 * visible before that, and what this job does may be repeated or lost at any point.
 */
public final class CountDays {
    private static final Logger LOG = LogManager.getLogger(CountDays.class);
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int ID_TAIL = 8;
    private static final String BRONZE = SparkSql.CATALOG + ".bronze.app_event";
    private static final String SILVER = SparkSql.CATALOG + ".silver.enriched_app_events";

    private final SparkSql lake;
    private final String run;

    CountDays(SparkSql lake, Instant now) {
        this.lake = lake;
        this.run = ID.format(now) + "-" + UUID.randomUUID().toString().substring(0, ID_TAIL);
    }

    /**
     * Counts days.
     *
     * @param args the first day and the last, as {@code 2026-11-20 2026-11-21}
     */
    public static void main(String[] args) throws NoSuchTableException {
        if (args.length != 2) {
            throw new IllegalArgumentException("give the first day and the last: CountDays 2026-11-20 2026-11-21");
        }
        LocalDate first = LocalDate.parse(args[0]);
        LocalDate last = LocalDate.parse(args[1]);
        SparkSession spark =
                SparkSession.builder().appName("rollcall-count-days").getOrCreate();
        CountDays job = new CountDays(new SparkSql(spark), Instant.now());
        for (LocalDate dt : first.datesUntil(last.plusDays(1)).toList()) {
            LOG.info("{}: {}", dt, job.count(dt) ? "counted" : "not counted, no data or more of it meanwhile");
        }
    }

    /** Counts a day; false when it has no data, or got more while it was counted: then the lakehouse counts it by itself. */
    boolean count(LocalDate dt) throws NoSuchTableException {
        Optional<Long> data = newestData(dt);
        if (data.isEmpty()) {
            return false;
        }
        if (sharesFiles(dt)) {
            // One step replaces whole files only, and these hold other days too: until the next step the day has no
            // silver.
            lake.run("DELETE FROM " + SILVER + " WHERE dt = " + Literal.of(dt));
        }
        lake.file(
                        "silver/enriched_app_events",
                        Map.of(
                                "from", Literal.of(dt),
                                "to", Literal.of(dt),
                                "day_before", Literal.of(dt.minusDays(1)),
                                "day_after", Literal.of(dt.plusDays(1))))
                .writeTo(SILVER)
                .overwrite(col("dt").equalTo(lit(Date.valueOf(dt))));
        for (CountedTable counted : CountedTable.values()) {
            lake.run(counted.table().ordered(counted.query(dt, dt, run)))
                    .writeTo(named(counted))
                    .append();
        }
        if (!newestData(dt).equals(data)) {
            return false;
        }
        lake.run("ALTER TABLE " + named(CountedTable.PROFILE_DAY) + " SET TBLPROPERTIES ('rollcall.counted." + dt
                + "' = '" + run + " " + data.get() + "')");
        return true;
    }

    /** Tells whether a file of silver holds the day and others. */
    private boolean sharesFiles(LocalDate dt) {
        String day = Literal.of(dt);
        return !lake.run("SELECT dt FROM " + SILVER + " WHERE dt <> " + day + " AND _file IN (SELECT _file FROM "
                        + SILVER + " WHERE dt = " + day + ") LIMIT 1")
                .isEmpty();
    }

    private static String named(CountedTable counted) {
        return SparkSql.CATALOG + "." + counted.table().qualifiedName();
    }

    /** The newest data sequence number of the day's files, by which the lakehouse knows what was counted. */
    private Optional<Long> newestData(LocalDate dt) {
        List<Row> newest = lake.run("SELECT MAX(entry.sequence_number) FROM " + BRONZE + ".entries AS entry"
                        + " WHERE entry.status <> 2 AND entry.data_file.file_path IN"
                        + " (SELECT _file FROM " + BRONZE + " WHERE dt = " + Literal.of(dt) + ")")
                .collectAsList();
        return newest.stream()
                .filter(row -> !row.isNullAt(0))
                .map(row -> row.getLong(0))
                .findFirst();
    }
}
