package io.rollcall.access.rest;

import io.rollcall.access.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a small body on the event loop: no more of it, and no longer, than it takes. */
final class BoundedBody {
    private static final long TIMEOUT_MILLIS = 10_000;

    private final Promise<Buffer> promise = Promise.promise();
    private final Buffer body = Buffer.buffer();

    private final int maxBytes;

    private BoundedBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Puts the body where a resource looks for it, on the event loop: one that does not come holds no thread. What is too large, or
     * not there in time, is answered here, and ends the connection.
     *
     * @param taker is given it too
     */
    static Uni<@Nullable Response> intoEntity(
            ContainerRequestContext context, RoutingContext exchange, int maxBytes, Consumer<Buffer> taker) {
        return read(exchange.request(), maxBytes)
                .invoke(body -> {
                    taker.accept(body);
                    context.setEntityStream(new ByteArrayInputStream(body.getBytes()));
                })
                .<@Nullable Response>map(body -> null)
                .onFailure(ProblemException.class)
                .recoverWithItem(refused -> {
                    UnreadBody.endsTheConnection(exchange);
                    return Responses.of(refused.problem()).build();
                });
    }

    private static Uni<Buffer> read(HttpServerRequest request, int maxBytes) {
        BoundedBody reader = new BoundedBody(maxBytes);
        reader.start(request, Vertx.currentContext());
        return Uni.createFrom().completionStage(reader.promise.future().toCompletionStage());
    }

    private void start(HttpServerRequest request, Context context) {
        if (request.isEnded()) {
            promise.complete(body);
            return;
        }
        long timer = context.owner().setTimer(TIMEOUT_MILLIS, elapsed -> refuse(tooSlow()));
        promise.future().onComplete(done -> context.owner().cancelTimer(timer));
        request.exceptionHandler(promise::tryFail);
        request.endHandler(end -> promise.tryComplete(body));
        request.handler(this::append);
        request.resume();
    }

    private void append(Buffer chunk) {
        if (body.length() + (long) chunk.length() > maxBytes) {
            refuse(tooLarge(maxBytes));
        } else {
            body.appendBuffer(chunk);
        }
    }

    private void refuse(Problem problem) {
        promise.tryFail(new ProblemException(problem));
    }

    private static Problem tooLarge(int maxBytes) {
        return Problem.of(413, "body_too_large", "the body has at most " + maxBytes + " bytes");
    }

    private static Problem tooSlow() {
        return Problem.of(408, "body_timeout", "the body was not there within " + TIMEOUT_MILLIS / 1_000 + " s");
    }
}
