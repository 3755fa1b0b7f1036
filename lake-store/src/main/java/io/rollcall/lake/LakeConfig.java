package io.rollcall.lake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** The settings of the lake and its engine, the same for every service that opens one. {@link LakeSettings#of} makes use of them. */
@ConfigMapping(prefix = "rollcall.lake")
public interface LakeConfig {
    /** Where the lake is: its catalog and its tables. Made when absent, so that it does not matter which service starts first. */
    @WithDefault("data/lake")
    Path directory();

    /**
     * A CSV file with what is known of titles (header {@code title_id,name,kind,genre,runtime_sec}). The lakehouse reads it at
     * the beginning of a reconciliation when it has changed, and uses it for the days that are counted from then on.
     */
    Optional<Path> titles();

    /** What the engine that computes and reads the exact figures may use. */
    EngineConfig engine();

    /** The engine's limits. */
    interface EngineConfig {
        /** Memory for all of its queries together; what needs more spills to disk. At least 32M for each thread. */
        @WithDefault("600M")
        StorageSize memory();

        /** Threads that it computes with. */
        @WithDefault("2")
        int threads();

        /** Where it spills. The default is inside the lake's directory. */
        Optional<Path> spillDirectory();

        /** How much it may spill; a query that needs more fails. */
        @WithDefault("64G")
        StorageSize spillMax();
    }
}
