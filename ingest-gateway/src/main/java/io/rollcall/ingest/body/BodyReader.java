package io.rollcall.ingest.body;

import io.rollcall.ingest.body.InFlight.Holding;
import io.rollcall.ingest.intake.Body;
import io.rollcall.ingest.intake.Refusal;
import io.rollcall.ingest.intake.RefusalCode;
import io.rollcall.ingest.intake.Room;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request's body on its event loop. A body that turns out too large is read on for a while and thrown away,
 * so that its sender is listening when the answer comes.
 */
public final class BodyReader {
    /** The bytes that are thrown away before the connection is closed on a sender that does not stop. */
    static final long PATIENCE_BYTES = 64L << 20;

    private final Context context;
    private final HttpServerRequest request;
    private final int limitBytes;
    private final Runnable giveBack;
    private BodyBuffer buffer;
    private final BodyPace pace;
    private final Supplier<Optional<Refusal>> hurry;
    private final long startedNanos = System.nanoTime();
    private final Promise<Body> promise = Promise.promise();
    private @Nullable Refusal refusal;
    private long thrownAway;
    private long timer;

    private BodyReader(
            Context context,
            HttpServerRequest request,
            int limitBytes,
            Room room,
            Runnable giveBack,
            BodyPace pace,
            Supplier<Optional<Refusal>> hurry) {
        this.context = context;
        this.request = request;
        this.limitBytes = limitBytes;
        this.giveBack = giveBack;
        this.buffer =
                new BodyBuffer(limitBytes, announcedBytes(request.headers()).orElse(Long.MAX_VALUE), room);
        this.pace = pace;
        this.hurry = hurry;
    }

    /**
     * The body; fails with {@link RefusedException} when it is too large, too slow, or there is no room for it, and with {@link
     * ClientGoneException} when nobody is left to send it.
     *
     * @param hurry why a body that does not come as fast as it can is not waited for any longer, if there is such a reason
     */
    public static Future<Body> read(
            Context context,
            HttpServerRequest request,
            int limitBytes,
            Holding holding,
            BodyPace pace,
            Supplier<Optional<Refusal>> hurry) {
        BodyReader reader = new BodyReader(context, request, limitBytes, holding, holding::leave, pace, hurry);
        holding.whenGivingWay(() -> context.runOnContext(now -> reader.giveWay()));
        if (expectsContinue(request)) {
            request.response().writeContinue();
        }
        return reader.start();
    }

    /** Throws a refused request's body away; done when the answer can be sent. */
    public static Future<Void> discard(
            Context context,
            HttpServerRequest request,
            Refusal refusal,
            BodyPace pace,
            Supplier<Optional<Refusal>> hurry) {
        if (expectsContinue(request)) {
            return Future.succeededFuture();
        }
        BodyReader reader = new BodyReader(context, request, 0, bytes -> false, () -> {}, pace, hurry);
        reader.refusal = refusal;
        return reader.start().<Void>mapEmpty().otherwiseEmpty();
    }

    /** The refusal of a body of more bytes than that. */
    public static Refusal tooLarge(int limitBytes) {
        return Refusal.lasting(
                RefusalCode.BODY_TOO_LARGE,
                "a body may have " + limitBytes + " bytes; send fewer events a request, or gzip");
    }

    /**
     * The length that a body's sender announces. The server has checked the header; a number too large for 64 bits is as good as
     * none, for the body is counted.
     */
    public static OptionalLong announcedBytes(MultiMap headers) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(length))
                : OptionalLong.empty();
    }

    private static boolean expectsContinue(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true);
    }

    private Future<Body> start() {
        watch(Duration.ZERO);
        request.exceptionHandler(gone -> promise.tryFail(new ClientGoneException(gone)));
        request.endHandler(end -> end());
        request.handler(this::chunk);
        return promise.future().onComplete(done -> context.owner().cancelTimer(timer));
    }

    private void watch(Duration elapsed) {
        long pause = Math.max(1, pace.untilNextCheck(elapsed).toMillis());
        timer = context.owner().setTimer(pause, check -> checkPace());
    }

    private void checkPace() {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
        if (pace.isTooSlow(buffer.length() + thrownAway, elapsed)) {
            refuse(tooSlow(elapsed));
        } else {
            hurry.get().ifPresentOrElse(this::refuse, () -> watch(elapsed));
        }
    }

    private void chunk(Buffer chunk) {
        if (refusal != null) {
            throwAway(chunk.length());
            return;
        }
        switch (buffer.append(chunk)) {
            case TAKEN -> {
                // Wait for more, or the end.
            }
            case TOO_LARGE -> throwAway(tooLarge(limitBytes), chunk.length());
            case NO_ROOM ->
                throwAway(noRoom("too many bytes are in flight; send the same request again"), chunk.length());
        }
    }

    private void throwAway(Refusal reason, int bytes) {
        int kept = buffer.length();
        letGo(reason);
        throwAway(kept + bytes);
    }

    /** Holds no longer what has come of a body that is of no use any more, however long the rest of it takes. */
    private void letGo(Refusal reason) {
        refusal = reason;
        buffer = new BodyBuffer(0, 0, bytes -> false);
        giveBack.run();
    }

    private void throwAway(int bytes) {
        thrownAway += bytes;
        if (thrownAway > PATIENCE_BYTES) {
            end();
        }
    }

    private void end() {
        if (refusal != null) {
            promise.tryFail(new RefusedException(refusal));
        } else {
            promise.tryComplete(buffer.body());
        }
    }

    private void giveWay() {
        refuse(noRoom(
                "others needed the room that this body held while it did not come on; send the same request again"));
    }

    private void refuse(Refusal reason) {
        letGo(reason);
        end();
    }

    private static Refusal noRoom(String detail) {
        return new Refusal(RefusalCode.TOO_BUSY, detail, 1);
    }

    private Refusal tooSlow(Duration elapsed) {
        return Refusal.lasting(
                RefusalCode.BODY_TIMEOUT,
                elapsed.compareTo(pace.deadline()) >= 0
                        ? "the body was not there within " + pace.deadline().toSeconds() + " s"
                        : "the body comes with less than " + pace.leastBytesPerSecond() + " bytes a second");
    }
}
