package io.rollcall.ingest.http;

import io.rollcall.access.keys.AccessKey;
import io.rollcall.access.keys.Credentials;
import io.rollcall.access.keys.KeyRing;
import io.rollcall.access.keys.KeyScope;
import io.rollcall.access.keys.Keys;
import io.rollcall.access.keys.Origins;
import io.rollcall.ingest.body.RefusedException;
import io.rollcall.ingest.intake.Refusal;
import io.rollcall.ingest.intake.RefusalCode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says who sends: whoever has a key for it, and where there are none, this machine. */
@Singleton
final class Senders {
    /** Everybody on this machine, when no write keys are configured. */
    static final AccessKey LOOPBACK = AccessKey.unlimited("loopback", Set.of(KeyScope.INGEST, KeyScope.BACKFILL));

    private final Keys keys;

    Senders(Keys keys) {
        this.keys = keys;
    }

    /** Says whether the gateway is open to this machine only. */
    boolean areOnThisMachine() {
        return !keys.areLocking(KeyScope.INGEST);
    }

    /** Says whether there is more than one to share with. */
    boolean areSeveral() {
        return keys.ring().opening(KeyScope.INGEST).size() > 1;
    }

    /** The key that a request came with; a header counts before a key in the address. Refuses everybody who is not known. */
    AccessKey require(@Nullable String authorization, @Nullable String key) {
        if (areOnThisMachine()) {
            return LOOPBACK;
        }
        KeyRing ring = keys.ring();
        Optional<String> secret = authorization == null ? Optional.ofNullable(key) : Credentials.bearer(authorization);
        return secret.flatMap(presented -> ring.holder(presented, KeyScope.INGEST))
                .orElseThrow(() -> new RefusedException(Refusal.lasting(
                        RefusalCode.UNKNOWN_KEY,
                        authorization == null && key == null
                                ? "send a write key: Authorization: Bearer WRITE_KEY"
                                : "this write key is not known; send Authorization: Bearer WRITE_KEY")));
    }

    /** The lists of origins that keys are limited to, at this moment. */
    List<Origins> origins() {
        return keys.ring().opening(KeyScope.INGEST).stream()
                .map(AccessKey::origins)
                .toList();
    }
}
