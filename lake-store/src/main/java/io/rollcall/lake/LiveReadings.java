package io.rollcall.lake;

import io.rollcall.lake.LiveReading.Fence;
import io.rollcall.lake.LiveReading.Figure;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.ValidationException;

/** The readings in {@link LakeTable#LIVE_DAY}: a day's first one is kept, and no other is ever taken. */
public final class LiveReadings {
    private static final List<String> COLUMNS = List.of(
            "dt DATE",
            "read_at TIMESTAMPTZ",
            "region VARCHAR",
            "measure VARCHAR",
            "value DOUBLE",
            "low DOUBLE",
            "high DOUBLE",
            "kafka_topic_id VARCHAR",
            "shard INTEGER",
            "kafka_partition INTEGER",
            "next_offset BIGINT");
    private static final String NULL = "NULL";

    private final Lake lake;

    LiveReadings(Lake lake) {
        this.lake = lake;
    }

    /** The days from the first to the last that have a reading. */
    public Set<LocalDate> days(LocalDate from, LocalDate to) {
        return days(lake.table(LakeTable.LIVE_DAY), from, to);
    }

    private Set<LocalDate> days(Table table, LocalDate from, LocalDate to) {
        try (LakeSession session = lake.session()) {
            session.open(LakeTable.LIVE_DAY, table, Days.between(from, to));
            return new TreeSet<>(session.query(
                    "SELECT DISTINCT dt FROM gold.live_day WHERE dt BETWEEN " + Literal.of(from) + " AND "
                            + Literal.of(to),
                    row -> Cells.date(row, 1)));
        }
    }

    /**
     * Keeps the readings of days that have none, all in one commit.
     *
     * @return the days that have one from now on
     */
    Set<LocalDate> keep(Collection<LiveReading> readings) {
        while (true) {
            Table table = lake.table(LakeTable.LIVE_DAY);
            List<LiveReading> first =
                    readings.stream().filter(reading -> isFirst(table, reading)).toList();
            if (first.isEmpty() || append(table, first)) {
                return new TreeSet<>(first.stream().map(LiveReading::dt).toList());
            }
        }
    }

    private boolean isFirst(Table table, LiveReading reading) {
        return days(table, reading.dt(), reading.dt()).isEmpty();
    }

    /** Returns false when another process was faster, and everything has to be looked at again. */
    private boolean append(Table table, List<LiveReading> readings) {
        Optional<DataFile> rows;
        try (LakeSession session = lake.session()) {
            rows = QueryFile.write(
                    session.engine(),
                    Relation.of(
                            COLUMNS,
                            readings.stream().flatMap(LiveReadings::rows).toList()),
                    LakeTable.LIVE_DAY,
                    table,
                    Partitions.whole(table));
        }
        Transaction transaction = GuardedOperations.transactionOnUnmoved(table);
        AppendFiles append = transaction.newAppend();
        rows.ifPresent(append::appendFile);
        append.commit();
        try {
            transaction.commitTransaction();
            return true;
        } catch (ValidationException overtaken) {
            return false;
        }
    }

    private static Stream<List<String>> rows(LiveReading reading) {
        return Stream.concat(
                reading.figures().stream().map(figure -> row(reading, figure)),
                reading.fences().stream().map(fence -> row(reading, fence)));
    }

    private static List<String> row(LiveReading reading, Figure figure) {
        return List.of(
                Literal.of(reading.dt()),
                Literal.of(reading.readAt()),
                Literal.of(figure.region()),
                Literal.of(figure.measure()),
                Double.toString(figure.value()),
                Double.toString(figure.low()),
                Double.toString(figure.high()),
                NULL,
                NULL,
                NULL,
                NULL);
    }

    private static List<String> row(LiveReading reading, Fence fence) {
        return List.of(
                Literal.of(reading.dt()),
                Literal.of(reading.readAt()),
                NULL,
                NULL,
                NULL,
                NULL,
                NULL,
                Literal.of(reading.topicId()),
                Integer.toString(fence.shard()),
                Integer.toString(fence.partition()),
                Literal.of(fence.next()));
    }

    /** Opens the readings of some days. */
    void open(LakeSession session, LocalDate from, LocalDate to) {
        session.open(LakeTable.LIVE_DAY, Days.between(from, to));
    }
}
