package io.rollcall.query.http;

import io.rollcall.access.HungUp;
import io.rollcall.query.answer.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Writes an answer while its rows are read. What goes wrong before the first bytes have left is answered by a problem; after that the
 * connection is closed, for an answer that just ends would look whole. So is that of a client who does not read on: its rows are
 * memory that others wait for.
 */
abstract class AnswerWriter implements ServerMessageBodyWriter<Answer> {
    private static final Logger LOG = Logger.getLogger(AnswerWriter.class);
    private static final long LOOK_MILLIS = 500;

    private final String subtype;
    private final Vertx vertx;
    private final HungUp hungUp;
    private final Duration patience;

    AnswerWriter(String subtype, Vertx vertx, HungUp hungUp, Duration patience) {
        this.subtype = subtype;
        this.vertx = vertx;
        this.hungUp = hungUp;
        this.patience = patience;
    }

    /** Writes the answer; nothing before it is ready, and nothing at its end when rows are missing. */
    abstract void write(Answer answer, OutputStream out) throws IOException;

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return Answer.class.isAssignableFrom(type) && mediaType.getSubtype().equals(subtype);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return Answer.class.isAssignableFrom(type) && mediaType.getSubtype().equals(subtype);
    }

    @Override
    public void writeTo(
            Answer answer,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> httpHeaders,
            OutputStream out)
            throws IOException {
        write(answer, out);
    }

    @Override
    @SuppressWarnings("resource") // it is closed at the end of a whole answer only
    public void writeResponse(Answer answer, Type genericType, ServerRequestContext context) throws IOException {
        WatchedStream out = new WatchedStream(context.getOrCreateOutputStream(), exchange(context));
        long watch = vertx.setPeriodic(LOOK_MILLIS, look -> {
            if (out.waitedNanos() > patience.toNanos()) {
                LOG.debugf("an asker does not read on: the connection is closed");
                out.giveUp();
                close(context);
            }
        });
        try {
            write(tagged(answer, context), out);
            out.close();
        } catch (EntityTag.KnownException known) {
            context.serverResponse().setPreCommitListener(null);
            known.answer(context.serverResponse());
        } catch (RuntimeException failed) {
            refuse(failed, context);
        } catch (IOException unwritten) {
            if (!out.isGivenUp()) {
                hungUp.count(exchange(context));
            }
            LOG.debugf(unwritten, "nobody is there any more to read an answer");
        } finally {
            vertx.cancelTimer(watch);
        }
    }

    /** The same answer with a tag, once it is known that its rows are settled; whoever has it already gets no rows. */
    private Answer tagged(Answer answer, ServerRequestContext context) {
        return answer.tellingSettled(fingerprint -> {
            EntityTag tag = EntityTag.of(answer, subtype, fingerprint);
            if (tag.isAmong(context.getRequestHeaders().getRequestHeader(HttpHeaders.IF_NONE_MATCH))) {
                throw new EntityTag.KnownException(tag);
            }
            ((ResteasyReactiveRequestContext) context)
                    .getResponse()
                    .get()
                    .getHeaders()
                    .putAll(tag.headers());
        });
    }

    private void refuse(RuntimeException failed, ServerRequestContext context) {
        ServerHttpResponse response = context.serverResponse();
        if (response.headWritten()) {
            Problems.why(failed); // which has a line for the log
            close(context);
            return;
        }
        Response problem = Problems.why(failed).orElseThrow(() -> failed);
        response.setPreCommitListener(null);
        response.setStatusCode(problem.getStatus());
        problem.getStringHeaders().forEach((name, values) -> response.setResponseHeader(name, values.get(0)));
        response.setResponseHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.end(String.valueOf(problem.getEntity())); // the text that Responses has made
    }

    /**
     * Closes the connection at once: a connection that is closed in good manners sends first what was written, and
     * whoever does not read takes nothing. Closing the channel itself would ask the connection to do it in its manner.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the writer sees it closed
    private static void close(ServerRequestContext context) {
        HttpServerRequest request =
                ((ResteasyReactiveRequestContext) context).serverRequest().unwrap(HttpServerRequest.class);
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else if (request.connection() instanceof ConnectionBase connection) {
            connection.channelHandlerContext().close();
        }
    }

    private static RoutingContext exchange(ServerRequestContext context) {
        return ((ResteasyReactiveRequestContext) context).serverRequest().unwrap(RoutingContext.class);
    }

    /**
     * Knows for how long a write has been waiting, and takes nothing for who is gone: what is written to a connection that is
     * closed vanishes without a word, and rows would be read to their end for nobody.
     */
    private static final class WatchedStream extends OutputStream {
        private final OutputStream out;
        private final RoutingContext exchange;
        private volatile long since;
        private volatile boolean givenUp;

        WatchedStream(OutputStream out, RoutingContext exchange) {
            this.out = out;
            this.exchange = exchange;
        }

        long waitedNanos() {
            long began = since;
            return began == 0 ? 0 : System.nanoTime() - began;
        }

        /** From now on, a write that fails is our own doing and nobody's hanging up. */
        void giveUp() {
            givenUp = true;
        }

        boolean isGivenUp() {
            return givenUp;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (HungUp.isTrueOf(exchange)) {
                throw new EOFException("the asker is gone");
            }
            since = System.nanoTime();
            try {
                out.write(bytes, offset, length);
            } finally {
                since = 0;
            }
        }

        @Override
        public void close() throws IOException {
            since = System.nanoTime();
            try {
                out.close();
            } finally {
                since = 0;
            }
        }
    }
}
