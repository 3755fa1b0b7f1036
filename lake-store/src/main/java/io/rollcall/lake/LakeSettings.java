package io.rollcall.lake;

import io.rollcall.lake.engine.EngineSettings;
import java.nio.file.Path;

/**
 * Where a lake is and what its engine may use.
 *
 * @param directory holds the catalog and the tables; made when absent
 */
public record LakeSettings(Path directory, EngineSettings engine) {
    /** A lake with the engine's defaults; it spills inside the lake's own directory. */
    public static LakeSettings in(Path directory) {
        return new LakeSettings(directory, EngineSettings.spillingTo(directory.resolve("spill")));
    }
}
