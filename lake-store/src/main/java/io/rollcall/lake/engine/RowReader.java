package io.rollcall.lake.engine;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes something of the row that a result stands on. */
@FunctionalInterface
public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
}
