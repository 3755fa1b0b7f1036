package io.rollcall.lake;

import io.rollcall.lake.sql.Literal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/**
 * The files of a {@link CountedTable} that hold certain days as certain runs counted them.
 *
 * @param countedBy day to run
 */
record CountedFiles(SortedMap<LocalDate, String> countedBy) {
    static CountedFiles of(Collection<PublishedDay> days) {
        SortedMap<LocalDate, String> countedBy = new TreeMap<>();
        days.forEach(day -> countedBy.put(day.dt(), day.countedBy()));
        return new CountedFiles(countedBy);
    }

    /** How many rows they have. */
    long rows(Table table) {
        return in(table).stream().mapToLong(DataFile::recordCount).sum();
    }

    /** Those files, and no others. */
    List<DataFile> in(Table table) {
        if (countedBy.isEmpty()) {
            return List.of();
        }
        return PlannedFiles.of(table, Days.between(countedBy.firstKey(), countedBy.lastKey())).stream()
                .filter(this::holds)
                .toList();
    }

    /** The days of which there are counts; a published day may have none when all its profiles were erased. */
    Set<LocalDate> days(Table table) {
        return in(table).stream().map(CountedFiles::dt).collect(Collectors.toSet());
    }

    private boolean holds(DataFile file) {
        return run(file).equals(countedBy.get(dt(file)));
    }

    static LocalDate dt(DataFile file) {
        return LocalDate.ofEpochDay(file.partition().get(0, Integer.class));
    }

    static String run(DataFile file) {
        return file.partition().get(1, CharSequence.class).toString();
    }

    /** Day and run of each, as rows. */
    List<List<String>> literals() {
        return countedBy.entrySet().stream()
                .map(day -> List.of(Literal.of(day.getKey()), Literal.of(day.getValue())))
                .toList();
    }
}
