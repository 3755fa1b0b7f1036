package io.rollcall.lake.table;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;

/**
 * The rows that a file has of one day, and of one run or one metric where its table keeps these apart: what is written, replaced,
 * shown and dropped together. A file may have several, for a thin day is not worth one of its own.
 *
 * @param second the run or the metric; empty where the table has neither
 * @param rows how many
 * @param beside the number of other parts that its file has
 * @param highest the highest values of the few columns that say something of the part as a whole
 */
public record DayPart(DataFile file, LocalDate dt, String second, long rows, int beside, HighestValues highest) {
    /** Some parts by the location of the file that has them, in their order. */
    public static Map<String, List<DayPart>> byFile(Collection<DayPart> parts) {
        return parts.stream()
                .collect(
                        Collectors.groupingBy(part -> part.file().location(), LinkedHashMap::new, Collectors.toList()));
    }

    /** The place of the part's data in the order of commits. */
    public long sequence() {
        return file.dataSequenceNumber();
    }

    /** Tells whether these, of its own file, are all that the file has. */
    public boolean isWholeWith(Collection<DayPart> ofItsFile) {
        return ofItsFile.size() == beside + 1;
    }

    /** Tells whether the day is one from the first to the last. */
    public boolean isBetween(LocalDate first, LocalDate last) {
        return !dt.isBefore(first) && !dt.isAfter(last);
    }
}
