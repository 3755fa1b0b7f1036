package io.rollcall.ingest.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.rollcall.access.ThisMachine;
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
import io.rollcall.ingest.browser.Origins;
import io.rollcall.ingest.http.Admission.Admitted;
import io.rollcall.ingest.http.Admission.Purpose;
import io.rollcall.ingest.intake.Body;
import io.rollcall.ingest.intake.Circumstances;
import io.rollcall.ingest.intake.Delivery;
import io.rollcall.ingest.intake.Intake;
import io.rollcall.ingest.intake.Judgement;
import io.rollcall.ingest.intake.Refusal;
import io.rollcall.ingest.intake.RefusalCode;
import io.rollcall.ingest.intake.Room;
import io.rollcall.ingest.intake.Splitting;
import io.rollcall.ingest.log.EventLog;
import io.rollcall.ingest.log.LogState;
import io.rollcall.ingest.log.NotAcknowledgedException;
import io.rollcall.ingest.log.Receipt;
import io.rollcall.ingest.recent.RecentEvents;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Serves {@code POST /v1/events}: a request's way through the gateway. Its head is judged and its body read on the
 * event loop; unpacking, judging and handing over to the producer happen on a worker thread; the answer is written when
 * the broker has acknowledged the last record.
 */
@Singleton
public final class EventsEndpoint {
    static final String PATH = "/v1/events";

    /** Before Quarkus' own limit of a body's size, whose 413 says nothing. */
    private static final int BEFORE_QUARKUS = -100;

    /**
     * One thread a core: the work is computing, and more threads would only queue for the producer's locks. Where the
     * producer's buffer is full they wait, and requests queue behind them within the bounds of {@link InFlight}.
     */
    private static final int WORKERS = Runtime.getRuntime().availableProcessors();

    private static final int RETRY_SECONDS = 2;
    private static final Logger LOG = Logger.getLogger(EventsEndpoint.class);

    private final Intake intake;
    private final WorkerExecutor workers;
    private final EventLog log;
    private final List<Obstacle> obstacles;
    private final Limits limits;
    private final BodyPace pace;
    private final Supplier<Optional<Refusal>> stopping;
    private final WriteKeys keys;
    private final CrossOrigin crossOrigin;
    private final Doorkeeper doorkeeper;
    private final RateLimits rates;
    private final InFlight inFlight;
    private final IngestMetrics metrics;
    private final RecentEvents recent;
    private final Clock clock = Clock.systemUTC();

    EventsEndpoint(
            IngestSettings settings,
            GatewayLimits limits,
            Intake intake,
            EventLog log,
            @All List<Obstacle> obstacles,
            WhileStopping stopping,
            RecentEvents recent,
            WriteKeys keys,
            MeterRegistry meters,
            Vertx vertx) {
        this.intake = intake;
        this.workers = vertx.createSharedWorkerExecutor("rollcall-intake", WORKERS);
        this.log = log;
        this.obstacles = obstacles;
        this.limits = limits.limits();
        this.pace =
                new BodyPace(settings.bodyTimeout(), settings.bodyLeastRate().asLongValue());
        this.stopping = stopping::present;
        this.recent = recent;
        this.keys = keys;
        this.crossOrigin = new CrossOrigin(
                Origins.of(
                        "rollcall.ingest.cors.origins",
                        settings.cors().origins().orElse(List.of())),
                keys.origins());
        this.doorkeeper = new Doorkeeper(keys, this.limits.bodyBytes());
        this.rates = new RateLimits(
                Math.max(this.limits.eventsPerRequest(), this.limits.unpackedBytes() / this.limits.eventBytes()));
        this.inFlight = new InFlight(bounds(settings));
        this.metrics = new IngestMetrics(meters, inFlight);
    }

    /** Works out the bounds of what may be in flight: with one write key or none there is nobody to share with. */
    private static InFlight.Bounds bounds(IngestSettings settings) {
        InFlightSettings inFlight = settings.inFlight();
        return new InFlight.Bounds(
                inFlight.size().asLongValue(),
                inFlight.requests(),
                settings.keys().size() > 1 ? inFlight.ofOneKey() : 1);
    }

    void register(@Observes Router router) {
        router.route(PATH).order(BEFORE_QUARKUS).handler(this::handle).failureHandler(this::fail);
    }

