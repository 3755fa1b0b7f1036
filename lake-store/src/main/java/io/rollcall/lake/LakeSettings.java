package io.rollcall.lake;

import io.rollcall.lake.engine.EngineSettings;
import java.nio.file.Path;

/**
 * The directory of a lake and the limits of its engine.
 *
 * @param directory holds the catalog and the tables; made when absent
 */
public record LakeSettings(Path directory, EngineSettings engine) {
    /**
     * A lake as a service's settings describe it; it spills inside the lake's own directory unless they name another.
     */
    public static LakeSettings of(LakeConfig config) {
        LakeConfig.EngineConfig engine = config.engine();
        return bounded(
                config.directory(),
                engine.memory().bytes(),
                engine.threads(),
                engine.spillDirectory().orElseGet(() -> config.directory().resolve("spill")),
                engine.spillMax().bytes());
    }

    /**
     * A lake whose engine is bounded.
     *
     * @param memoryBytes of all its queries together; what needs more spills
     * @param threads it computes with
     * @param spillDirectory holds what does not fit into memory; belongs to this lake, made when absent
     * @param spillBytes of that directory at most; a query that needs more fails
     * @throws IllegalArgumentException when the engine cannot work with so little
     */
    public static LakeSettings bounded(
            Path directory, long memoryBytes, int threads, Path spillDirectory, long spillBytes) {
        return new LakeSettings(directory, new EngineSettings(memoryBytes, threads, spillDirectory, spillBytes));
    }

    /** A lake with the engine's defaults; it spills inside the lake's own directory. */
    public static LakeSettings in(Path directory) {
        return new LakeSettings(directory, EngineSettings.spillingTo(directory.resolve("spill")));
    }
}
