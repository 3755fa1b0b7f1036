package io.rollcall.lake.table;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.apache.iceberg.types.Types.NestedField.required;

import io.rollcall.lake.sql.Query;
import io.rollcall.lake.sql.Relation;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types.BinaryType;
import org.apache.iceberg.types.Types.BooleanType;
import org.apache.iceberg.types.Types.DateType;
import org.apache.iceberg.types.Types.DoubleType;
import org.apache.iceberg.types.Types.IntegerType;
import org.apache.iceberg.types.Types.LongType;
import org.apache.iceberg.types.Types.StringType;
import org.apache.iceberg.types.Types.TimestampType;

/**
 * The tables of the lake. A column is known by its number: a new one gets the next number, goes to the end and is optional,
 * for the rows of older lakes have nothing in it; {@link Tables#open} adds it to them. No column ever goes away, and no
 * number is used again.
 */
// Iceberg's identifiers, schemas, specs and orders are immutable; they only carry no annotation that says so.
@SuppressWarnings("ImmutableEnumChecker")
public enum LakeTable {
    /**
     * Every readable record of the log, once, as it came. {@code event_time} is the corrected time, of which {@code dt} is
     * the UTC date; {@code raw} holds the bytes the client sent.
     */
    APP_EVENT(
            "bronze",
            "app_event",
            new Schema(
                    required(1, "profile_id", LongType.get()),
                    optional(2, "account_id", LongType.get()),
                    required(3, "region", StringType.get()),
                    required(4, "event_name", StringType.get()),
                    required(5, "event_time", TimestampType.withZone(), "corrected by the gateway"),
                    required(6, "dt", DateType.get(), "UTC date of event_time"),
                    required(7, "event_id", StringType.get()),
                    optional(8, "title_id", LongType.get()),
                    optional(9, "duration_sec", IntegerType.get()),
                    optional(10, "platform", StringType.get()),
                    optional(11, "app_version", StringType.get()),
                    optional(12, "device_id", StringType.get()),
                    optional(13, "session_id", StringType.get()),
                    required(14, "active", BooleanType.get(), "whether the catalogue counted it as activity"),
                    required(15, "time_quality", StringType.get(), "ok, corrected or clamped"),
                    optional(16, "client_event_time", TimestampType.withZone(), "by the client's clock"),
                    optional(17, "sent_at", TimestampType.withZone(), "by the client's clock"),
                    required(18, "received_at", TimestampType.withZone(), "by the gateway's clock"),
                    optional(19, "properties", StringType.get(), "the JSON object as it came"),
                    optional(20, "raw", BinaryType.get(), "the event's bytes as they came"),
                    required(21, "shard", IntegerType.get()),
                    required(22, "kafka_topic_id", StringType.get()),
                    required(23, "kafka_partition", IntegerType.get()),
                    required(24, "kafka_offset", LongType.get()),
                    optional(25, "seq", LongType.get(), "the number that the client counts up by one an event"),
                    optional(26, "sample_rate", DoubleType.get(), "share of such events that were kept, null for all"),
                    optional(27, "backfill", BooleanType.get(), "whether it came in as history"),
                    optional(28, "sample_unit", StringType.get(), "what is kept as a whole: event or profile")),
            List.of("dt"),
            List.of("region", "profile_id")),

    /**
     * The number of refused events by the day of their receipt, as the topic of the rejected was archived. Additive: several rows may
     * be about the same. Nothing of an event is in it but what the columns say.
     */
    REJECTED_COUNT(
            "bronze",
            "rejected_count",
            new Schema(
                    optional(1, "dt", DateType.get(), "UTC date of receipt"),
                    optional(2, "reason", StringType.get(), "of the closed list, or unknown"),
                    optional(3, "platform", StringType.get(), "null where the event names none that there is"),
                    optional(4, "app_version", StringType.get(), "null where it names none; * for rare ones together"),
                    optional(5, "events", LongType.get())),
            List.of("dt"),
            List.of("reason", "platform", "app_version")),

