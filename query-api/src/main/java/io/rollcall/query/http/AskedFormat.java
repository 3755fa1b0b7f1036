package io.rollcall.query.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.rollcall.query.question.Parameters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/**
 * Takes {@code ?format=} for what the request accepts: a link in a sheet or a mail has no headers. What it may say is judged with the
 * other parameters.
 */
@Singleton
final class AskedFormat {
    private static final int EARLY = 90;
    private static final Map<String, String> TYPES =
            Map.of("json", MediaType.APPLICATION_JSON, "csv", CsvWriter.TEXT_CSV);

    private final QuestionAddresses addresses;

    AskedFormat(QuestionAddresses addresses) {
        this.addresses = addresses;
    }

    void register(@Observes Filters filters) {
        filters.register(this::accept, EARLY);
    }

    private void accept(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (!addresses.methodsAt(exchange.normalizedPath()).isEmpty()) {
            List<String> formats = exchange.queryParam(Parameters.FORMAT);
            if (!formats.isEmpty() && TYPES.containsKey(formats.get(0))) {
                request.headers().set(HttpHeaders.ACCEPT, TYPES.get(formats.get(0)));
            }
        }
        exchange.next();
    }
}
