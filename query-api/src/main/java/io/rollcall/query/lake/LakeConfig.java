package io.rollcall.query.lake;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** The lake; the lakehouse has settings of the same names. */
@ConfigMapping(prefix = "rollcall.lake")
public interface LakeConfig {
    /** Where the lake is. Made when absent, so that it does not matter which service starts first. */
    @WithDefault("data/lake")
    Path directory();

    /** What the engine that reads the published figures may use. */
    EngineConfig engine();

    /** The engine's limits. */
    interface EngineConfig {
        /** Memory for all of its queries together; what needs more spills to disk. At least 32M for each thread. */
        @WithDefault("600M")
        MemorySize memory();

        /** Threads that it computes with. */
        @WithDefault("2")
        int threads();

        /** Where it spills. The default is inside the lake's directory. */
        Optional<Path> spillDirectory();

        /** How much it may spill; a query that needs more fails. */
        @WithDefault("64G")
        MemorySize spillMax();
    }
}