    /** The events of a day, each once, with what the dimensions know about them. */
    ENRICHED_APP_EVENTS(
            "silver",
            "enriched_app_events",
            new Schema(
                    optional(1, "profile_id", LongType.get()),
                    optional(2, "account_id", LongType.get()),
                    optional(3, "region", StringType.get()),
                    optional(4, "event_name", StringType.get()),
                    optional(5, "event_time", TimestampType.withZone()),
                    optional(6, "dt", DateType.get()),
                    optional(7, "event_id", StringType.get()),
                    optional(8, "title_id", LongType.get()),
                    optional(9, "duration_sec", IntegerType.get()),
                    optional(10, "platform", StringType.get()),
                    optional(11, "app_version", StringType.get()),
                    optional(12, "device_id", StringType.get()),
                    optional(13, "session_id", StringType.get()),
                    optional(14, "active", BooleanType.get()),
                    optional(15, "properties", StringType.get()),
                    optional(16, "received_at", TimestampType.withZone()),
                    optional(17, "country", StringType.get()),
                    optional(18, "continent", StringType.get()),
                    optional(19, "device_class", StringType.get()),
                    optional(20, "title_name", StringType.get()),
                    optional(21, "title_kind", StringType.get()),
                    optional(22, "title_genre", StringType.get()),
                    optional(23, "title_runtime_sec", IntegerType.get()),
                    optional(24, "shard", IntegerType.get()),
                    optional(25, "kafka_partition", IntegerType.get()),
                    optional(26, "kafka_offset", LongType.get()),
                    optional(27, "seq", LongType.get()),
                    optional(28, "sample_rate", DoubleType.get(), "null where none was left out"),
                    optional(29, "time_quality", StringType.get(), "null in days that an older version counted"),
                    optional(30, "backfill", BooleanType.get(), "whether it came in as history"),
                    optional(31, "duplicates", LongType.get(), "further records of it on its day"),
                    optional(32, "sample_unit", StringType.get(), "null where a client did not say")),
            List.of("dt"),
            List.of()),

    /** The titles with what is known of them; loaded by the operator. */
    TITLE(
            "silver",
            "title",
            new Schema(
                    optional(1, "title_id", LongType.get()),
                    optional(2, "name", StringType.get()),
                    optional(3, "kind", StringType.get(), "movie, series, ..."),
                    optional(4, "genre", StringType.get()),
                    optional(5, "runtime_sec", IntegerType.get())),
            List.of(),
            List.of("title_id")),

    /** The name and the continent of every region. */
    COUNTRY(
            "silver",
            "country",
            new Schema(
                    optional(1, "region", StringType.get()),
                    optional(2, "country", StringType.get()),
                    optional(3, "continent", StringType.get())),
            List.of(),
            List.of("region")),

    /**
     * The counts of every run: a row per dt, region and profile. The view {@code gold.profile_day} shows the published
     * runs.
     */
    PROFILE_DAY_RUN(
            "gold",
            "profile_day_run",
            new Schema(
                    optional(1, "dt", DateType.get()),
                    optional(2, "run", StringType.get()),
                    optional(3, "region", StringType.get()),
                    optional(4, "profile_id", LongType.get()),
                    optional(5, "events", LongType.get()),
                    optional(6, "play_events", LongType.get()),
                    optional(7, "search_events", LongType.get()),
                    optional(8, "browse_events", LongType.get()),
                    optional(9, "unique_titles_viewed", LongType.get()),
                    optional(10, "total_watch_time_sec", LongType.get()),
                    optional(11, "active_events", LongType.get()),
                    optional(12, "first_event_time", TimestampType.withZone()),
                    optional(13, "last_event_time", TimestampType.withZone()),
                    optional(14, "live_active_events", LongType.get(), "active events that the live window took"),
                    optional(
                            15, "started_plays", LongType.get(), "play events that neither failed nor were abandoned")),
            List.of("dt", "run"),
            List.of("profile_id", "region")),

