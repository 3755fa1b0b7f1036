package io.rollcall.lake.table;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.apache.iceberg.types.Types.NestedField.required;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.engine.EngineSettings;
import io.rollcall.lake.engine.Row;
import io.rollcall.lake.replace.DayReplacement;
import io.rollcall.lake.replace.Marking;
import io.rollcall.lake.sql.Literal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Types.IntegerType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A lake that another version of the program has made. */
class OlderLakeTest {
    private static final LakeTable TITLE = LakeTable.TITLE;
    private static final String NEW_COLUMN = "runtime_sec";

    private final Path directory;

    OlderLakeTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void aColumnThatIsNewGetsItsValuesAndEveryReaderSeesThem() throws IOException {
        made(schema -> without(schema, NEW_COLUMN));
        try (Tables tables = open()) {
            append(
                    tables,
                    "SELECT 1 AS title_id, 'Heat' AS name, 'movie' AS kind, 'crime' AS genre, 10260 AS runtime_sec");
            Table table = tables.table(TITLE);
            assertThat(read(table, NEW_COLUMN)).containsExactly(10260);
            assertThat(table.schema().sameSchema(TITLE.schema())).isTrue();
        }
    }

    @Test
    void rowsOfTheOlderVersionHaveNothingInANewColumnAndKeepTheOthers() throws IOException {
        made(schema -> without(schema, NEW_COLUMN));
        try (JdbcCatalog catalog = catalog()) {
            appendAsTheOlderVersion(catalog.loadTable(TITLE.id()));
        }
        try (Tables tables = open();
                TableSession session = tables.session().open(TITLE)) {
            assertThat(session.query("SELECT * FROM silver.title", Row::toString))
                    .containsExactly("1|Heat|movie|crime|null");
        }
    }

