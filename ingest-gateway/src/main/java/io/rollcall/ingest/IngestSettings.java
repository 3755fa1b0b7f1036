package io.rollcall.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings of the gateway that a deployment can make. Durations are written 5s, 1h or 7d, sizes 512K or 8M. */
@ConfigMapping(prefix = "rollcall.ingest")
public interface IngestSettings {
    /** The pages of other origins that may send. */
    CorsSettings cors();

    /** The limits on what a request and an event may measure. */
    LimitSettings limits();

    /** The bounds on what may be in flight, until a request's answer. Beyond it: 503 with Retry-After. */
    InFlightSettings inFlight();

    /**
     * The time that the broker has to acknowledge a batch before its sender hears 503: what is rejected of it first, then what
     * is accepted. At least 1s.
     */
    @WithDefault("5s")
    Duration ackTimeout();

    /** The time that a client has to send its body. Shorter than the minute of clock skew that is tolerated. */
    @WithDefault("30s")
    Duration bodyTimeout();

    /** Bytes a second that a body must come with, on average, once it has been on its way for ten seconds. */
    @WithDefault("1K")
    MemorySize bodyLeastRate();

    /** How much may come from one address, and whether rates are those of all gateways together. */
    RateSettings rates();

    /** What clients of Segment's shape leave to the server. */
    SegmentSettings segment();

    /** Listeners of {@code GET /v1/events/recent} at a time. */
    @WithDefault("20")
    int recentListeners();

    /** The bounds on one reading of what was rejected, which begins with the newest. */
    RejectedSettings rejected();

    /** Limits of rates beside those that keys have. */
    interface RateSettings {
        /**
         * Events a second from one address (of IPv6 one network of 64 bits), on average; absent for no limit. Behind a
         * proxy it is the proxy's, unless {@code quarkus.http.proxy} says whose word counts.
         */
        OptionalInt ofOneAddress();

        /** Says whether all gateways count together, in Redis ({@code quarkus.redis.hosts}). */
        @WithDefault("false")
        boolean ofAllGateways();

        /** The time that a request waits for Redis at most. After that each gateway counts alone for a second. */
        @WithDefault("50ms")
        Duration redisTimeout();
    }

    /** Settings of Segment's shape. */
    interface SegmentSettings {
        /**
         * The header in which a load balancer says the country that a request comes from, for example {@code
         * CloudFront-Viewer-Country}; absent for none: then the client's own location or language says it.
         */
        Optional<String> countryHeader();
    }

    /** Bounds of reading the topic of the rejected. */
    interface RejectedSettings {
        /** Bytes of what was rejected. */
        @WithDefault("256M")
        MemorySize readSize();

        /** The time that it may take. */
        @WithDefault("20s")
        Duration readTimeout();
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
