package io.rollcall.lake.upkeep;

import io.rollcall.lake.files.StoredFiles;
import io.rollcall.lake.files.StoredFiles.Stored;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.NamedFiles;
import io.rollcall.lake.table.Tables;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Table;

/** Files that killed writers left: nothing names them, and they are too old to be about to be committed. */
final class OrphanFiles {
    private final Tables tables;

    OrphanFiles(Tables tables) {
        this.tables = tables;
    }

    /** Deletes those of a table that were last written before a time; returns how many. */
    int sweep(LakeTable kind, Instant time) {
        // The disk first: what is committed after that look is too young to be in it.
        List<Stored> old = StoredFiles.of(tables.table(kind)).stream()
                .filter(file -> file.modified().isBefore(time))
                .toList();
        if (old.isEmpty()) {
            return 0;
        }
        Table table = tables.table(kind);
        Set<Path> named = NamedFiles.of(table);
        List<Path> orphans = old.stream()
                .map(Stored::path)
                .filter(path -> !named.contains(path))
                .toList();
        orphans.forEach(StoredFiles::delete);
        return orphans.size();
    }
}