    /**
     * The number of times that every profile used each feature, as every run counted it. A feature is the name of an
     * event that is activity.
     */
    FEATURE_DAY_RUN(
            "gold",
            "feature_day_run",
            new Schema(
                    optional(1, "dt", DateType.get()),
                    optional(2, "run", StringType.get()),
                    optional(3, "region", StringType.get()),
                    optional(4, "profile_id", LongType.get()),
                    optional(5, "feature", StringType.get(), "an event_name"),
                    optional(6, "events", LongType.get())),
            List.of("dt", "run"),
            List.of("profile_id", "region", "feature")),

    /** The active accounts, as every run counted them. */
    ACCOUNT_DAY_RUN(
            "gold",
            "account_day_run",
            new Schema(
                    optional(1, "dt", DateType.get()),
                    optional(2, "run", StringType.get()),
                    optional(3, "region", StringType.get()),
                    optional(4, "account", StringType.get(), "account_id, or the profile where there is none"),
                    optional(5, "profile_id", LongType.get())),
            List.of("dt", "run"),
            List.of("account", "region", "profile_id")),

    /**
     * The statements that events make about subscriptions, as every run counted them: a subscriber is one by all days
     * together.
     */
    SUBSCRIPTION_CHANGE_RUN(
            "gold",
            "subscription_change_run",
            new Schema(
                    optional(1, "dt", DateType.get()),
                    optional(2, "run", StringType.get()),
                    optional(3, "account", StringType.get(), "account_id, or the profile where there is none"),
                    optional(4, "region", StringType.get()),
                    optional(5, "kind", StringType.get(), "start, upgrade, downgrade, cancel or reactivate"),
                    optional(6, "plan", StringType.get()),
                    optional(7, "price_minor", LongType.get(), "a month"),
                    optional(8, "currency", StringType.get()),
                    optional(9, "event_time", TimestampType.withZone()),
                    optional(10, "kafka_partition", IntegerType.get()),
                    optional(11, "kafka_offset", LongType.get()),
                    optional(12, "profile_id", LongType.get())),
            List.of("dt", "run"),
            List.of("account")),

    /**
     * The exposures: who saw which variant of which experiment, and what they did on the rest of the day, as every run
     * counted it.
     */
    EXPOSURE_RUN(
            "gold",
            "exposure_run",
            new Schema(
                    optional(1, "dt", DateType.get()),
                    optional(2, "run", StringType.get()),
                    optional(3, "profile_id", LongType.get()),
                    optional(4, "experiment", StringType.get()),
                    optional(5, "variant", StringType.get()),
                    optional(6, "first_exposed_at", TimestampType.withZone(), "null where only the day was counted"),
                    optional(7, "play_events_after", LongType.get(), "of that day, after the first exposure"),
                    optional(8, "started_plays_after", LongType.get()),
                    optional(9, "search_events_after", LongType.get()),
                    optional(10, "browse_events_after", LongType.get()),
                    optional(11, "total_watch_time_sec_after", LongType.get()),
                    optional(12, "active_events_after", LongType.get())),
            List.of("dt", "run"),
            List.of("experiment", "profile_id")),

    /** The first active day ever of every profile, and the region of its first event then: of all published days. */
    FIRST_DAY(
            "gold",
            "first_day",
            new Schema(
                    optional(1, "profile_id", LongType.get()),
                    optional(2, "first_dt", DateType.get()),
                    optional(3, "region", StringType.get())),
            List.of(),
            List.of("profile_id")),

    /** The first active day ever of every profile in every region in which it was active: of all published days. */
    FIRST_DAY_IN_REGION(
            "gold",
            "first_day_in_region",
            new Schema(
                    optional(1, "profile_id", LongType.get()),
                    optional(2, "region", StringType.get()),
                    optional(3, "first_dt", DateType.get())),
            List.of(),
            List.of("profile_id", "region")),

