package io.rollcall.lake;

import java.util.function.Consumer;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/**
 * A table's operations with a condition on what a commit builds upon. Iceberg rebases a transaction that lost a race onto
 * the winner and tries again; the condition sees every such base, and the commit succeeds only upon exactly that
 * base. So condition and commit are one step.
 */
final class GuardedOperations implements TableOperations {
    private final TableOperations operations;
    private final Consumer<TableMetadata> requirement;

    /** @param requirement throws when a commit must not build upon that base */
    GuardedOperations(TableOperations operations, Consumer<TableMetadata> requirement) {
        this.operations = operations;
        this.requirement = requirement;
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
