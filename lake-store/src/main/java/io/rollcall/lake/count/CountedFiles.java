package io.rollcall.lake.count;

import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.DayPart;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The parts of a {@link CountedTable} that hold certain days as certain runs counted them.
 *
 * @param countedBy day to run
 */
public record CountedFiles(SortedMap<LocalDate, String> countedBy) {
    public static CountedFiles of(Collection<PublishedDay> days) {
        SortedMap<LocalDate, String> countedBy = new TreeMap<>();
        days.forEach(day -> countedBy.put(day.dt(), day.countedBy()));
        return new CountedFiles(countedBy);
    }

    /** Puts {@code gold.profile_day} of those days behind its name. */
    public void openProfileDays(TableSession session) {
        session.engine().keep("gold.current_day", relation());
        CountedTable.PROFILE_DAY
                .open(session, this)
                .view("gold.profile_day", SqlFile.of("gold/profile_day").text());
    }

    /** The number of rows that they have. */
    public long rows(Tables tables, CountedTable counted) {
        return in(tables, counted).stream().mapToLong(DayPart::rows).sum();
    }

    /** Those parts, and no others. */
    List<DayPart> in(Tables tables, CountedTable counted) {
        if (countedBy.isEmpty()) {
            return List.of();
        }
        return tables.parts(counted.table(), countedBy.firstKey(), countedBy.lastKey()).stream()
                .filter(this::holds)
                .toList();
    }

    /** The days of which there are counts; a published day may have none when all its profiles were erased. */
    public Set<LocalDate> days(Tables tables) {
        return in(tables, CountedTable.PROFILE_DAY).stream().map(DayPart::dt).collect(Collectors.toSet());
    }

    private boolean holds(DayPart part) {
        return part.second().equals(countedBy.get(part.dt()));
    }

    /** A query that gives day and run of each. */
    public String relation() {
        return Relation.of(
                List.of("dt DATE", "counted_by VARCHAR"),
                countedBy.entrySet().stream()
                        .map(day -> Map.of("dt", Literal.of(day.getKey()), "counted_by", Literal.of(day.getValue())))
                        .toList());
    }
}
