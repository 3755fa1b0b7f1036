package io.rollcall.lake.replace;

import java.util.Collection;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Puts a file in the place of others. It takes over a data sequence number of theirs, so that no day is touched; what others commit
 * meanwhile stays.
 */
public final class FileReplacement {
    private FileReplacement() {}

    /**
     * Replaces files, or takes them out.
     *
     * @param fresh none when nothing of the old ones is left
     * @param sequence that the fresh file takes over
     * @return false when somebody else has replaced one of them; then nothing has changed, and the fresh file is gone
     * @throws RuntimeException when it cannot be said whether it happened; the fresh file stays, and is swept if nobody names it
     */
    public static boolean commit(Table table, Collection<DataFile> old, Optional<DataFile> fresh, long sequence) {
        RewriteFiles rewrite = begun(table.newRewrite(), table, sequence);
        old.forEach(rewrite::deleteFile);
        fresh.ifPresent(rewrite::addFile);
        try {
            rewrite.commit();
            return true;
        } catch (ValidationException | CommitFailedException overtaken) {
            fresh.ifPresent(file -> table.io().deleteFile(file.location()));
            return false;
        }
    }

    /**
     * Begins a rewriting of files. From what the table is now on, or one whose first snapshots have expired could never be rewritten
     * again: there are no row-level deletes to look for, and that the old files are still there is looked at in any case.
     */
    static RewriteFiles begun(RewriteFiles rewrite, Table table, long sequence) {
        return rewrite.validateFromSnapshot(table.currentSnapshot().snapshotId())
                .dataSequenceNumber(sequence);
    }
}
