package io.rollcall.lake;

import io.rollcall.lake.engine.EngineSettings;
import java.nio.file.Path;

/**
 * Where a lake is and what its engine may use.
 *
 * @param directory holds the catalog and the tables; made when absent
 */
public record LakeSettings(Path directory, EngineSettings engine) {
    /** What a service's settings say; it spills inside the lake's own directory unless they name another. */
    public static LakeSettings of(LakeConfig config) {
        LakeConfig.EngineConfig engine = config.engine();
        return new LakeSettings(
                config.directory(),
                new EngineSettings(
                        engine.memory().bytes(),
                        engine.threads(),
                        engine.spillDirectory()
                                .orElseGet(() -> config.directory().resolve("spill")),
                        engine.spillMax().bytes()));
    }

    /** A lake with the engine's defaults; it spills inside the lake's own directory. */
    public static LakeSettings in(Path directory) {
        return new LakeSettings(directory, EngineSettings.spillingTo(directory.resolve("spill")));
    }
}
