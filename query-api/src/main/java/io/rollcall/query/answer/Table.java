package io.rollcall.query.answer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer that is rows of the same columns, in JSON or in CSV. */
public interface Table {
    /** The keys of every row, in order. */
    List<String> columns();

    /** Column to cell, in the order of the columns. */
    List<Map<String, @Nullable Object>> rows();
}
