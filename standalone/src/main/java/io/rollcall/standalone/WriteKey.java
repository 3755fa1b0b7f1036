package io.rollcall.standalone;

import io.rollcall.ingest.IngestSettings;
import jakarta.enterprise.context.Dependent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The key the simulated clients use, when the gateway asks for one: the first by name. */
@Dependent
final class WriteKey {
    private final IngestSettings settings;

    WriteKey(IngestSettings settings) {
        this.settings = settings;
    }

    /** The secret, or null when everybody may write. */
    @Nullable
    String secret() {
        return settings.keys().entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .map(key -> key.getValue().secret())
                .orElse(null);
    }
}
