package io.rollcall.lake.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The rows of a file that have the same values in some columns.
 *
 * @param keys those values as texts
 * @param rows how many
 * @param highest the highest values of some other columns: texts, whole numbers, or times in microseconds; a column that is empty in
 *     all of them is not there
 */
public record Grouped(Path file, List<String> keys, long rows, Map<String, Object> highest) {
    public Grouped {
        keys = List.copyOf(keys);
        highest = Map.copyOf(highest);
    }
}
