package io.rollcall.lake.table;

import java.util.function.Consumer;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.jspecify.annotations.Nullable;

/**
 * A table's operations with a condition on what a commit builds upon. Iceberg rebases a transaction that lost a race onto
 * the winner and tries again; the condition sees every such base, and the commit succeeds only upon exactly that
 * base. So condition and commit are one step.
 */
public final class GuardedOperations implements TableOperations {
    private static final long NO_SNAPSHOT = -1;

    private final TableOperations operations;
    private final Consumer<TableMetadata> requirement;

    private GuardedOperations(TableOperations operations, Consumer<TableMetadata> requirement) {
        this.operations = operations;
        this.requirement = requirement;
    }

    /**
     * Begins a transaction on a table.
     *
     * @param requirement throws a {@link ValidationException} when the commit must not build upon that base
     */
    public static Transaction transaction(Table table, Consumer<TableMetadata> requirement) {
        return Transactions.newTransaction(
                table.name(), new GuardedOperations(((BaseTable) table).operations(), requirement));
    }

    /**
     * Begins a transaction that succeeds only when nobody has committed rows since the table was loaded.
     *
     * @param further throws a {@link ValidationException} when the commit must not build upon that base for another reason
     */
    public static Transaction transactionOnUnmoved(Table table, Consumer<TableMetadata> further) {
        long seen = id(table.currentSnapshot());
        return transaction(table, base -> {
            further.accept(base);
            long current = id(base.currentSnapshot());
            if (current != seen) {
                throw new ValidationException("%s has moved from snapshot %s to %s", table.name(), seen, current);
            }
        });
    }

    private static long id(@Nullable Snapshot snapshot) {
        return snapshot == null ? NO_SNAPSHOT : snapshot.snapshotId();
    }

    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
        requirement.accept(base);
        operations.commit(base, metadata);
    }

    @Override
    public TableMetadata current() {
        return operations.current();
    }

    @Override
    public TableMetadata refresh() {
        return operations.refresh();
    }

    @Override
    public FileIO io() {
        return operations.io();
    }

    @Override
    public EncryptionManager encryption() {
        return operations.encryption();
    }

    @Override
    public String metadataFileLocation(String fileName) {
        return operations.metadataFileLocation(fileName);
    }

    @Override
    public LocationProvider locationProvider() {
        return operations.locationProvider();
    }

    @Override
    public TableOperations temp(TableMetadata uncommitted) {
        return operations.temp(uncommitted);
    }

    @Override
    public long newSnapshotId() {
        return operations.newSnapshotId();
    }

    @Override
    public boolean requireStrictCleanup() {
        return operations.requireStrictCleanup();
    }
}
