package io.rollcall.ingest.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.rollcall.access.ThisMachine;
import io.rollcall.access.keys.AccessKey;
import io.rollcall.access.keys.Origins;
import io.rollcall.event.Limits;
import io.rollcall.ingest.GatewayLimits;
import io.rollcall.ingest.IngestSettings;
import io.rollcall.ingest.IngestSettings.InFlightSettings;
import io.rollcall.ingest.Obstacle;
import io.rollcall.ingest.body.BodyPace;
import io.rollcall.ingest.body.BodyReader;
import io.rollcall.ingest.body.ClientGoneException;
import io.rollcall.ingest.body.InFlight;
import io.rollcall.ingest.body.InFlight.Holding;
import io.rollcall.ingest.body.InFlight.Sender;
import io.rollcall.ingest.body.RefusedException;
import io.rollcall.ingest.browser.CrossOrigin;
import io.rollcall.ingest.http.Admission.Admitted;
import io.rollcall.ingest.intake.Body;
import io.rollcall.ingest.intake.Intake;
import io.rollcall.ingest.intake.Refusal;
import io.rollcall.ingest.intake.RefusalCode;
import io.rollcall.ingest.log.EventLog;
import io.rollcall.ingest.log.LogState;
import io.rollcall.ingest.rates.Rates;
import io.rollcall.ingest.recent.RecentEvents;
import io.rollcall.ingest.segment.SegmentCall;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Serves {@code POST /v1/events} and the addresses of Segment's shape: a request's way through the gateway. Its head is
 * judged and its body read on the event loop; {@link Acceptance} makes an answer of it, which is written when the broker
 * has acknowledged the last record.
 */
@Singleton
public final class EventsEndpoint {
    static final String PATH = "/v1/events";

    /** Before Quarkus' own limit of a body's size, whose 413 says nothing. */
    private static final int BEFORE_QUARKUS = -100;

    private final Acceptance acceptance;
    private final EventLog log;
    private final List<Obstacle> obstacles;
    private final Limits limits;
    private final BodyPace pace;
    private final Supplier<Optional<Refusal>> stopping;
    private final Senders senders;
    private final CrossOrigin crossOrigin;
    private final Doorkeeper doorkeeper;
    private final InFlight inFlight;
    private final IngestMetrics metrics;
    private final Optional<String> countryHeader;
    private final Clock clock = Clock.systemUTC();

    EventsEndpoint(
            IngestSettings settings,
            GatewayLimits limits,
            Intake intake,
            EventLog log,
            @All List<Obstacle> obstacles,
            WhileStopping stopping,
            RecentEvents recent,
            Senders senders,
            Rates rates,
            MeterRegistry meters,
            Vertx vertx) {
        this.log = log;
        this.obstacles = obstacles;
        this.limits = limits.limits();
        this.pace =
                new BodyPace(settings.bodyTimeout(), settings.bodyLeastRate().asLongValue());
        this.stopping = stopping::present;
        this.countryHeader = settings.segment().countryHeader();
        this.senders = senders;
        this.crossOrigin = new CrossOrigin(
                Origins.of(
                        "rollcall.ingest.cors.origins",
                        settings.cors().origins().orElse(List.of())),
                senders::origins);
        this.doorkeeper = new Doorkeeper(senders, this.limits.bodyBytes());
        this.inFlight = new InFlight(bounds(settings), senders::areSeveral);
        this.metrics = new IngestMetrics(meters, inFlight);
        this.acceptance = new Acceptance(intake, log, rates, recent, this.limits.eventBytes(), metrics, vertx);
    }

    private static InFlight.Bounds bounds(IngestSettings settings) {
        InFlightSettings inFlight = settings.inFlight();
        return new InFlight.Bounds(inFlight.size().asLongValue(), inFlight.requests(), inFlight.ofOneKey());
    }

    void register(@Observes Router router) {
        route(router, PATH);
        for (SegmentCall call : SegmentCall.values()) {
            route(router, call.path());
        }
    }

    private void route(Router router, String path) {
        router.route(path).order(BEFORE_QUARKUS).handler(this::handle).failureHandler(this::fail);
    }

    private void handle(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (!senders.areOnThisMachine()) {
            crossOrigin.headers(request.headers()).forEach(exchange.response()::putHeader);
            if (CrossOrigin.isPreflight(request.method(), request.headers())) {
                preflight(exchange);
                return;
            }
        }
        Admission admission = admit(request);
        if (admission instanceof Admission.Refused refused) {
            refuse(exchange, refused.refusal());
        } else {
            obstacle()
                    .ifPresentOrElse(refusal -> refuse(exchange, refusal), () -> enter(exchange, (Admitted) admission));
        }
    }

