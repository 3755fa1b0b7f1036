package io.rollcall.lake.sandbox;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question in SQL. It is whole when it is here, and small: its rows are read out of the bytes that came.
 */
public final class SqlAnswer {
    private final List<SqlColumn> columns;
    private final byte[] rows;
    private final boolean isTruncated;

    SqlAnswer(List<SqlColumn> columns, byte[] rows, boolean isTruncated) {
        this.columns = List.copyOf(columns);
        this.rows = rows;
        this.isTruncated = isTruncated;
    }

    public List<SqlColumn> columns() {
        return columns;
    }

    /** Tells whether there were more rows than an answer may have. */
    public boolean isTruncated() {
        return isTruncated;
    }

    /** Takes the cells of a row: null, a Boolean, Long, Double, BigDecimal or String each. */
    @FunctionalInterface
    public interface RowTaker {
        void take(List<@Nullable Object> cells) throws IOException;
    }

    /** Gives the rows on, one after the other. */
    public void rows(RowTaker taker) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(rows));
        while (in.readUnsignedByte() == Frames.ROW) {
            List<@Nullable Object> cells = new ArrayList<>(columns.size());
            for (int column = 0; column < columns.size(); column++) {
                cells.add(cell(in));
            }
            taker.take(cells);
        }
    }

    private static @Nullable Object cell(DataInputStream in) throws IOException {
        int sign = in.readUnsignedByte();
        return switch (sign) {
            case Frames.NULL -> null;
            case Frames.TRUE -> true;
            case Frames.FALSE -> false;
            case Frames.WHOLE -> in.readLong();
            case Frames.REAL -> in.readDouble();
            case Frames.DECIMAL -> new BigDecimal(Frames.readText(in, Integer.MAX_VALUE));
            case Frames.TEXT -> Frames.readText(in, Integer.MAX_VALUE);
            default -> throw new IOException("no sign of a cell: " + sign);
        };
    }
}
