package io.rollcall.lakehouse.archive;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of the archiver. */
@ConfigMapping(prefix = "rollcall.archive")
interface ArchiveConfig {
    /** Whether this process archives. Several that archive the same partitions do no harm; the slower ones work in vain. */
    @WithDefault("true")
    boolean enabled();

    /** The partitions this process archives. The default is all of them; several processes share the work by naming theirs. */
    Optional<List<Integer>> partitions();

    /** How long rows wait at most for the commit that makes them part of the lake. */
    @WithDefault("60s")
    Duration interval();

    /** How often the position is committed when no rows came, so that a quiet day can be reconciled. */
    @WithDefault("10m")
    Duration idleInterval();

    /** Rows that wait in memory; more go to files that the next commit names. */
    @WithDefault("64M")
    MemorySize memory();

    /** A commit that reaches so many rows does not wait for the interval. */
    @WithDefault("2000000")
    long maxRows();

    /** How long a clean stop may take to commit what is in hand. What is not committed is read again. */
    @WithDefault("20s")
    Duration stopTimeout();

    /**
     * Whether to go on where the log begins when it no longer holds what was to be archived next. Those records are lost to the
     * lake, so that a partition stops by default. Set it for one start, once the loss is understood.
     */
    @WithDefault("false")
    boolean acceptLoss();
}