    /**
     * The first active day ever of every account in every region in which it was active, by each of its profiles: of all published
     * days. Whoever has no account_id is in none.
     */
    FIRST_DAY_OF_ACCOUNT(
            "gold",
            "first_day_of_account",
            new Schema(
                    optional(1, "account_id", LongType.get()),
                    optional(2, "profile_id", LongType.get()),
                    optional(3, "region", StringType.get()),
                    optional(4, "first_dt", DateType.get())),
            List.of(),
            List.of("account_id", "profile_id", "region")),

    /**
     * The sessions that are under way at the end of a published day and can go on past it: what the next day needs to know of all
     * days before. The one row of a day without a profile is there also when there are no others.
     */
    OPEN_SESSION(
            "gold",
            "open_session",
            new Schema(
                    optional(1, "dt", DateType.get()),
                    optional(2, "profile_id", LongType.get()),
                    optional(3, "session_start", TimestampType.withZone(), "its first event"),
                    optional(4, "last_event_time", TimestampType.withZone()),
                    optional(
                            5,
                            "basis",
                            TimestampType.withZone(),
                            "when the newest day that it stands upon was published"),
                    optional(6, "moved", TimestampType.withZone(), "when the newest day that has changed it was")),
            List.of("dt"),
            List.of("profile_id")),

    /**
     * The values of computed metrics. A file is one version of what a metric says of a day, whole: the newest is valid, and
     * the earlier ones are what {@code as_of} asks for. Its one row without a region is there also when there are no others.
     */
    FIGURE(
            "gold",
            "figure",
            new Schema(
                    optional(1, "dt", DateType.get()),
                    optional(2, "metric", StringType.get()),
                    optional(3, "region", StringType.get(), "* for all"),
                    optional(4, "dimension", StringType.get(), "what is broken down; empty for nothing"),
                    optional(5, "item", StringType.get(), "which part of it"),
                    optional(6, "measure", StringType.get()),
                    optional(7, "value", DoubleType.get(), "null where it cannot be said"),
                    optional(8, "status", StringType.get(), "the worst in the value's window"),
                    optional(9, "as_of", TimestampType.withZone(), "everything received up to then is in the value"),
                    optional(10, "basis", TimestampType.withZone(), "when the newest day of its window was published"),
                    optional(11, "definition_version", IntegerType.get())),
            List.of("dt", "metric"),
            List.of("region", "dimension", "item", "measure")),

    /**
     * The values that are known of the days that are not over, or not published yet, from what is archived of them. A
     * file is what one metric says of a day, and one more says that the day is counted: all of it is replaced in one
     * commit, whenever the days are counted again.
     */
    OPEN_DAY(
            "gold",
            "open_day",
            new Schema(
                    optional(1, "dt", DateType.get()),
                    optional(2, "metric", StringType.get(), "day in the one row about the day itself"),
                    optional(3, "region", StringType.get(), "* for all"),
                    optional(4, "dimension", StringType.get(), "what is broken down; empty for nothing"),
                    optional(5, "item", StringType.get(), "which part of it"),
                    optional(6, "measure", StringType.get()),
                    optional(7, "value", DoubleType.get(), "null where it cannot be said"),
                    optional(8, "as_of", TimestampType.withZone(), "everything received up to then is in the value"),
                    optional(9, "definition_version", IntegerType.get()),
                    optional(10, "run", StringType.get(), "whose counts are the day's"),
                    optional(11, "counted_at", TimestampType.withZone()),
                    optional(12, "bronze_sequence", LongType.get(), "the newest data of the day that is in it"),
                    optional(13, "basis", StringType.get(), "what else it stands upon")),
            List.of("dt", "metric"),
            List.of("region", "dimension", "item", "measure")),

