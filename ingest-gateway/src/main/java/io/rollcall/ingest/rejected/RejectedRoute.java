package io.rollcall.ingest.rejected;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.access.Problem;
import io.rollcall.access.Roles;
import io.rollcall.ingest.IngestSettings;
import io.rollcall.ingest.IngestSettings.RejectedSettings;
import io.rollcall.ingest.reading.ReadingRoutes;
import io.rollcall.ingest.reading.RefusedReadingException;
import io.rollcall.log.rejected.RejectedReader;
import io.rollcall.log.rejected.RejectedReader.Bounds;
import io.rollcall.log.rejected.RejectedReader.Reach;
import io.rollcall.log.trouble.LogTrouble;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Serves {@code GET /v1/rejected}: what was refused of late, counted, with the latest samples. */
@Singleton
final class RejectedRoute {
    static final String PATH = "/v1/rejected";

    private static final int UNAVAILABLE = 503;
    private static final int RETRY_SECONDS = 2;
    private static final Logger LOG = Logger.getLogger(RejectedRoute.class);

    private final ReadingRoutes routes;
    private final RejectedLog rejected;
    private final Bounds bounds;
    private final Clock clock = Clock.systemUTC();

    RejectedRoute(ReadingRoutes routes, RejectedLog rejected, IngestSettings settings) {
        this.routes = routes;
        this.rejected = rejected;
        RejectedSettings reading = settings.rejected();
        this.bounds = new Bounds(reading.readSize().asLongValue(), reading.readTimeout());
    }

    void register(@Observes Router router) {
        routes.add(router, HttpMethod.GET, PATH, Roles.READ, this::answer);
    }

    private void answer(RoutingContext exchange) {
        RejectedQuestion question = RejectedQuestion.of(exchange.queryParams(), LocalDate.now(clock));
        routes.requireMayAskFor(question.view(), exchange);
        rejected.begin((reader, erased) -> summary(question, reader, erased))
                .orElseThrow(() -> busy(exchange))
                .onSuccess(answer -> ReadingRoutes.answer(exchange, answer))
                .onFailure(failure -> ReadingRoutes.fail(exchange, explained(exchange, failure)));
    }

    private ObjectNode summary(RejectedQuestion question, RejectedReader reader, ErasedMentions erased) {
        RejectedSummary summary = new RejectedSummary(question, erased);
        Reach reach = reader.read(
                question.days().begin(), question.days().end(), bounds, (partition, records) -> summary.add(records));
        return summary.answer(reach);
    }

    /** The refusal of a second reading at the same time. */
    static RefusedReadingException busy(RoutingContext exchange) {
        exchange.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_SECONDS));
        return new RefusedReadingException(Problem.of(
                UNAVAILABLE, "too_busy", "this gateway reads what was rejected for somebody else; ask again"));
    }

    /** What Kafka says is nobody's fault here. */
    static Throwable explained(RoutingContext exchange, Throwable failure) {
        if (!(failure instanceof KafkaException)) {
            return failure;
        }
        LOG.warnf("what was rejected cannot be read: %s", LogTrouble.of(failure));
        exchange.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_SECONDS));
        return new RefusedReadingException(
                Problem.of(UNAVAILABLE, "log_unavailable", "the event log cannot be read now; ask again"));
    }
}
