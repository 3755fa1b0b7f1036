package io.rollcall.lake.day;

import io.rollcall.lake.sql.SqlFile;
import io.rollcall.lake.table.ErasureMark;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;

/** {@link LakeTable#PUBLISHED} as it was at one moment, and the one step that moves it. */
public final class DaySwitch {
    private final Tables tables;
    private final Table table;
    private final NavigableMap<LocalDate, PublishedDay> days;

    private DaySwitch(Tables tables, Table table, NavigableMap<LocalDate, PublishedDay> days) {
        this.tables = tables;
        this.table = table;
        this.days = days;
    }

    /** The switch as it stands now. */
    public static DaySwitch now(Tables tables) {
        Table table = tables.table(LakeTable.PUBLISHED);
        NavigableMap<LocalDate, PublishedDay> days = new TreeMap<>();
        try (TableSession session = tables.session()) {
            session.open(LakeTable.PUBLISHED, table, Expressions.alwaysTrue())
                    .query(SqlFile.of("gold/current_day").text(), PublishedDay::read)
                    .forEach(day -> days.put(day.dt(), day));
        }
        return new DaySwitch(tables, table, days);
    }

    public NavigableMap<LocalDate, PublishedDay> days() {
        return days;
    }

    /** A time after every publication so far, whatever the clock says: later publications have to look later. */
    public Instant timeOf(Instant clock) {
        return days.values().stream()
                .map(day -> day.publishedAt().plusMillis(1))
                .filter(clock::isBefore)
                .max(Instant::compareTo)
                .orElse(clock);
    }

    /**
     * Publishes days, in one step.
     *
     * @throws PublishedMeanwhileException when another run has published since this switch was read; nothing has changed
     * @throws ErasedMeanwhileException when profiles were erased since: the values may still have counted them
     */
    public void publish(List<PublishedDay> published) {
        published.stream().filter(PublishedDay::isOpen).findFirst().ifPresent(open -> {
            throw new IllegalArgumentException(open.dt() + " is open, and cannot be published");
        });
        String erasures = ErasureMark.read(table.properties());
        try {
            tables.append(
                    LakeTable.PUBLISHED,
                    table,
                    published.stream().map(PublishedDay::literals).toList(),
                    base -> ErasureMark.require(erasures, base.properties()));
        } catch (ValidationException overtaken) {
            if (!ErasureMark.read(tables.table(LakeTable.PUBLISHED).properties())
                    .equals(erasures)) {
                throw new ErasedMeanwhileException(overtaken);
            }
            throw new PublishedMeanwhileException(overtaken);
        }
    }
}
