package io.rollcall.ingest.rejected;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.rollcall.access.Problem;
import io.rollcall.access.Roles;
import io.rollcall.access.Stopping;
import io.rollcall.access.keys.Keys;
import io.rollcall.ingest.Obstacle;
import io.rollcall.ingest.intake.Intake;
import io.rollcall.ingest.intake.Refusal;
import io.rollcall.ingest.intake.RefusalCode;
import io.rollcall.ingest.log.EventLog;
import io.rollcall.ingest.log.LogState;
import io.rollcall.ingest.log.OpenLog;
import io.rollcall.ingest.reading.ReadingRoutes;
import io.rollcall.ingest.reading.RefusedReadingException;
import io.rollcall.ingest.rejected.ReplayAccount.Fate;
import io.rollcall.log.rejected.RejectedReader;
import io.rollcall.log.rejected.RejectedReader.Bounds;
import io.rollcall.log.rejected.RejectedReader.Reach;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jboss.logging.Logger;

/**
 * Serves {@code POST /v1/rejected/replays}: judges rejected events again and takes those that are right now. The answer is a
 * line of JSON for each piece that was read, with the account so far; the last one says that it is the last, or what went
 * wrong. Whoever hangs up ends it.
 */
@Singleton
final class ReplayRoute {
    private static final String PATH = RejectedRoute.PATH + "/replays";
    private static final Logger LOG = Logger.getLogger(ReplayRoute.class);

    /** All that the topic holds, which is bounded itself. */
    private static final Bounds BOUNDS = new Bounds(Long.MAX_VALUE, Duration.ofMinutes(50));

    private final ReadingRoutes routes;
    private final RejectedLog rejected;
    private final Intake intake;
    private final EventLog log;
    private final List<Obstacle> obstacles;
    private final Stopping stopping;
    private final Keys keys;
    private final Counter replayed;
    private final Clock clock = Clock.systemUTC();

    ReplayRoute(
            ReadingRoutes routes,
            RejectedLog rejected,
            Intake intake,
            EventLog log,
            @All List<Obstacle> obstacles,
            Stopping stopping,
            Keys keys,
            MeterRegistry meters) {
        this.routes = routes;
        this.rejected = rejected;
        this.intake = intake;
        this.log = log;
        this.obstacles = obstacles;
        this.stopping = stopping;
        this.keys = keys;
        this.replayed = Counter.builder("rollcall.ingest.replayed")
                .description("Rejected events that a replay has brought in")
                .register(meters);
    }

    void register(@Observes Router router) {
        routes.add(router, HttpMethod.POST, PATH, Roles.ADMIN, this::answer);
    }

    private void answer(RoutingContext exchange) {
        ReplayRequest request = ReplayRequest.of(exchange.queryParams(), LocalDate.now(clock));
        OpenLog open = openLog();
        HttpServerResponse response = exchange.response();
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/x-ndjson")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .setChunked(true);
        rejected.begin((reader, erased) ->
                        run(request, new Replay(intake, open, erased, request, keys.ring()), reader, response))
                .orElseThrow(() -> RejectedRoute.busy(exchange))
                .onSuccess(last -> response.end(last + "\n"))
                .onFailure(failure -> failed(exchange, failure));
    }

    private OpenLog openLog() {
        obstacles.stream()
                .flatMap(obstacle -> obstacle.present().stream())
                .findFirst()
                .ifPresent(refusal -> {
                    throw refused(refusal);
                });
        if (log.state() instanceof LogState.Open open) {
            return open.log();
        }
        throw refused(Refusal.lasting(RefusalCode.LOG_UNAVAILABLE, "nothing was replayed; ask again"));
    }

    private static RefusedReadingException refused(Refusal refusal) {
        return new RefusedReadingException(problem(refusal));
    }

    private static Problem problem(Refusal refusal) {
        RefusalCode code = refusal.code();
        return Problem.of(code.status(), code.title(), code.code(), refusal.detail());
    }

    /** Works on the thread of what was rejected; returns the last line. */
    private ObjectNode run(ReplayRequest request, Replay replay, RejectedReader reader, HttpServerResponse response) {
        Reach reach = reader.read(request.days().begin(), request.days().end(), BOUNDS, (partition, records) -> {
            if (response.closed() || stopping.refuses()) {
                throw new CancellationException("whoever asked is gone, or this process stops");
            }
            long before = replay.account().of(Fate.ACCEPTED);
            replay.take(partition, records);
            if (request.effect() == ReplayRequest.Effect.ACCEPTING) {
                replayed.increment((double) (replay.account().of(Fate.ACCEPTED) - before));
            }
            response.write(replay.account().shown().put("done", false) + "\n");
        });
        return replay.account().shown().put("complete", reach.isWhole()).put("done", true);
    }

    private static void failed(RoutingContext exchange, Throwable failure) {
        HttpServerResponse response = exchange.response();
        if (response.closed() || response.ended()) {
            return;
        }
        if (!response.headWritten()) {
            ReadingRoutes.fail(exchange, RejectedRoute.explained(exchange, failure));
            return;
        }
        LOG.warnf("a replay ended early: %s", failure.getMessage());
        Problem problem = problem(Refusal.lasting(
                RefusalCode.NOT_ACKNOWLEDGED,
                "the replay ended early; what was accepted is, and the same replay again does the rest"));
        response.end(problem.toJson().put("done", true) + "\n");
    }
}
