/**
 * Brings records from the log to bronze, each exactly once.
 *
 * <p>Start with {@link io.rollcall.lakehouse.archive.ArchiveRun}: what happens to records between two commits.
 * {@link io.rollcall.lakehouse.archive.ArchiveStart} decides where a partition begins, {@link
 * io.rollcall.lakehouse.archive.PartitionProgress} is where it stands, {@link io.rollcall.lakehouse.archive.RecordReading} makes
 * a row of a record. {@link io.rollcall.lakehouse.archive.Archiver} keeps it all running. Beside it {@link
 * io.rollcall.lakehouse.archive.RejectedRun} counts what was rejected.
 */
@NullMarked
package io.rollcall.lakehouse.archive;

import org.jspecify.annotations.NullMarked;
