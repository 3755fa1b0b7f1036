package io.rollcall.lake.upkeep;

import io.rollcall.lake.sql.Query;
import io.rollcall.lake.table.FileReplacement;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Partitions;
import io.rollcall.lake.table.PlannedFiles;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/**
 * Puts small files of a partition together into few, in the table's order. The engine does it, in bounded memory; the rows stay
 * the same. Each replacement is a commit of its own.
 */
final class Compaction {
    /** Fewer small files than that are left as they are. */
    private static final int WORTH_IT = 4;

    private final Tables tables;
    private final long targetBytes;

    Compaction(Tables tables, long targetBytes) {
        this.tables = tables;
        this.targetBytes = targetBytes;
    }

    /**
     * Compacts a table.
     *
     * @param closed the days that are over; ignored by a table without days
     * @return how many files were replaced
     */
    int of(LakeTable kind, Predicate<LocalDate> closed) {
        Table table = tables.table(kind);
        Map<String, List<DataFile>> partitions = PlannedFiles.of(table, Expressions.alwaysTrue()).stream()
                .filter(file -> file.fileSizeInBytes() < targetBytes / 4 * 3)
                .filter(file -> table.spec().isUnpartitioned() || closed.test(Partitions.dt(file)))
                .collect(Collectors.groupingBy(
                        file -> table.spec().partitionToPath(file.partition()), TreeMap::new, Collectors.toList()));
        int replaced = 0;
        for (List<DataFile> small : partitions.values()) {
            for (List<DataFile> group : groups(small, targetBytes)) {
                replaced += replace(kind, group) ? group.size() : 0;
            }
        }
        return replaced;
    }

    /** Files that together make one of about the target's size. What is too little to be worth it is left out. */
    static List<List<DataFile>> groups(List<DataFile> small, long targetBytes) {
        List<List<DataFile>> groups = new ArrayList<>();
        List<DataFile> group = new ArrayList<>();
        long bytes = 0;
        for (DataFile file : small.stream()
                .sorted(Comparator.comparingLong(DataFile::fileSizeInBytes))
                .toList()) {
            if (bytes + file.fileSizeInBytes() > targetBytes) {
                groups.add(group);
                group = new ArrayList<>();
                bytes = 0;
            }
            group.add(file);
            bytes += file.fileSizeInBytes();
        }
        groups.add(group);
        return groups.stream().filter(files -> files.size() >= WORTH_IT).toList();
    }

    private boolean replace(LakeTable kind, List<DataFile> group) {
        Table table = tables.table(kind);
        try (TableSession session = tables.session()) {
            session.open(kind, group);
            Optional<DataFile> fresh = TableFile.write(
                    session.engine(),
                    Query.of(kind.qualifiedName()),
                    kind,
                    table,
                    group.get(0).partition());
            return FileReplacement.commit(table, group, fresh);
        }
    }
}
