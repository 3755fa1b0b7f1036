package io.rollcall.lake.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.ReplaceSortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.UpdatePartitionSpec;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.Tasks;

/**
 * Brings a table that another version of the program has made to the schema that this one has. Columns that are new are
 * added, each under its own number. Everything else would change what files already hold, or lose it: the lake is
 * refused then. Partitions go: what earlier versions have written stays where it lies, and what is written from now on has none.
 *
 * @param missing the columns that the table lacks, in the order of their numbers
 */
record SchemaEvolution(LakeTable kind, List<NestedField> missing) {
    /**
     * The format that this version knows to read: a later format may take rows back in ways that the engine does not
     * see.
     */
    static final int FORMAT_VERSION = 2;

    private static final int TRIES = 20;
    private static final int FIRST_PAUSE_MILLIS = 20;
    private static final int LONGEST_PAUSE_MILLIS = 1_000;
    private static final int ALL_PAUSES_MILLIS = 30_000;

    SchemaEvolution {
        missing = List.copyOf(missing);
    }

    /**
     * Evolves a table, unless it is as it should be. Several processes may do so at once: the schema is looked at anew
     * after every commit that lost a race.
     *
     * @throws IncompatibleLakeException when it cannot be; nothing has changed
     */
    static void apply(Catalog catalog, LakeTable kind) {
        Tasks.foreach(kind)
                .retry(TRIES)
                .exponentialBackoff(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS, ALL_PAUSES_MILLIS, 2.0)
                .onlyRetryOn(CommitFailedException.class)
                .run(one -> {
                    Table table = catalog.loadTable(one.id());
                    between(one, ((HasTableOperations) table).operations().current())
                            .commit(table);
                });
    }

    private void commit(Table table) {
        if (!missing.isEmpty()) {
            UpdateSchema update = table.updateSchema();
            missing.forEach(column -> update.addColumn(column.name(), column.type(), column.doc()));
            update.commit();
        }
        if (table.spec().isPartitioned()) {
            UpdatePartitionSpec spec = table.updateSpec();
            table.spec().fields().forEach(field -> spec.removeField(field.name()));
            spec.commit();
        }
        if (!table.sortOrder().sameOrder(kind.order())) {
            ReplaceSortOrder order = table.replaceSortOrder();
            kind.order().fields().forEach(field -> order.asc(kind.schema().findColumnName(field.sourceId())));
            order.commit();
        }
        Map<String, String> stated = kind.statedProperties();
        if (!table.properties().entrySet().containsAll(stated.entrySet())) {
            UpdateProperties properties = table.updateProperties();
            stated.forEach(properties::set);
            properties.commit();
        }
    }

    /**
     * The evolution that lies between a table as it is stored and as this version knows it.
     *
     * @throws IncompatibleLakeException when new columns are not all of it
     */
    static SchemaEvolution between(LakeTable kind, TableMetadata stored) {
        List<String> faults = new ArrayList<>();
        List<NestedField> missing = new ArrayList<>();
        if (stored.formatVersion() != FORMAT_VERSION) {
            faults.add("its format version is " + stored.formatVersion() + ", not " + FORMAT_VERSION);
        }
        if (stored.spec().isPartitioned() && !stored.spec().compatibleWith(kind.formerSpec())) {
            faults.add("its partitions are " + stored.spec().fields() + ", not "
                    + kind.spec().fields());
        }
        int next = stored.lastColumnId();
        for (NestedField column : kind.schema().columns()) {
            NestedField there = stored.schema().findField(column.fieldId());
            if (there != null) {
                difference(column, there, faults);
            } else if (column.isRequired()) {
                faults.add("it lacks the column " + column.name() + ", which is required");
            } else if (column.fieldId() != ++next) {
                faults.add("its next column would get the number " + next + ", and " + column.name() + " has "
                        + column.fieldId());
            } else {
                missing.add(column);
            }
        }
        stored.schema().columns().stream()
                .filter(column -> kind.schema().findField(column.fieldId()) == null)
                .forEach(column ->
                        faults.add("it has the column " + column.name() + " that this version does not know"));
        if (!faults.isEmpty()) {
            throw new IncompatibleLakeException(kind, faults);
        }
        return new SchemaEvolution(kind, missing);
    }

    private static void difference(NestedField column, NestedField there, List<String> faults) {
        if (!there.name().equals(column.name())) {
            faults.add("its column " + column.fieldId() + " is called " + there.name() + ", not " + column.name());
        }
        if (!there.type().equals(column.type())) {
            faults.add("its column " + there.name() + " is of type " + there.type() + ", not " + column.type());
        }
        if (there.isRequired() != column.isRequired()) {
            faults.add("its column " + there.name() + " is " + (there.isRequired() ? "required" : "optional") + ", not "
                    + (column.isRequired() ? "required" : "optional"));
        }
    }
}
