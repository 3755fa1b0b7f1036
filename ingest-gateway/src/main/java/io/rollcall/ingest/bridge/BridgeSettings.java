package io.rollcall.ingest.bridge;

import io.rollcall.log.bridge.SourceReader.Source.Begin;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The settings of the bridge from a topic that other producers write. */
@ConfigMapping(prefix = "rollcall.ingest.bridge")
public interface BridgeSettings {
    /** The topic; absent for no bridge. */
    Optional<String> topic();

    /** The group that all gateways with this bridge share; its offsets say how far the topic was read. */
    @WithDefault("rollcall-bridge")
    String group();

    /** Where a group begins that has read nothing yet. */
    @WithDefault("earliest")
    Begin begin();

    /** Says whether events may be as old as they like: for a topic that holds history, which the lake takes. */
    @WithDefault("false")
    boolean backfill();

    /** Records that are brought onto the log together, at most. */
    @WithDefault("1000")
    int batch();
}