    private void handle(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (!keys.areAbsent()) {
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
                : Optional.of(logUnavailable());
    }

    private void enter(RoutingContext exchange, Admitted admitted) {
        inFlight.arrive(sender(admitted.caller(), exchange.request()))
                .ifPresentOrElse(holding -> receive(exchange, admitted, holding), () -> refuse(exchange, tooBusy()));
    }

    private static Sender sender(EventSender caller, HttpServerRequest request) {
        return new Sender(
                caller.name(),
                request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress());
    }

    /** Without keys it is where a request comes from that lets it in. */
    private Admission admit(HttpServerRequest request) {
        Optional<String> objection = keys.areAbsent() ? ThisMachine.objection(request) : Optional.empty();
        if (objection.isPresent()) {
            return new Admission.Refused(loopbackOnly(objection.get()));
        }
        Admission admission = doorkeeper.admit(request.method(), request.uri(), request.headers());
        return admission instanceof Admitted admitted && !keys.areAbsent()
                ? crossOrigin
                        .objection(
                                request,
                                admitted.caller().name(),
                                admitted.caller().origins())
                        .<Admission>map(Admission.Refused::new)
                        .orElse(admitted)
                : admission;
    }

    private void receive(RoutingContext exchange, Admitted admitted, Holding holding) {
        Context context = exchange.vertx().getOrCreateContext();
        BodyReader.read(context, exchange.request(), limits.bodyBytes(), holding, pace, stopping)
                .compose(body -> received(body, admitted, holding))
                .compose(answer -> Future.fromCompletionStage(answer, context))
                .onComplete(done -> holding.leave())
                .onSuccess(answer -> send(exchange, answer))
                .onFailure(failure -> fail(exchange, failure));
    }

    /**
     * Takes the time on the event loop, and at once: a request is received when its last byte is there, however long it
     * then waits for its turn.
     */
    private Future<CompletableFuture<Answer>> received(Body body, Admitted admitted, Holding holding) {
        if (!holding.complete()) {
            return Future.failedFuture(new RefusedException(tooBusy()));
        }
        long receivedAtMillis = clock.millis();
        return workers.executeBlocking(() -> take(body, admitted, holding, receivedAtMillis), false);
    }

    /** Judges the events and writes them down, on a worker thread. */
    private CompletableFuture<Answer> take(Body body, Admitted admitted, Room room, long receivedAtMillis) {
        Splitting splitting = intake.split(new Delivery(body, admitted.form(), admitted.encoding()), room);
        if (splitting instanceof Splitting.Refused refused) {
            throw new RefusedException(refused.refusal());
        }
        if (splitting instanceof Splitting.Unreadable unreadable) {
            charge(admitted.caller(), unreadable.body(), 1);
            return finish(
                    intake.judge(unreadable),
                    admitted.purpose(),
                    receipt(admitted, receivedAtMillis, OptionalLong.empty()));
        }
        Splitting.Split split = (Splitting.Split) splitting;
        charge(admitted.caller(), split.body(), split.count());
        Circumstances circumstances = new Circumstances(receivedAtMillis, split.sentAtMillis(), admitted.age());
        if (admitted.purpose() == Purpose.STORE && circumstances.isOfAnEarlierSending()) {
            metrics.sentBefore(split.count());
        }
        return finish(
                intake.judge(split, circumstances),
                admitted.purpose(),
                receipt(admitted, receivedAtMillis, split.sentAtMillis()));
    }

    /** Writes what was judged down, unless its sender only wants to hear of it; then a body without events is no less wrong. */
    private CompletableFuture<Answer> finish(Judgement judgement, Purpose purpose, Receipt receipt) {
        if (purpose == Purpose.STORE) {
            return write(judgement, receipt);
        }
        metrics.judgedOnly(judgement.count());
        return CompletableFuture.completedFuture(
                judgement.codeWhenNoneAccepted() == RefusalCode.NOTHING_ACCEPTED
                        ? Answer.ofDryRun(judgement)
                        : Answer.of(judgement));
    }

    /**
     * Charges the caller for bytes too: so many as the largest event may have are at least one, whether there is an
     * event in them or not.
     */
    private void charge(EventSender caller, Body body, int events) {
        int charged = Math.max(events, body.length() / limits.eventBytes());
        rates.take(caller, charged).ifPresent(refusal -> {
            metrics.throttled(events);
            throw new RefusedException(refusal);
        });
    }

    private static Receipt receipt(Admitted admitted, long receivedAtMillis, OptionalLong sentAtMillis) {
        return new Receipt(receivedAtMillis, admitted.caller().name(), sentAtMillis);
    }

    private CompletableFuture<Answer> write(Judgement judgement, Receipt receipt) {
        if (!(log.state() instanceof LogState.Open open)) {
            throw new RefusedException(logUnavailable());
        }
        long started = System.nanoTime();
        return open.log()
                .append(judgement, receipt)
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        metrics.logged(judgement, Duration.ofNanos(System.nanoTime() - started));
                        recent.add(judgement, receipt);
                    } else {
                        metrics.unavailable(judgement.count());
                    }
                })
                .thenApply(done -> Answer.of(judgement));
    }

    private Answer answerTo(Throwable failure) {
        Throwable cause = failure.getCause() instanceof NotAcknowledgedException ? failure.getCause() : failure;
        if (cause instanceof RefusedException refused) {
            return Answer.of(refused.refusal());
        }
        if (cause instanceof NotAcknowledgedException) {
            return Answer.of(notAcknowledged());
        }
        LOG.error("A request failed for a reason that nobody foresaw", failure);
        return Answer.of(Refusal.lasting(RefusalCode.INTERNAL_ERROR, "the gateway's log says more"));
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
            send(exchange, answerTo(failure));
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

    private static Refusal logUnavailable() {
        return new Refusal(
                RefusalCode.LOG_UNAVAILABLE, "nothing of this request was taken; send it again", RETRY_SECONDS);
    }

    private static Refusal tooBusy() {
        return new Refusal(RefusalCode.TOO_BUSY, "too many requests are in flight; send the same request again", 1);
    }

    private static Refusal notAcknowledged() {
        return new Refusal(
                RefusalCode.NOT_ACKNOWLEDGED,
                "nothing is promised about this batch; send it again, its event ids keep it from counting twice",
                RETRY_SECONDS);
    }
}