    @Test
    void severalProcessesMayOpenAnOlderLakeAtOnce() throws InterruptedException, ExecutionException {
        made(schema -> new Schema(schema.findField("title_id")));
        int openers = 8;
        CyclicBarrier together = new CyclicBarrier(openers);
        ExecutorService threads = Executors.newFixedThreadPool(openers);
        try {
            List<Callable<Schema>> work = Collections.nCopies(openers, () -> {
                try (JdbcCatalog catalog = catalog()) {
                    together.await();
                    SchemaEvolution.apply(catalog, TITLE);
                    return catalog.loadTable(TITLE.id()).schema();
                }
            });
            for (Future<Schema> evolved : threads.invokeAll(work)) {
                assertThat(evolved.get().sameSchema(TITLE.schema())).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aColumnOfAnotherTypeIsRefused() {
        made(schema -> with(schema, optional(5, NEW_COLUMN, StringType.get())));
        assertRefused("its column runtime_sec is of type string, not int");
    }

    @Test
    void aColumnOfAnotherNameIsRefused() {
        made(schema -> with(schema, optional(5, "runtime", IntegerType.get())));
        assertRefused("its column 5 is called runtime, not runtime_sec");
    }

    @Test
    void aColumnThatTheOlderVersionDemandedIsRefused() {
        made(schema -> with(schema, required(5, NEW_COLUMN, IntegerType.get())));
        assertRefused("its column runtime_sec is required, not optional");
    }

    /** A later version may have written values there, which a compaction of this one would drop. */
    @Test
    void aColumnThatIsNotKnownIsRefused() {
        made(schema -> with(schema, optional(6, "studio", StringType.get())));
        assertRefused("it has the column studio that this version does not know");
    }

    /** The number of a column that was taken out of the table is not given to another one. */
    @Test
    void aColumnThatWouldGetAnotherNumberIsRefused() {
        made(schema -> schema);
        try (JdbcCatalog catalog = catalog()) {
            catalog.loadTable(TITLE.id())
                    .updateSchema()
                    .deleteColumn(NEW_COLUMN)
                    .commit();
        }
        assertRefused("its next column would get the number 6, and runtime_sec has 5");
    }

    @Test
    void aColumnThatNoRowMayLackCannotBeAdded() {
        make(LakeTable.APP_EVENT, upTo(LakeTable.APP_EVENT, "kafka_partition"), LakeTable.APP_EVENT.spec());
        assertRefused("it lacks the column kafka_offset, which is required");
    }

    /** Its events stay readable, and what came with this version is null in them. */
    @Test
    void theLakeOfTheVersionBeforeGetsWhatQualityReads() {
        make(LakeTable.APP_EVENT, upTo(LakeTable.APP_EVENT, "kafka_offset"), LakeTable.APP_EVENT.spec());
        make(
                LakeTable.ENRICHED_APP_EVENTS,
                upTo(LakeTable.ENRICHED_APP_EVENTS, "kafka_offset"),
                LakeTable.ENRICHED_APP_EVENTS.spec());
        try (Tables tables = open();
                TableSession session = tables.session().open(LakeTable.ENRICHED_APP_EVENTS)) {
            for (LakeTable table : List.of(LakeTable.APP_EVENT, LakeTable.ENRICHED_APP_EVENTS)) {
                assertThat(tables.table(table).schema().sameSchema(table.schema()))
                        .isTrue();
            }
            assertThat(tables.table(LakeTable.REJECTED_COUNT).currentSnapshot()).isNull();
            assertThat(session.query("SELECT seq, duplicates FROM silver.enriched_app_events", Row::toString))
                    .isEmpty();
        }
    }

    @Test
    void otherPartitionsAreRefused() {
        make(
                TITLE,
                TITLE.schema(),
                PartitionSpec.builderFor(TITLE.schema()).identity("kind").build());
        assertRefused("its partitions are [1000: kind: identity(3)], not []");
    }

    @Test
    void aLaterFormatIsRefused() {
        made(schema -> schema);
        try (JdbcCatalog catalog = catalog()) {
            catalog.loadTable(TITLE.id())
                    .updateProperties()
                    .set("format-version", "3")
                    .commit();
        }
        assertRefused("its format version is 3, not 2");
    }

    /** Earlier versions had a partition, and a file, for each day and run or metric. */
    @ParameterizedTest
    @EnumSource(LakeTable.class)
    void partitionsOfAnEarlierVersionGo(LakeTable kind) {
        make(kind, kind.schema(), kind.formerSpec());
        try (Tables tables = open()) {
            Table table = tables.table(kind);
            assertThat(table.spec().isUnpartitioned()).isTrue();
            assertThat(table.sortOrder().sameOrder(kind.order())).isTrue();
            assertThat(table.properties()).containsAllEntriesOf(kind.statedProperties());
        }
    }

    @Test
    void whatLiesInAPartitionIsReadAndReplacedBesideWhatDoesNot() throws IOException {
        LakeTable kind = LakeTable.PROFILE_DAY_RUN;
        make(kind, kind.schema(), kind.formerSpec());
        try (JdbcCatalog catalog = catalog()) {
            Table table = catalog.loadTable(kind.id());
            countedByTheOlderVersion(table, "2024-01-01", "run-1");
            countedByTheOlderVersion(table, "2024-01-02", "run-1");
        }
        try (Tables tables = open()) {
            Table table = tables.table(kind);
            try (TableSession session = tables.session()) {
                DataFile both = TableFile.write(
                                session.engine(),
                                kind.rows(List.of(counted("2024-01-02", "run-2"), counted("2024-01-03", "run-2"))),
                                kind,
                                table)
                        .orElseThrow();
                table.newAppend().appendFile(both).commit();
            }
            assertThat(parts(tables, kind))
                    .containsExactly(
                            "2024-01-01 run-1 1", "2024-01-02 run-1 1", "2024-01-02 run-2 1", "2024-01-03 run-2 1");

            new DayReplacement(
                            kind,
                            part -> part.dt().equals(LocalDate.parse("2024-01-02")),
                            List.of(),
                            Marking.NONE,
                            base -> {})
                    .commit(tables);

            assertThat(parts(tables, kind)).containsExactly("2024-01-01 run-1 1", "2024-01-03 run-2 1");
            try (TableSession session = tables.session().open(kind)) {
                assertThat(session.query("SELECT dt, run FROM gold.profile_day_run ORDER BY dt", Row::toString))
                        .containsExactly("2024-01-01|run-1", "2024-01-03|run-2");
            }
        }
    }

    private static List<String> parts(Tables tables, LakeTable kind) {
        return tables.parts(kind, tables.table(kind)).stream()
                .map(part -> part.dt() + " " + part.second() + " " + part.rows())
                .sorted()
                .toList();
    }

    private static Map<String, String> counted(String dt, String run) {
        return Map.of(
                "dt", Literal.of(LocalDate.parse(dt)),
                "run", Literal.of(run),
                "region", Literal.of("US"),
                "profile_id", Literal.of(7));
    }

    private static void countedByTheOlderVersion(Table table, String dt, String run) throws IOException {
        GenericRecord row = GenericRecord.create(table.schema());
        row.setField("dt", LocalDate.parse(dt));
        row.setField("run", run);
        row.setField("region", "US");
        row.setField("profile_id", 7L);
        PartitionData partition = new PartitionData(table.spec().partitionType());
        partition.set(0, Math.toIntExact(LocalDate.parse(dt).toEpochDay()));
        partition.set(1, run);
        DataWriter<GenericRecord> writer = Parquet.writeData(
                        table.io().newOutputFile(table.locationProvider().newDataLocation(dt + ".parquet")))
                .forTable(table)
                .withPartition(partition)
                .createWriterFunc(GenericParquetWriter::create)
                .build();
        try (writer) {
            writer.write(row);
        }
        table.newAppend().appendFile(writer.toDataFile()).commit();
    }

    /** Iceberg numbers the columns of a table that it makes itself: from 1 on, in their order. */
    @ParameterizedTest
    @EnumSource(LakeTable.class)
    void theNumbersOfColumnsHaveNoGaps(LakeTable table) {
        assertThat(table.schema().columns())
                .extracting(NestedField::fieldId)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, table.schema().columns().size())
                                .boxed()
                                .toList());
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(this::open)
                .isInstanceOf(IncompatibleLakeException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("Start the version that wrote the lake");
    }

    private Tables open() {
        return Tables.open(directory, EngineSettings.spillingTo(directory.resolve("spill")));
    }

    private JdbcCatalog catalog() {
        return LakeCatalog.open(directory, directory.resolve("tables"));
    }

    private void made(UnaryOperator<Schema> change) {
        make(TITLE, change.apply(TITLE.schema()), PartitionSpec.unpartitioned());
    }

    private void make(LakeTable kind, Schema schema, PartitionSpec spec) {
        try (JdbcCatalog catalog = catalog()) {
            catalog.createNamespace(kind.namespace());
            catalog.buildTable(kind.id(), schema)
                    .withPartitionSpec(spec)
                    .withProperties(Map.of("format-version", "2"))
                    .create();
        }
    }

    /** The columns of a table up to one of them. */
    private static Schema upTo(LakeTable table, String last) {
        int columns = table.schema().findField(last).fieldId();
        return new Schema(table.schema().columns().subList(0, columns));
    }

    private static Schema without(Schema schema, String name) {
        return new Schema(schema.columns().stream()
                .filter(column -> !column.name().equals(name))
                .toList());
    }

    /** The schema with a column in the place of the one of that number, or at its end. */
    private static Schema with(Schema schema, NestedField column) {
        return new Schema(Stream.concat(
                        schema.columns().stream().filter(other -> other.fieldId() != column.fieldId()),
                        Stream.of(column))
                .toList());
    }

    private static void append(Tables tables, String rows) {
        Table table = tables.table(TITLE);
        try (TableSession session = tables.session()) {
            DataFile file =
                    TableFile.write(session.engine(), rows, TITLE, table).orElseThrow();
            table.newAppend().appendFile(file).commit();
        }
    }

    private static void appendAsTheOlderVersion(Table table) throws IOException {
        GenericRecord row = GenericRecord.create(table.schema());
        row.setField("title_id", 1L);
        row.setField("name", "Heat");
        row.setField("kind", "movie");
        row.setField("genre", "crime");
        DataWriter<GenericRecord> writer = Parquet.writeData(
                        table.io().newOutputFile(table.locationProvider().newDataLocation("older.parquet")))
                .forTable(table)
                .createWriterFunc(GenericParquetWriter::create)
                .build();
        try (writer) {
            writer.write(row);
        }
        table.newAppend().appendFile(writer.toDataFile()).commit();
    }

    /** As Spark and everybody else reads, by the table's own schema. */
    private static List<Object> read(Table table, String column) throws IOException {
        try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
            List<Object> values = new ArrayList<>();
            rows.forEach(row -> values.add(row.getField(column)));
            return values;
        }
    }
}
