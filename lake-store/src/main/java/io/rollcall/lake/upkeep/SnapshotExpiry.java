package io.rollcall.lake.upkeep;

import io.rollcall.lake.day.OpenDays;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Tables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Lets go of the past of a table, and of the files that only the past names. Nothing of the lake depends on a snapshot but
 * those who read it: the log's position and the dropped days are properties of the table, and values have their {@code as_of}.
 */
public final class SnapshotExpiry {
    private static final int ATTEMPTS = 5;

    private final Tables tables;

    public SnapshotExpiry(Tables tables) {
        this.tables = tables;
    }

    /** Expires what was superseded before a time; returns how many snapshots went. */
    int before(LakeTable kind, Instant time) {
        Table table = tables.table(kind);
        List<Long> kept = ids(table);
        if (kept.size() < 2) {
            return 0;
        }
        table.expireSnapshots()
                .expireOlderThan(time.toEpochMilli())
                .retainLast(1)
                .commit();
        table.refresh();
        return kept.size() - ids(table).size();
    }

    /** Expires those that were made by commits of counts of open days, before a time; returns how many went. */
    int marked(LakeTable kind, Instant time) {
        Table table = tables.table(kind);
        Snapshot present = table.currentSnapshot();
        ExpireSnapshots expiry = table.expireSnapshots();
        int expired = 0;
        for (Snapshot snapshot : table.snapshots()) {
            if (OpenDays.isMarked(snapshot)
                    && snapshot.timestampMillis() < time.toEpochMilli()
                    && snapshot.snapshotId() != present.snapshotId()) {
                expiry.expireSnapshotId(snapshot.snapshotId());
                expired++;
            }
        }
        if (expired > 0) {
            expiry.commit();
        }
        return expired;
    }

    /**
     * Expires everything but the present, at once, and leaves no trace of replaced files in what names the present either:
     * a manifest goes on listing files that it has lost, with their smallest and largest values, until it is written anew.
     */
    public void allBut(LakeTable kind) {
        Table table = tables.table(kind);
        Snapshot present = table.currentSnapshot();
        if (present == null) {
            return;
        }
        withoutLostFiles(table);
        table.refresh();
        long current = table.currentSnapshot().snapshotId();
        ExpireSnapshots expiry = table.expireSnapshots();
        List<Long> past = ids(table).stream().filter(id -> id != current).toList();
        if (!past.isEmpty()) {
            past.forEach(expiry::expireSnapshotId);
            expiry.commit();
        }
    }

    private static void withoutLostFiles(Table table) {
        for (int attempt = 1; ; attempt++) {
            table.refresh();
            Snapshot present = table.currentSnapshot();
            if (present.allManifests(table.io()).stream().noneMatch(ManifestFile::hasDeletedFiles)) {
                return;
            }
            try {
                table.rewriteManifests()
                        .clusterBy(file -> "all")
                        .rewriteIf(ManifestFile::hasDeletedFiles)
                        .commit();
            } catch (ValidationException | CommitFailedException overtaken) {
                if (attempt >= ATTEMPTS) {
                    throw overtaken;
                }
            }
        }
    }

    private static List<Long> ids(Table table) {
        List<Long> ids = new ArrayList<>();
        table.snapshots().forEach(snapshot -> ids.add(snapshot.snapshotId()));
        return ids;
    }
}
