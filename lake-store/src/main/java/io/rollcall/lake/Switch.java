package io.rollcall.lake;

import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import io.rollcall.lake.sql.SqlFile;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;

/** {@link LakeTable#PUBLISHED} as it was at one moment, and the one step that moves it. */
final class Switch {
    private static final List<String> COLUMNS = List.of(
            "dt DATE",
            "run VARCHAR",
            "counted_by VARCHAR",
            "status VARCHAR",
            "as_of TIMESTAMPTZ",
            "published_at TIMESTAMPTZ",
            "bronze_sequence BIGINT");

    private final Lake lake;
    private final Table table;
    private final SortedMap<LocalDate, PublishedDay> days;

    private Switch(Lake lake, Table table, SortedMap<LocalDate, PublishedDay> days) {
        this.lake = lake;
        this.table = table;
        this.days = days;
    }

    /** As it stands now. */
    static Switch now(Lake lake) {
        Table table = lake.table(LakeTable.PUBLISHED);
        SortedMap<LocalDate, PublishedDay> days = new TreeMap<>();
        try (LakeSession session = lake.session()) {
            open(session, table)
                    .query("SELECT " + PublishedDay.COLUMNS + " FROM gold.current_day", PublishedDay::read)
                    .forEach(day -> days.put(day.dt(), day));
        }
        return new Switch(lake, table, days);
    }

    private static LakeSession open(LakeSession session, Table table) {
        return session.open(LakeTable.PUBLISHED, table, Expressions.alwaysTrue())
                .view("gold.current_day", SqlFile.of("gold/current_day").text());
    }

    SortedMap<LocalDate, PublishedDay> days() {
        return days;
    }

    /** A time after every publication so far, whatever the clock says: later publications have to look later. */
    Instant timeOf(Instant clock) {
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
     */
    void publish(List<PublishedDay> published) {
        Optional<DataFile> rows;
        try (LakeSession session = lake.session()) {
            rows = QueryFile.write(
                    session.engine(),
                    Relation.of(
                            COLUMNS, published.stream().map(Switch::literals).toList()),
                    LakeTable.PUBLISHED,
                    table,
                    Partitions.whole(table));
        }
        Transaction transaction = GuardedOperations.transactionOnUnmoved(table);
        AppendFiles append = transaction.newAppend();
        rows.ifPresent(append::appendFile);
        append.commit();
        try {
            transaction.commitTransaction();
        } catch (ValidationException overtaken) {
            throw new PublishedMeanwhileException(overtaken);
        }
    }

    private static List<String> literals(PublishedDay day) {
        return List.of(
                Literal.of(day.dt()),
                Literal.of(day.run()),
                Literal.of(day.countedBy()),
                Literal.of(day.status().word()),
                Literal.of(day.asOf()),
                Literal.of(day.publishedAt()),
                Literal.of(day.bronzeSequence()));
    }
}
