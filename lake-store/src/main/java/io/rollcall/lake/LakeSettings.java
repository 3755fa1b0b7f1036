package io.rollcall.lake;

import io.rollcall.lake.engine.EngineSettings;
import java.nio.file.Path;

/**
 * Where a lake is and what its engine may use.
 *
 * @param directory holds the catalog and the tables; made when absent
 */
public record LakeSettings(Path directory, EngineSettings engine) {
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
