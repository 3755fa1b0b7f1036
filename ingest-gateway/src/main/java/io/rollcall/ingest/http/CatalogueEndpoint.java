package io.rollcall.ingest.http;

import io.rollcall.access.Problem;
import io.rollcall.access.ThisMachine;
import io.rollcall.access.catalogue.CurrentCatalogue;
import io.rollcall.ingest.GatewayLimits;
import io.rollcall.ingest.GatewayProfiles;
import io.rollcall.ingest.body.RefusedException;
import io.rollcall.ingest.intake.OfCatalogue;
import io.rollcall.ingest.intake.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Serves {@code GET /v1/catalogue} to those who may send: which events the gateway takes, and what they need. */
@Singleton
public final class CatalogueEndpoint {
    static final String PATH = "/v1/catalogue";

    private static final String JSON = "application/json";
    private static final String SCHEMA = "application/schema+json";
    private static final Map<String, String> TYPES =
            Map.of("*/*", JSON, "application/*", JSON, JSON, JSON, SCHEMA, SCHEMA);

    private static final int NOT_ACCEPTABLE = 406;

    private final Senders senders;
    private final OfCatalogue<Written> written;

    /** What is said of a catalogue. */
    private record Written(Buffer list, Buffer schema) {}

    CatalogueEndpoint(Senders senders, CurrentCatalogue catalogue, GatewayLimits limits, GatewayProfiles profiles) {
        this.senders = senders;
        this.written = new OfCatalogue<>(
                catalogue::now,
                of -> new Written(
                        CatalogueAnswer.list(of, limits.limits()).toBuffer(),
                        CatalogueAnswer.schema(of, limits.limits(), profiles.texts())
                                .toBuffer()));
    }

    void register(@Observes Router router) {
        router.get(PATH).handler(this::answer);
        router.head(PATH).handler(this::answer);
    }

    private void answer(RoutingContext exchange) {
        HttpServerResponse response = exchange.response()
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        Optional<Refusal> refusal = refusal(exchange.request());
        if (refusal.isPresent()) {
            Answer answer = Answer.of(refusal.get());
            answer.headers().forEach(response::putHeader);
            response.setStatusCode(answer.status()).end(answer.bytes());
            return;
        }
        Optional<String> type = type(exchange.parsedHeaders().accept());
        if (type.isEmpty()) {
            response.setStatusCode(NOT_ACCEPTABLE)
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(Problem.of(
                                    NOT_ACCEPTABLE,
                                    "not_acceptable",
                                    "this address answers as " + JSON + " or " + SCHEMA)
                            .toJson()
                            .toBuffer());
            return;
        }
        Written now = written.now();
        response.putHeader(HttpHeaders.CONTENT_TYPE, type.get())
                .end(type.get().equals(SCHEMA) ? now.schema() : now.list());
    }

    private Optional<Refusal> refusal(HttpServerRequest request) {
        if (senders.areOnThisMachine()) {
            return ThisMachine.objection(request).map(EventsEndpoint::loopbackOnly);
        }
        try {
            senders.require(request.getHeader(HttpHeaders.AUTHORIZATION), null);
            return Optional.empty();
        } catch (RefusedException unknown) {
            return Optional.of(unknown.refusal());
        }
    }

    /** The form of those that were asked for, the most wanted first; the list where nothing was said. */
    private static Optional<String> type(List<MIMEHeader> accepted) {
        if (accepted.isEmpty()) {
            return Optional.of(JSON);
        }
        return accepted.stream()
                .map(wanted ->
                        TYPES.get(wanted.rawValue().split(";", 2)[0].strip().toLowerCase(Locale.ROOT)))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