    /** Every value that a run worked out: append-only. Counts are whole numbers, exact up to 2^53. */
    AGGREGATE(
            "gold",
            "aggregate",
            new Schema(
                    optional(1, "metric", StringType.get()),
                    optional(2, "dt", DateType.get()),
                    optional(3, "region", StringType.get(), "* for all"),
                    optional(4, "value", DoubleType.get()),
                    optional(5, "status", StringType.get(), "the worst in the value's window"),
                    optional(6, "as_of", TimestampType.withZone(), "everything received up to then is in the value"),
                    optional(7, "run", StringType.get()),
                    optional(8, "definition_version", IntegerType.get(), "null where it was the first")),
            List.of(),
            List.of("metric", "dt", "region")),

    /** The switch: a day is what its latest row here says. Append-only, and committed after everything that it names. */
    PUBLISHED(
            "gold",
            "published",
            new Schema(
                    optional(1, "dt", DateType.get()),
                    optional(2, "run", StringType.get(), "that published the day"),
                    optional(3, "counted_by", StringType.get(), "the run whose profile_day_run is the day's"),
                    optional(4, "status", StringType.get(), "provisional, final or restated"),
                    optional(5, "as_of", TimestampType.withZone(), "everything received up to then is in the day"),
                    optional(6, "published_at", TimestampType.withZone()),
                    optional(7, "bronze_sequence", LongType.get(), "the newest data of the day that is in it")),
            List.of(),
            List.of("dt", "published_at")),

    /**
     * The figures of the live counters for a day when it was first reconciled, and the places on the log up to which
     * they had counted. A reading is written in one commit, and a day has one: rows with a region are figures, the
     * others are fences.
     */
    LIVE_DAY(
            "gold",
            "live_day",
            new Schema(
                    optional(1, "dt", DateType.get()),
                    optional(2, "read_at", TimestampType.withZone()),
                    optional(3, "region", StringType.get(), "* for all; null for a fence"),
                    optional(4, "measure", StringType.get()),
                    optional(5, "value", DoubleType.get()),
                    optional(6, "low", DoubleType.get(), "lower end of the 95 % interval that was served"),
                    optional(7, "high", DoubleType.get(), "its upper end"),
                    optional(8, "kafka_topic_id", StringType.get()),
                    optional(9, "shard", IntegerType.get()),
                    optional(10, "kafka_partition", IntegerType.get()),
                    optional(
                            11,
                            "next_offset",
                            LongType.get(),
                            "the first record of the shard that is not in the figures")),
            List.of(),
            List.of("dt", "region", "measure")),

    /** Exact figures beside the live ones, and where the difference comes from. Append-only; visible when their run is published. */
    RECONCILIATION(
            "gold",
            "reconciliation",
            new Schema(
                    optional(1, "dt", DateType.get()),
                    optional(2, "run", StringType.get()),
                    optional(3, "region", StringType.get(), "* for all"),
                    optional(4, "measure", StringType.get()),
                    optional(5, "live", DoubleType.get(), "null where the live counters were not whole"),
                    optional(6, "low", DoubleType.get(), "lower end of the 95 % interval that was served"),
                    optional(7, "high", DoubleType.get(), "its upper end"),
                    optional(8, "exact", DoubleType.get()),
                    optional(9, "difference", DoubleType.get(), "exact - live"),
                    optional(10, "duplicates", DoubleType.get(), "counted live more than once"),
                    optional(11, "late", DoubleType.get(), "not counted live, or not yet"),
                    optional(12, "sketch", DoubleType.get(), "the error of the HyperLogLogs"),
                    optional(13, "unexplained", DoubleType.get(), "the rest of the difference"),
                    optional(14, "within_bound", BooleanType.get()),
                    optional(15, "reconciled_at", TimestampType.withZone())),
            List.of(),
            List.of("dt", "region", "measure"));

    public static final String PROFILE_ID = "profile_id";

