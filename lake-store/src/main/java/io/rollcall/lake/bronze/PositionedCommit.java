package io.rollcall.lake.bronze;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;

/** Rows, and the position on a topic up to which they go, in one step: so each record is in the lake once. */
final class PositionedCommit {
    private PositionedCommit() {}

    /**
     * Commits a transaction with files and properties.
     *
     * @param transaction guarded by who else may have moved the position
     * @param commits writes the manifests
     * @return false when somebody was ahead of it; nothing of it is there then
     * @throws RuntimeException when it cannot be said whether it happened
     */
    static boolean of(
            Transaction transaction, List<DataFile> files, ExecutorService commits, Map<String, String> properties) {
        if (!files.isEmpty()) {
            AppendFiles append = transaction.newAppend().scanManifestsWith(commits);
            files.forEach(append::appendFile);
            append.commit();
        }
        UpdateProperties position = transaction.updateProperties();
        properties.forEach(position::set);
        position.commit();
        try {
            transaction.commitTransaction();
            return true;
        } catch (ValidationException | CommitFailedException overtaken) {
            return false;
        }
    }
}
