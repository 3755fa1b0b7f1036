package io.rollcall.access;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.function.Predicate;

/** Keeps what clients make up out of the names of time series, which would live as long as the process. */
@Singleton
public class ClosedLabels {
    private static final String HTTP_SERVER = "http.server.";
    private static final String METHOD = "method";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT");
    private static final String ADDRESS = "uri";
    private static final String OTHER = "OTHER";

    /**
     * The addresses that have series of their own. What is refused before anybody has looked which address it is for, as a method
     * that no address has, would else have one by what it asked for.
     */
    public static final Set<String> ADDRESSES = Set.of(
            "/v1/catalogue",
            "/v1/events",
            "/v1/batch",
            "/v1/track",
            "/v1/identify",
            "/v1/page",
            "/v1/screen",
            "/v1/events/recent",
            "/v1/rejected",
            "/v1/rejected/replays",
            "/v1/live",
            "/v1/live/rebuilds",
            "/v1/live/rebuilds/status",
            "/v1/reconciliations",
            "/v1/reconciliations/status",
            "/v1/profiles/{profile_id}",
            "/v1/profiles/{profile_id}/engagement",
            "/v1/metrics",
            "/v1/metrics/{metric}",
            "/v1/experiments",
            "/v1/experiments/{key}",
            "/v1/sql");

    @Produces
    @Singleton
    MeterFilter labels() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.getName().startsWith(HTTP_SERVER)
                        ? closed(closed(id, METHOD, METHODS::contains), ADDRESS, ClosedLabels::isKnown)
                        : id;
            }
        };
    }

    private static Meter.Id closed(Meter.Id id, String label, Predicate<String> known) {
        String value = id.getTag(label);
        return value == null || known.test(value) ? id : id.withTag(Tag.of(label, OTHER));
    }

    /** Says whether an address is known: one that is no path is a name for many of them: root, NOT_FOUND. */
    private static boolean isKnown(String address) {
        return !address.startsWith("/") || ADDRESSES.contains(address);
    }
}
