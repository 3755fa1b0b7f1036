package io.rollcall.lake.table;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The highest values of some columns, as a table's metadata has them.
 *
 * @param bounds by column number
 */
public record HighestValues(Schema schema, Map<Integer, ByteBuffer> bounds) {
    public HighestValues {
        bounds = Map.copyOf(bounds);
    }

    /** The highest value of a column of numbers, or of times in microseconds; empty where the metadata does not say. */
    public Optional<Number> number(String column) {
        NestedField field = schema.findField(column);
        return Optional.ofNullable(bounds.get(field.fieldId()))
                .map(bound -> Conversions.<Number>fromByteBuffer(field.type(), bound));
    }

    /** The highest value of a column of times. */
    public Optional<Instant> time(String column) {
        return number(column).map(micros -> Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS));
    }

    /** The highest value of a column of short texts. */
    public Optional<String> text(String column) {
        NestedField field = schema.findField(column);
        return Optional.ofNullable(bounds.get(field.fieldId()))
                .map(bound -> Conversions.<CharSequence>fromByteBuffer(field.type(), bound))
                .map(CharSequence::toString);
    }
}
