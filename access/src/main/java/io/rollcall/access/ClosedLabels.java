package io.rollcall.access;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;

/** Keeps what clients make up out of the names of time series, which would live as long as the process. */
@Singleton
public class ClosedLabels {
    private static final String HTTP_SERVER = "http.server.";
    private static final String METHOD = "method";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT");
    private static final String OTHER = "OTHER";

    @Produces
    @Singleton
    MeterFilter methods() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                String method = id.getName().startsWith(HTTP_SERVER) ? id.getTag(METHOD) : null;
                return method == null || METHODS.contains(method) ? id : id.withTag(Tag.of(METHOD, OTHER));
            }
        };
    }
}