    private static final Map<String, String> PROPERTIES = Map.of(
            "write.parquet.compression-codec", "zstd",
            "write.parquet.row-group-size-bytes", Integer.toString(32 << 20),
            "write.metadata.compression-codec", "gzip",
            "write.metadata.delete-after-commit.enabled", "true",
            // For whoever was told of one and has not read it yet: that takes a moment.
            "write.metadata.previous-versions-max", "5",
            "commit.manifest.min-count-to-merge", "8",
            "commit.retry.num-retries", "10");

    /** Long text that nobody compares: its smallest and largest values would only swell the metadata. */
    private static final List<String> WITHOUT_BOUNDS = List.of("raw", "properties");

    private final TableIdentifier id;
    private final Schema schema;
    private final List<String> parts;
    private final SortOrder order;

    /**
     * A table.
     *
     * @param parts the columns by which its rows are written, replaced and dropped together: none, {@code dt}, or {@code dt} and one
     *     of text. Files are sorted by them, and may hold several such parts ({@link DayPart})
     * @param sortedBy the further columns that files are sorted by
     */
    LakeTable(String namespace, String name, Schema schema, List<String> parts, List<String> sortedBy) {
        this.id = TableIdentifier.of(namespace, name);
        this.schema = schema;
        this.parts = List.copyOf(parts);
        SortOrder.Builder sorted = SortOrder.builderFor(schema);
        Stream.concat(parts.stream(), sortedBy.stream()).forEach(sorted::asc);
        this.order = sorted.build();
    }

    /** The name by which a query calls the table: {@code bronze.app_event}. */
    public String qualifiedName() {
        return id.toString();
    }

    /**
     * A query that gives rows of the table.
     *
     * @param rows literals by column; a column that a row does not name is null in it
     */
    public String rows(Collection<Map<String, String>> rows) {
        return Relation.of(
                TableColumns.of(schema).stream()
                        .map(column -> column.name() + " " + column.type())
                        .toList(),
                rows);
    }

    Namespace namespace() {
        return id.namespace();
    }

    TableIdentifier id() {
        return id;
    }

    public Schema schema() {
        return schema;
    }

    /** None of the tables has partitions: a day of a hundred events would have a file of its own in each of them. */
    PartitionSpec spec() {
        return PartitionSpec.unpartitioned();
    }

    /** The partitions that the table had in lakes of earlier versions: one for each of its parts. */
    PartitionSpec formerSpec() {
        PartitionSpec.Builder partitions = PartitionSpec.builderFor(schema);
        parts.forEach(partitions::identity);
        return partitions.build();
    }

    /** The columns by which rows belong to a {@link DayPart}; none for a table without days. */
    public List<String> parts() {
        return parts;
    }

    SortOrder order() {
        return order;
    }

    /** What a table is made with. */
    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(statedProperties());
        properties.put("format-version", Integer.toString(SchemaEvolution.FORMAT_VERSION));
        return properties;
    }

    /** The settings of a table that its metadata states. */
    Map<String, String> statedProperties() {
        Map<String, String> properties = new HashMap<>(PROPERTIES);
        WITHOUT_BOUNDS.stream()
                .filter(column -> schema.findField(column) != null)
                .forEach(column -> properties.put("write.metadata.metrics.column." + column, "none"));
        // Whole, so that a file that has one part only need not be opened to know it.
        parts.forEach(column -> properties.put("write.metadata.metrics.column." + column, "full"));
        return properties;
    }

    /** A query's rows in the order that they have within a file. */
    public String ordered(String query) {
        return Query.ordered(
                query,
                order.fields().stream()
                        .map(field -> schema.findColumnName(field.sourceId()))
                        .toList());
    }

    /** Tells whether its rows are of days, and come and go with these. */
    public boolean hasDays() {
        return !parts.isEmpty();
    }

    /** Tells whether its rows are about profiles. */
    public boolean namesProfiles() {
        return schema.findField(PROFILE_ID) != null;
    }
}
