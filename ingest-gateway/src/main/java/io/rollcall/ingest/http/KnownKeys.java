package io.rollcall.ingest.http;

import io.rollcall.ingest.IngestSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes of the settings the keys that every address for senders asks for. */
@Singleton
final class KnownKeys {
    @Produces
    @Singleton
    WriteKeys keys(IngestSettings settings) {
        return WriteKeys.of(settings.keys());
    }
}
