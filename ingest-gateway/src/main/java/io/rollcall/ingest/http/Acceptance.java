package io.rollcall.ingest.http;

import io.rollcall.ingest.body.RefusedException;
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
import io.rollcall.ingest.rates.Charge;
import io.rollcall.ingest.rates.Rates;
import io.rollcall.ingest.recent.RecentEvents;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Makes an answer of a body that is whole: its events are found, charged to their sender, judged and written down. Computing
 * happens on worker threads; where something has to be waited for, Redis or the broker, no thread waits.
 */
final class Acceptance {
    /**
     * One thread a core: the work is computing, and more threads would only queue for the producer's locks. Where the
     * producer's buffer is full they wait, and requests queue behind them within the bounds of what is in flight.
     */
    private static final int WORKERS = Runtime.getRuntime().availableProcessors();

    private static final int RETRY_SECONDS = 2;
    private static final Logger LOG = Logger.getLogger(Acceptance.class);

    private final Intake intake;
    private final EventLog log;
    private final Rates rates;
    private final RecentEvents recent;
    private final int eventBytes;
    private final IngestMetrics metrics;
    private final WorkerExecutor workers;

    Acceptance(
            Intake intake,
            EventLog log,
            Rates rates,
            RecentEvents recent,
            int eventBytes,
            IngestMetrics metrics,
            Vertx vertx) {
        this.intake = intake;
        this.log = log;
        this.rates = rates;
        this.recent = recent;
        this.eventBytes = eventBytes;
        this.metrics = metrics;
        this.workers = vertx.createSharedWorkerExecutor("rollcall-intake", WORKERS);
    }

    /** A request whose body is here. */
    private record Request(Admitted admitted, String address, long receivedAtMillis) {
        Receipt receipt(OptionalLong sentAtMillis) {
            return new Receipt(receivedAtMillis, admitted.caller().name(), sentAtMillis);
        }

        Circumstances circumstances(OptionalLong sentAtMillis) {
            return new Circumstances(
                    receivedAtMillis,
                    sentAtMillis,
                    admitted.age(),
                    admitted.caller().platforms());
        }
    }

    /**
     * The answer; it fails with what {@link #answerTo} knows.
     *
     * @param address where the request comes from; empty where that is not known
     */
    Future<Answer> of(Body body, Admitted admitted, String address, Room room, long receivedAtMillis) {
        Request request = new Request(admitted, address, receivedAtMillis);
        Delivery delivery = new Delivery(
                body, admitted.form(), admitted.encoding(), admitted.dialect().shape());
        return working(() -> split(delivery, request, room)).map(admitted.dialect()::spoken);
    }

    private Future<Answer> working(Callable<Future<Answer>> work) {
        return workers.executeBlocking(work, false).compose(answer -> answer);
    }

    private void onWorker(Runnable task) {
        // What goes wrong in it is heard by whoever waits for what it makes.
        Future<Object> unused = workers.executeBlocking(
                () -> {
                    task.run();
                    return null;
                },
                false);
    }

    private Future<Answer> split(Delivery delivery, Request request, Room room) {
        Splitting splitting = intake.split(delivery, room);
        if (splitting instanceof Splitting.Refused refused) {
            throw new RefusedException(refused.refusal());
        }
        if (splitting instanceof Splitting.Unreadable unreadable) {
            return charged(
                    request,
                    unreadable.body(),
                    1,
                    () -> finish(intake.judge(unreadable), request, OptionalLong.empty()));
        }
        Splitting.Split split = (Splitting.Split) splitting;
        return charged(request, split.body(), split.count(), () -> judge(split, request));
    }

    private Future<Answer> judge(Splitting.Split split, Request request) {
        Circumstances circumstances = request.circumstances(split.sentAtMillis());
        if (request.admitted().purpose() == Purpose.STORE && circumstances.isOfAnEarlierSending()) {
            metrics.sentBefore(split.count());
        }
        return finish(intake.judge(split, circumstances), request, split.sentAtMillis());
    }

    /**
     * Charges the sender, and goes on when it may send. It is charged for bytes too: so many as the largest event may have are
     * at least one, whether there is an event in them or not.
     */
    private Future<Answer> charged(Request request, Body body, int events, Callable<Future<Answer>> then) {
        Future<Charge> charge = rates.take(
                request.admitted().caller(), request.address(), Math.max(events, body.length() / eventBytes));
        return charge.isComplete()
                ? afterwards(charge.result(), events, () -> called(then))
                : charge.compose(known -> afterwards(known, events, () -> working(then)));
    }

    private Future<Answer> afterwards(Charge charge, int events, Supplier<Future<Answer>> then) {
        if (charge.refusal().isPresent()) {
            metrics.throttled(events);
            return Future.succeededFuture(Answer.of(charge.refusal().get()).with(charge.headers()));
        }
        return then.get().map(answer -> answer.with(charge.headers()));
    }

    private static Future<Answer> called(Callable<Future<Answer>> then) {
        try {
            return then.call();
        } catch (Exception failed) {
            return Future.failedFuture(failed);
        }
    }

    /** Writes what was judged down, unless its sender only wants to hear of it; then a body without events is no less wrong. */
    private Future<Answer> finish(Judgement judgement, Request request, OptionalLong sentAtMillis) {
        if (request.admitted().purpose() == Purpose.STORE) {
            return write(judgement, request.receipt(sentAtMillis));
        }
        metrics.judgedOnly(judgement.count());
        return Future.succeededFuture(
                judgement.codeWhenNoneAccepted() == RefusalCode.NOTHING_ACCEPTED
                        ? Answer.ofDryRun(judgement)
                        : Answer.of(judgement));
    }

    private Future<Answer> write(Judgement judgement, Receipt receipt) {
        if (!(log.state() instanceof LogState.Open open)) {
            throw new RefusedException(logUnavailable());
        }
        long started = System.nanoTime();
        return Future.fromCompletionStage(open.log()
                .append(judgement, receipt, this::onWorker)
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        metrics.logged(judgement, Duration.ofNanos(System.nanoTime() - started));
                        recent.add(judgement, receipt);
                    } else {
                        metrics.unavailable(judgement.count());
                    }
                })
                .thenApply(done -> Answer.of(judgement)));
    }

    /** What the sender of a request hears that failed. */
    static Answer answerTo(Throwable failure) {
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

    static Refusal logUnavailable() {
        return new Refusal(
                RefusalCode.LOG_UNAVAILABLE, "nothing of this request was taken; send it again", RETRY_SECONDS);
    }

    private static Refusal notAcknowledged() {
        return new Refusal(
                RefusalCode.NOT_ACKNOWLEDGED,
                "nothing is promised about this batch; send it again, its event ids keep it from counting twice",
                RETRY_SECONDS);
    }
}
