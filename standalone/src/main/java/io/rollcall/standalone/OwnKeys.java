package io.rollcall.standalone;

import io.rollcall.access.AdminSettings;
import io.rollcall.ingest.IngestSettings;
import io.rollcall.ingest.IngestSettings.KeySettings;
import io.rollcall.standalone.demo.DemoKeys;
import jakarta.enterprise.context.Dependent;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The keys that the demo uses where the doors ask for one: of those that open a door the first by name. */
@Dependent
final class OwnKeys {
    private final IngestSettings ingest;
    private final AdminSettings admin;

    OwnKeys(IngestSettings ingest, AdminSettings admin) {
        this.ingest = ingest;
        this.admin = admin;
    }

    DemoKeys forTheDemo() {
        return new DemoKeys(write(key -> true), write(KeySettings::backfill), administering());
    }

    private @Nullable String write(Predicate<KeySettings> opens) {
        return ingest.keys().entrySet().stream()
                .filter(key -> opens.test(key.getValue()))
                .min(Map.Entry.comparingByKey())
                .map(key -> key.getValue().secret())
                .orElse(null);
    }

    private @Nullable String administering() {
        return new TreeMap<>(admin.keys()).values().stream().findFirst().orElse(null);
    }
}
