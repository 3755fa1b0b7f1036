package io.rollcall.ingest.recent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.access.Roles;
import io.rollcall.ingest.reading.ReadingRoutes;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Serves {@code GET /v1/events/recent}: the last events as JSON, or as they come as server-sent events. */
@Singleton
final class RecentRoute {
    private static final String PATH = "/v1/events/recent";

    private final ReadingRoutes routes;
    private final RecentEvents events;
    private final RecentStream stream;

    RecentRoute(ReadingRoutes routes, RecentEvents events, RecentStream stream) {
        this.routes = routes;
        this.events = events;
        this.stream = stream;
    }

    void register(@Observes Router router) {
        routes.add(router, HttpMethod.GET, PATH, Roles.READ, this::answer);
    }

    private void answer(RoutingContext exchange) {
        RecentQuestion question = RecentQuestion.of(exchange.queryParams());
        routes.requireMayAskFor(question.view(), exchange);
        String accept = exchange.request().getHeader(HttpHeaders.ACCEPT);
        if (accept != null && accept.contains(RecentStream.MEDIA_TYPE)) {
            stream.join(exchange, question);
        } else {
            ReadingRoutes.answer(exchange, shown(question));
        }
    }

    private ObjectNode shown(RecentQuestion question) {
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        events.newest(question).forEach(event -> shown.add(event.shown(question.view())));
        return JsonNodeFactory.instance.objectNode().set("events", shown);
    }
}
