/**
 * Keeps the lake small and quick to read, every night after the reconciliation: small files are put together, what is over its
 * time is dropped, and what nobody reads leaves the disk. Start with {@link io.rollcall.lakehouse.maintenance.Upkeep}.
 */
@NullMarked
package io.rollcall.lakehouse.maintenance;

import org.jspecify.annotations.NullMarked;
