package io.rollcall.ingest.http;

import io.rollcall.ingest.intake.Body;
import io.rollcall.ingest.intake.Refusal;
import io.rollcall.ingest.intake.RefusalCode;
import io.rollcall.ingest.intake.Room;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request's body on its event loop. A body that turns out too large is read on for a while and thrown away,
 * so that its sender is listening when the answer comes.
 */
final class BodyReader {
    /** What is thrown away before the connection is closed on a sender that does not stop. */
    static final long PATIENCE_BYTES = 64L << 20;

    private final HttpServerRequest request;
    private final int limitBytes;
    private final Room room;
    private final Promise<Body> promise = Promise.promise();
    private final List<Buffer> chunks = new ArrayList<>();
    private int length;
    private @Nullable Refusal refusal;
    private long thrownAway;

    private BodyReader(HttpServerRequest request, int limitBytes, Room room) {
        this.request = request;
        this.limitBytes = limitBytes;
        this.room = room;
    }

    /**
     * The body; fails with {@link RefusedException} when it is too large, too slow, or there is no room for it, and with {@link
     * ClientGoneException} when nobody is left to send it.
     */
    static Future<Body> read(Vertx vertx, HttpServerRequest request, int limitBytes, Room room, Duration timeout) {
        BodyReader reader = new BodyReader(request, limitBytes, room);
        if (expectsContinue(request)) {
            request.response().writeContinue();
        }
        return reader.start(vertx, timeout);
    }

    /** Throws a refused request's body away; done when the answer can be sent. */
    static Future<Void> discard(Vertx vertx, HttpServerRequest request, Refusal refusal, Duration timeout) {
        if (expectsContinue(request)) {
            return Future.succeededFuture();
        }
        BodyReader reader = new BodyReader(request, 0, bytes -> false);
        reader.refusal = refusal;
        return reader.start(vertx, timeout).<Void>mapEmpty().otherwiseEmpty();
    }

    private static boolean expectsContinue(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true);
    }

    private Future<Body> start(Vertx vertx, Duration timeout) {
        long timer = vertx.setTimer(timeout.toMillis(), elapsed -> tooSlow(timeout));
        request.exceptionHandler(gone -> promise.tryFail(new ClientGoneException(gone)));
        request.endHandler(end -> end());
        request.handler(this::chunk);
        return promise.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private void chunk(Buffer chunk) {
        if (refusal != null) {
            throwAway(chunk.length());
        } else if (length + (long) chunk.length() > limitBytes) {
            refusal = Doorkeeper.bodyTooLarge(limitBytes);
            throwAway(chunk.length());
        } else if (!room.take(chunk.length())) {
            refusal = new Refusal(RefusalCode.TOO_BUSY, "too many bytes are in flight; send the same request again", 1);
            throwAway(chunk.length());
        } else {
            chunks.add(chunk);
            length += chunk.length();
        }
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
            promise.tryComplete(new Body(joined()));
        }
    }

    /** Copied once: a buffer that grows with the chunks would copy them again and again. */
    private byte[] joined() {
        byte[] bytes = new byte[length];
        int at = 0;
        for (Buffer chunk : chunks) {
            chunk.getBytes(bytes, at);
            at += chunk.length();
        }
        return bytes;
    }

    private void tooSlow(Duration timeout) {
        refusal = Refusal.lasting(
                RefusalCode.BODY_TIMEOUT, "the body was not there within " + timeout.toSeconds() + " s");
        end();
    }
}
