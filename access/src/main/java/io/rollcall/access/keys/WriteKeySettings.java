package io.rollcall.access.keys;

import io.rollcall.event.Platform;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings that say who may send. */
@ConfigMapping(prefix = "rollcall.ingest.keys")
public interface WriteKeySettings {
    /**
     * The write keys, by a name of your choice: {@code rollcall.ingest.keys.web.secret=...}. A client sends the secret
     * as {@code Authorization: Bearer SECRET}; the name is what logs and metrics may show. With no key the gateway
     * serves loopback only, and everybody there may do everything.
     */
    @WithParentName
    Map<String, WriteKey> keys();

    /** The settings of one write key. */
    interface WriteKey {
        /**
         * The secret that the client sends. Long and random, for example 32 characters of {@code openssl rand -hex 16}.
         */
        String secret();

        /** The secret of before, while clients change to the new one: both are valid. */
        Optional<String> oldSecret();

        /** Says whether the key may send {@code Rollcall-Backfill: true}, which waives the age limits. */
        @WithDefault("false")
        boolean backfill();

        /** Events a second, on average; absent for no limit. A burst may be as large as the largest request. */
        OptionalInt eventsPerSecond();

        /**
         * The origins of the pages that the key is for, separated by commas: it opens nothing for others, and nothing
         * for a request without an origin. Absent for a key that is for every sender.
         */
        Optional<List<String>> origins();

        /**
         * The platforms of which the key may send events, separated by commas: events of others, and events that name
         * none, are rejected. Absent for a key that is for all.
         */
        Optional<List<Platform>> platforms();
    }
}
