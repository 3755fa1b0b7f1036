package io.rollcall.lake.table;

import io.rollcall.lake.engine.Column;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.TimestampType;

/** A table's columns as the engine names their types. */
public final class TableColumns {
    private TableColumns() {}

    public static List<Column> of(Schema schema) {
        return schema.columns().stream()
                .map(field -> new Column(field.fieldId(), field.name(), type(field.type())))
                .toList();
    }

    private static String type(Type type) {
        return switch (type.typeId()) {
            case LONG -> "BIGINT";
            case INTEGER -> "INTEGER";
            case DOUBLE -> "DOUBLE";
            case BOOLEAN -> "BOOLEAN";
            case STRING -> "VARCHAR";
            case DATE -> "DATE";
            case BINARY -> "BLOB";
            case TIMESTAMP -> ((TimestampType) type).shouldAdjustToUTC() ? "TIMESTAMPTZ" : "TIMESTAMP";
            default -> throw new IllegalArgumentException("no table of the lake has a column of type " + type);
        };
    }
}
