package io.rollcall.lake.bronze;

import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.lake.bronze.ArchivePosition.Topic;
import io.rollcall.lake.table.ErasureMark;
import io.rollcall.lake.table.GuardedOperations;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Tables;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.ValidationException;

/** The archiver's side of {@link LakeTable#APP_EVENT}: rows and the log's position in one commit. */
public final class Bronze {
    private final Tables tables;

    public Bronze(Tables tables) {
        this.tables = tables;
    }

    /**
     * The outcome of a commit to bronze. Sealed: either the rows are in, or the log has to be read again from
     * somewhere.
     */
    public sealed interface Outcome {
        /** The rows are in bronze and the position has moved, both in one step. */
        record Committed() implements Outcome {}

        /**
         * Somebody else has moved a partition meanwhile, or has begun to erase profiles that may be among the rows; nothing of
         * this commit is in bronze.
         *
         * @param actual where the log has to be read on
         */
        record Overtaken(ArchivePosition actual) implements Outcome {}
    }

    /** The days whose raw events were dropped when their time was over: what bronze has of them came later, and is not the day. */
    public SortedSet<LocalDate> droppedDays() {
        return DroppedDays.read(table().properties());
    }

    /** The position on the log up to which bronze has it now. */
    public ArchivePosition position() {
        return PositionProperties.read(table().properties());
    }

    /** Begins to collect rows, in at most so much memory. */
    public BronzeFiles collect(long memoryBytes) {
        return new BronzeFiles(table(), memoryBytes);
    }

    /**
     * Commits rows and moves the position, if the position is still the expected one in every partition that moves, and no
     * erasure was begun since the first row was taken.
     *
     * @param rows all rows between the two positions
     * @throws RuntimeException when it cannot be said whether it happened: read {@link #position()} again and go on from
     *     there, after {@link BronzeFiles#leave()}
     */
    public Outcome commit(ArchivePosition expected, Topic topic, Map<Integer, Reached> moved, BronzeFiles rows) {
        boolean holdsRows = rows.rowCount() > 0;
        String erasures = rows.erasures();
        List<DataFile> files = rows.finish();
        Transaction transaction = GuardedOperations.transaction(table(), base -> {
            if (holdsRows) {
                ErasureMark.require(erasures, base.properties());
            }
            requireUnmoved(expected, PositionProperties.read(base.properties()), topic, moved);
        });
        if (!PositionedCommit.of(transaction, files, tables.commits(), PositionProperties.write(topic, moved))) {
            rows.discard();
            return new Outcome.Overtaken(position());
        }
        rows.handedOver();
        return new Outcome.Committed();
    }

    private static void requireUnmoved(
            ArchivePosition expected, ArchivePosition actual, Topic topic, Map<Integer, Reached> moved) {
        boolean sameTopic =
                actual.topic().equals(Topic.NONE) || actual.topic().id().equals(topic.id());
        if (!sameTopic
                || moved.keySet().stream().anyMatch(at -> !expected.of(at).equals(actual.of(at)))) {
            throw new ValidationException("the archive's position has moved: expected %s, found %s", expected, actual);
        }
    }

    private Table table() {
        return tables.table(LakeTable.APP_EVENT);
    }
}
