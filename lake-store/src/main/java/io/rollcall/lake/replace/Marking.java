package io.rollcall.lake.replace;

import org.apache.iceberg.SnapshotUpdate;

/** Says in a commit what made it. */
@FunctionalInterface
public interface Marking {
    /** None. */
    Marking NONE = update -> {};

    void mark(SnapshotUpdate<?> update);
}
