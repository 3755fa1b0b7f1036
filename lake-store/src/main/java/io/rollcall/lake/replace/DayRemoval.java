package io.rollcall.lake.replace;

import io.rollcall.lake.sql.Query;
import io.rollcall.lake.table.DayPart;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;

/**
 * Takes parts out of a table. A file that has no others goes; another is written anew with what is left of it, and keeps its place in
 * the order of commits, so that none of its other days is touched.
 */
public final class DayRemoval {
    private final Table table;
    private final List<DataFile> whole = new ArrayList<>();
    private final Map<DataFile, DataFile> rests = new LinkedHashMap<>();

    private DayRemoval(Table table) {
        this.table = table;
    }

    /**
     * Prepares it: writes what is left of files.
     *
     * @param all parts of the table as it was loaded
     */
    public static DayRemoval of(
            Tables tables, LakeTable kind, Table table, List<DayPart> all, Predicate<DayPart> removed) {
        DayRemoval removal = new DayRemoval(table);
        DayPart.byFile(all).values().forEach(parts -> {
            DataFile file = parts.get(0).file();
            List<DayPart> kept = parts.stream().filter(removed.negate()).toList();
            if (kept.isEmpty()) {
                removal.whole.add(file);
            } else if (kept.size() < parts.size()) {
                removal.rests.put(file, rest(tables, kind, table, kept));
            }
        });
        return removal;
    }

    private static DataFile rest(Tables tables, LakeTable kind, Table table, Collection<DayPart> parts) {
        try (TableSession session = tables.session()) {
            session.openParts(kind, parts);
            return TableFile.write(session.engine(), Query.of(kind.qualifiedName()), kind, table)
                    .orElseThrow(() -> new IllegalStateException(
                            "a file of " + kind.qualifiedName() + " has none of the rows that it is said to have"));
        }
    }

    /** Tells whether there is nothing to do. */
    public boolean isEmpty() {
        return whole.isEmpty() && rests.isEmpty();
    }

    /** The number of files that it takes out or replaces. */
    public int files() {
        return whole.size() + rests.size();
    }

    /** The files that go and are still to be taken out, in the same transaction. */
    public List<DataFile> whole() {
        return List.copyOf(whole);
    }

    /** Puts what is left of the other files in their place, as the first steps of a transaction on the table. */
    public void keepRests(Transaction transaction, Marking marking) {
        rests.forEach((file, rest) -> {
            RewriteFiles rewrite = FileReplacement.begun(transaction.newRewrite(), table, file.dataSequenceNumber());
            marking.mark(rewrite);
            rewrite.deleteFile(file);
            rewrite.addFile(rest);
            rewrite.commit();
        });
    }

    /** Deletes what was written, after a commit that did not happen. */
    public void discard() {
        rests.values().forEach(rest -> table.io().deleteFile(rest.location()));
    }
}
