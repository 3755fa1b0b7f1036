package io.rollcall.lake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** The settings of the lake and its engine, the same for every service that opens one. {@link LakeSettings#of} makes use of them. */
@ConfigMapping(prefix = "rollcall.lake")
public interface LakeConfig {
    /**
     * The directory of the lake: its catalog and its tables. Made when absent, so that it does not matter which service
     * starts first.
     */
    @WithDefault("data/lake")
    Path directory();

    /**
     * A CSV file with what is known of titles (header {@code title_id,name,kind,genre,runtime_sec}). The lakehouse reads it at
     * the beginning of a reconciliation when it has changed, and uses it for the days that are counted from then on.
     */
    Optional<Path> titles();

    /** The limits of the engine that computes and reads the exact figures. */
    EngineConfig engine();

    /** The limits within which the engine works. */
    interface EngineConfig {
        /** Memory for all of its queries together; what needs more spills to disk. At least 32M for each thread. */
        @WithDefault("600M")
        StorageSize memory();

        /** The number of threads that it computes with. */
        @WithDefault("2")
        int threads();

        /** The directory that it spills to. The default is inside the lake's directory. */
        Optional<Path> spillDirectory();

        /** The most that it may spill; a query that needs more fails. */
        @WithDefault("64G")
        StorageSize spillMax();
    }
}
