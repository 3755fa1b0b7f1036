package io.rollcall.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings of the gateway that a deployment can make. Durations are written 5s, 1h or 7d, sizes 512K or 8M. */
@ConfigMapping(prefix = "rollcall.ingest")
public interface IngestSettings {
    /**
     * The write keys, by a name of your choice: {@code rollcall.ingest.keys.web.secret=...}. A client sends the secret
     * as {@code Authorization: Bearer SECRET}; the name is what logs and metrics may show. With no key the gateway
     * serves loopback only, and everybody there may do everything.
     */
    Map<String, KeySettings> keys();

    /** The pages of other origins that may send. */
    CorsSettings cors();

    /** The limits on what a request and an event may measure. */
    LimitSettings limits();

    /** The bounds on what may be in flight, until a request's answer. Beyond it: 503 with Retry-After. */
    InFlightSettings inFlight();

    /** The time that the broker has to acknowledge a batch before its sender hears 503. At least 1s. */
    @WithDefault("5s")
    Duration ackTimeout();

    /** The time that a client has to send its body. Shorter than the minute of clock skew that is tolerated. */
    @WithDefault("30s")
    Duration bodyTimeout();

    /** Bytes a second that a body must come with, on average, once it has been on its way for ten seconds. */
    @WithDefault("1K")
    MemorySize bodyLeastRate();

    /** Listeners of {@code GET /v1/events/recent} at a time. */
    @WithDefault("20")
    int recentListeners();

    /** The bounds on one reading of what was rejected, which begins with the newest. */
    RejectedSettings rejected();

    /** Bounds of reading the topic of the rejected. */
    interface RejectedSettings {
        /** Bytes of what was rejected. */
        @WithDefault("256M")
        MemorySize readSize();

        /** The time that it may take. */
        @WithDefault("20s")
        Duration readTimeout();
    }

    /** The settings of one write key. */
    interface KeySettings {
        /**
         * The secret that the client sends. Long and random, for example 32 characters of {@code openssl rand -hex 16}.
         */
        String secret();

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
    }

    /** The settings about browsers that send for pages of other origins. */
    interface CorsSettings {
        /**
         * The origins, separated by commas: {@code https://app.example.com}, {@code https://*.example.com}, {@code
         * null} for pages from files, or {@code *}. For all keys that have none of their own. Nothing without write keys.
         */
        Optional<List<String>> origins();
    }

    /**
     * The limits of a request and of an event; see {@link io.rollcall.event.Limits}, which also says how they must
     * relate.
     */
    interface LimitSettings {
        /** A request body as it crosses the network. */
        @WithDefault("1M")
        MemorySize bodySize();

        /** The same body once gunzipped. The topic of the rejected must take a record of this size. */
        @WithDefault("8M")
        MemorySize unpackedSize();

        /** The most events in one request. */
        @WithDefault("1000")
        int eventsPerRequest();

        /** The largest JSON of one event. */
        @WithDefault("32K")
        MemorySize eventSize();

        /** Keys in an event's {@code properties}. */
        @WithDefault("32")
        int propertyKeys();

        /** The longest time before its receipt that an event may have happened. */
        @WithDefault("7d")
        Duration maxAge();

        /** The longest time after its receipt that an event may claim to have happened. */
        @WithDefault("1h")
        Duration maxAhead();
    }

    /** Bounds of the memory that requests take. */
    interface InFlightSettings {
        /** Bytes of all bodies, unpacked, from their first byte on, and 4K for each request. */
        @WithDefault("64M")
        MemorySize size();

        /** Requests whose body is whole. */
        @WithDefault("2000")
        int requests();

        /** The share of both that one write key may hold where there are several. */
        @WithDefault("0.5")
        double ofOneKey();
    }
}