    private void preflight(RoutingContext exchange) {
        crossOrigin
                .objectionToAsking(exchange.request().headers())
                .ifPresentOrElse(refusal -> refuse(exchange, refusal), () -> send(exchange, Answer.ofLeave()));
    }

    private Optional<Refusal> obstacle() {
        return log.state() instanceof LogState.Open
                ? obstacles.stream()
                        .flatMap(obstacle -> obstacle.present().stream())
                        .findFirst()
                : Optional.of(Acceptance.logUnavailable());
    }

    private void enter(RoutingContext exchange, Admitted admitted) {
        inFlight.arrive(sender(admitted.caller(), exchange.request()))
                .ifPresentOrElse(holding -> receive(exchange, admitted, holding), () -> refuse(exchange, tooBusy()));
    }

    private static Sender sender(AccessKey caller, HttpServerRequest request) {
        return new Sender(caller.name(), address(request));
    }

    private static String address(HttpServerRequest request) {
        return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    }

    /** Without keys it is where a request comes from that lets it in. */
    private Admission admit(HttpServerRequest request) {
        Optional<String> objection = senders.areOnThisMachine() ? ThisMachine.objection(request) : Optional.empty();
        if (objection.isPresent()) {
            return new Admission.Refused(loopbackOnly(objection.get()));
        }
        Admission admission = doorkeeper.admit(request.method(), request.uri(), request.headers(), dialect(request));
        return admission instanceof Admitted admitted && !senders.areOnThisMachine()
                ? crossOrigin
                        .objection(
                                request,
                                admitted.caller().name(),
                                admitted.caller().origins())
                        .<Admission>map(Admission.Refused::new)
                        .orElse(admitted)
                : admission;
    }

    private Dialect dialect(HttpServerRequest request) {
        return SegmentCall.at(request.path())
                .<Dialect>map(call -> new Dialect.Segment(call, countryHeader.map(request::getHeader)))
                .orElseGet(Dialect.Own::new);
    }

    private void receive(RoutingContext exchange, Admitted admitted, Holding holding) {
        Context context = exchange.vertx().getOrCreateContext();
        BodyReader.read(context, exchange.request(), limits.bodyBytes(), holding, pace, stopping)
                .compose(body -> received(body, admitted, address(exchange.request()), holding))
                .onComplete(done -> holding.leave())
                .onSuccess(answer -> send(exchange, answer))
                .onFailure(failure -> fail(exchange, failure));
    }

    /**
     * Takes the time on the event loop, and at once: a request is received when its last byte is there, however long it
     * then waits for its turn.
     */
    private Future<Answer> received(Body body, Admitted admitted, String address, Holding holding) {
        if (!holding.complete()) {
            return Future.failedFuture(new RefusedException(tooBusy()));
        }
        long receivedAtMillis = clock.millis();
        return acceptance.of(body, admitted, address, holding, receivedAtMillis);
    }

    private void refuse(RoutingContext exchange, Refusal refusal) {
        BodyReader.discard(exchange.vertx().getOrCreateContext(), exchange.request(), refusal, pace, stopping)
                .onSuccess(done -> send(exchange, Answer.of(refusal)));
    }

    private void fail(RoutingContext exchange) {
        fail(exchange, exchange.failure());
    }

    private void fail(RoutingContext exchange, Throwable failure) {
        if (failure instanceof ClientGoneException || exchange.response().closed()) {
            metrics.hungUp();
        } else {
            send(exchange, Acceptance.answerTo(failure));
        }
    }

    private void send(RoutingContext exchange, Answer answer) {
        if (exchange.response().closed()) {
            metrics.hungUp();
            return;
        }
        metrics.answered(answer.status());
        if (exchange.response().ended()) {
            return;
        }
        answer.headers().forEach(exchange.response()::putHeader);
        exchange.response().setStatusCode(answer.status());
        HttpServerRequest request = exchange.request();
        if (request.isEnded() || request.version() == HttpVersion.HTTP_2) {
            exchange.response().end(answer.bytes());
        } else {
            // The rest of the body would be taken for the next request.
            exchange.response().putHeader("Connection", "close");
            exchange.response()
                    .end(answer.bytes())
                    .onComplete(sent -> request.connection().close());
        }
    }

    /** The refusal of everybody else, where there are no keys. */
    static Refusal loopbackOnly(String objection) {
        return Refusal.lasting(
                RefusalCode.LOOPBACK_ONLY,
                "no write key is configured, so only senders on the server itself are served, and " + objection
                        + "; set rollcall.ingest.keys.NAME.secret there");
    }

    private static Refusal tooBusy() {
        return new Refusal(RefusalCode.TOO_BUSY, "too many requests are in flight; send the same request again", 1);
    }
}
