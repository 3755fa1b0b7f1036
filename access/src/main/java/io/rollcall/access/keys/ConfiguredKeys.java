package io.rollcall.access.keys;

import io.rollcall.access.keys.KeyRing.Entry;
import io.rollcall.access.keys.WriteKeySettings.WriteKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys that the settings name: they are as long there as the process. */
final class ConfiguredKeys {
    private final List<Entry> entries = new ArrayList<>();

    private ConfiguredKeys() {}

    /**
     * Takes what the settings say.
     *
     * @throws IllegalArgumentException for a secret that is blank; no message repeats one
     */
    static List<Entry> of(WriteKeySettings writing, ReadSettings reading, AdminSettings administering) {
        ConfiguredKeys keys = new ConfiguredKeys();
        writing.keys().forEach(keys::writing);
        keys.all("rollcall.query.read-tokens.", reading.readTokens(), KeyScope.READ);
        keys.all("rollcall.admin.keys.", administering.keys(), KeyScope.ADMIN);
        return keys.entries;
    }

    private void writing(String name, WriteKey key) {
        String setting = "rollcall.ingest.keys." + name + ".";
        AccessKey opened = new AccessKey(
                name,
                key.backfill() ? EnumSet.of(KeyScope.INGEST, KeyScope.BACKFILL) : EnumSet.of(KeyScope.INGEST),
                Origins.of(setting + "origins", key.origins().orElse(List.of())),
                Set.copyOf(key.platforms().orElse(List.of())),
                key.eventsPerSecond());
        add(setting + "secret", opened, key.secret());
        key.oldSecret().ifPresent(secret -> add(setting + "old-secret", opened, secret));
    }

    private void all(String setting, Map<String, String> secrets, KeyScope scope) {
        secrets.forEach((name, secret) -> add(setting + name, AccessKey.unlimited(name, Set.of(scope)), secret));
    }

    private void add(String setting, AccessKey key, String secret) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException(setting + " is blank; give it a secret");
        }
        entries.add(new Entry(setting, key, SecretDigest.of(secret)));
    }
}
