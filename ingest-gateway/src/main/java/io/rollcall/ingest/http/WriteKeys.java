package io.rollcall.ingest.http;

import io.rollcall.access.BearerKeys;
import io.rollcall.ingest.IngestSettings.KeySettings;
import io.rollcall.ingest.body.RefusedException;
import io.rollcall.ingest.browser.Origins;
import io.rollcall.ingest.intake.Refusal;
import io.rollcall.ingest.intake.RefusalCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The write keys, and what each may do. */
final class WriteKeys {
    private final BearerKeys keys;
    private final Map<String, EventSender> callers;

    private WriteKeys(BearerKeys keys, Map<String, EventSender> callers) {
        this.keys = keys;
        this.callers = Map.copyOf(callers);
    }

    /** Refuses blank secrets, and the same secret under two names. */
    static WriteKeys of(Map<String, KeySettings> settings) {
        Map<String, String> secrets = new HashMap<>();
        Map<String, EventSender> callers = new HashMap<>();
        settings.forEach((name, key) -> {
            secrets.put(name, key.secret());
            callers.put(name, caller(name, key));
        });
        return new WriteKeys(BearerKeys.of("rollcall.ingest.keys.NAME.secret", secrets), callers);
    }

    /** Says whether the gateway is open to this machine only. */
    boolean areAbsent() {
        return keys.areAbsent();
    }

    /** Says who presents this {@code Authorization} header; empty when nobody that is known. */
    Optional<EventSender> caller(@Nullable String authorization) {
        return areAbsent()
                ? Optional.of(EventSender.LOOPBACK)
                : keys.holder(authorization).map(callers::get);
    }

    /** The same with a key in the address; a header counts before it. Refuses everybody who is not known. */
    EventSender require(@Nullable String authorization, @Nullable String key) {
        return caller(authorization == null && key != null ? "Bearer " + key : authorization)
                .orElseThrow(() -> new RefusedException(Refusal.lasting(
                        RefusalCode.UNKNOWN_KEY,
                        authorization == null && key == null
                                ? "send a write key: Authorization: Bearer WRITE_KEY"
                                : "this write key is not known; send Authorization: Bearer WRITE_KEY")));
    }

    /** The lists of origins that keys are limited to. */
    List<Origins> origins() {
        return callers.values().stream().map(EventSender::origins).toList();
    }

    private static EventSender caller(String name, KeySettings key) {
        return new EventSender(
                name,
                key.backfill() ? EventSender.Permission.GRANTED : EventSender.Permission.DENIED,
                key.eventsPerSecond(),
                Origins.of(
                        "rollcall.ingest.keys." + name + ".origins",
                        key.origins().orElse(List.of())));
    }
}
