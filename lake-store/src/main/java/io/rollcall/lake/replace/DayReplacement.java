package io.rollcall.lake.replace;

import io.rollcall.lake.table.DayPart;
import io.rollcall.lake.table.GuardedOperations;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Tables;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Puts files in the place of parts of a table, in one step. Whoever has committed meanwhile makes it look again what there is: no
 * part is there twice, and none that somebody else has written is lost unseen.
 *
 * @param kind the table
 * @param replaced the parts that go
 * @param fresh what comes; with nothing, parts are only taken out
 * @param marking of the commit
 * @param requirement throws a {@link ValidationException} when the commit must not build upon that base
 */
public record DayReplacement(
        LakeTable kind,
        Predicate<DayPart> replaced,
        List<DataFile> fresh,
        Marking marking,
        Consumer<TableMetadata> requirement) {
    private static final int ATTEMPTS = 10;

    public DayReplacement {
        fresh = List.copyOf(fresh);
    }

    /** One that takes parts out. */
    public static DayReplacement removing(LakeTable kind, Predicate<DayPart> removed, Marking marking) {
        return new DayReplacement(kind, removed, List.of(), marking, base -> {});
    }

    /**
     * Does it.
     *
     * @return how many files were taken out or written anew
     * @throws ValidationException when the requirement does not hold, or others go on committing
     */
    public int commit(Tables tables) {
        for (int attempt = 1; ; attempt++) {
            Table table = tables.table(kind);
            DayRemoval removal = DayRemoval.of(tables, kind, table, tables.parts(kind, table), replaced);
            if (removal.isEmpty() && fresh.isEmpty()) {
                return 0;
            }
            try {
                commit(table, removal);
                return removal.files();
            } catch (ValidationException | CommitFailedException overtaken) {
                removal.discard();
                requirement.accept(tables.metadata(kind));
                if (attempt >= ATTEMPTS) {
                    throw overtaken;
                }
            }
        }
    }

    private void commit(Table table, DayRemoval removal) {
        Transaction transaction = GuardedOperations.transactionOnUnmoved(table, requirement);
        removal.keepRests(transaction, marking);
        if (!fresh.isEmpty() || !removal.whole().isEmpty()) {
            OverwriteFiles overwrite = transaction.newOverwrite();
            marking.mark(overwrite);
            removal.whole().forEach(overwrite::deleteFile);
            fresh.forEach(overwrite::addFile);
            overwrite.commit();
        }
        transaction.commitTransaction();
    }
}
