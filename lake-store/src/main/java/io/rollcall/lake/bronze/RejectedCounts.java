package io.rollcall.lake.bronze;

import io.rollcall.event.Platform;
import io.rollcall.event.Reason;
import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.lake.bronze.ArchivePosition.Topic;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.table.GuardedOperations;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.ValidationException;
import org.jspecify.annotations.Nullable;

/**
 * The archiver's side of {@link LakeTable#REJECTED_COUNT}: how many events were refused, and the position on the topic of the
 * rejected up to which they are counted, in one commit. So each of them is counted once.
 */
public final class RejectedCounts {
    /** Stands for the versions that were not told apart. */
    public static final String OTHER_VERSIONS = "*";

    private final Tables tables;

    public RejectedCounts(Tables tables) {
        this.tables = tables;
    }

    /**
     * What events were counted together for.
     *
     * @param dt the UTC date of their receipt
     * @param reason null where it is none of the closed list
     * @param platform null where an event names none that there is
     * @param appVersion null where it names none
     */
    public record Kind(
            LocalDate dt,
            @Nullable Reason reason,
            @Nullable Platform platform,
            @Nullable String appVersion) {
        /** The same with those whose versions are rare. */
        public Kind ofAnyVersion() {
            return new Kind(dt, reason, platform, OTHER_VERSIONS);
        }

        private Map<String, String> row(long events) {
            Map<String, String> row = new HashMap<>();
            row.put("dt", Literal.of(dt));
            row.put("reason", Literal.of(reason == null ? "unknown" : reason.code()));
            if (platform != null) {
                row.put("platform", Literal.of(platform.code()));
            }
            if (appVersion != null) {
                row.put("app_version", Literal.of(appVersion));
            }
            row.put("events", Literal.of(events));
            return row;
        }
    }

    /** The position on the topic up to which it is counted. */
    public ArchivePosition position() {
        return PositionProperties.read(table().properties());
    }

    /**
     * Adds counts and moves the position, if the position is still the expected one.
     *
     * @param topic another one than the expected position's where the topic was made anew: all its partitions move then
     * @param events of each kind, between the two positions
     * @return false when somebody else has moved the position meanwhile; nothing was added then
     * @throws RuntimeException when it cannot be said whether it happened: {@link #position()} says so
     */
    public boolean commit(ArchivePosition expected, Topic topic, Map<Integer, Reached> moved, Map<Kind, Long> events) {
        Table table = table();
        List<DataFile> files = write(table, events);
        Transaction transaction = GuardedOperations.transaction(
                table, base -> requireUnmoved(expected, PositionProperties.read(base.properties()), moved));
        boolean isCommitted =
                PositionedCommit.of(transaction, files, tables.commits(), PositionProperties.write(topic, moved));
        if (!isCommitted) {
            files.forEach(file -> table.io().deleteFile(file.location()));
        }
        return isCommitted;
    }

    private static void requireUnmoved(ArchivePosition expected, ArchivePosition actual, Map<Integer, Reached> moved) {
        if (!expected.topic().equals(actual.topic())
                || moved.keySet().stream().anyMatch(at -> !expected.of(at).equals(actual.of(at)))) {
            throw new ValidationException("the position has moved: expected %s, found %s", expected, actual);
        }
    }

    private List<DataFile> write(Table table, Map<Kind, Long> events) {
        List<Map<String, String>> rows = new ArrayList<>();
        events.forEach((kind, count) -> rows.add(kind.row(count)));
        try (TableSession session = tables.session()) {
            return TableFile.write(
                            session.engine(), LakeTable.REJECTED_COUNT.rows(rows), LakeTable.REJECTED_COUNT, table)
                    .stream()
                    .toList();
        }
    }

    private Table table() {
        return tables.table(LakeTable.REJECTED_COUNT);
    }
}
