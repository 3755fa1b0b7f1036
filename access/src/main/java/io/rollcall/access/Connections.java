package io.rollcall.access;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Limits how long a connection may do nothing. Between requests, and while the head of one is on its way, that is
 * {@code quarkus.http.idle-timeout}; a client that waits for its answer is not idle, however long the answer takes.
 * The watch stands behind the decoder, which hands on nothing before a head is whole: one that comes a byte at a time ends
 * at the same moment as one that stops.
 */
@Singleton
public class Connections implements HttpServerOptionsCustomizer {
    /** The name that Vert.x gives its watch. */
    private static final String IDLE = "idle";

    private static final String LAST = "handler";
    private static final int BEFORE_EVERYTHING = 10_000;

    private final int idleSeconds;

    Connections(@ConfigProperty(name = "quarkus.http.idle-timeout") Duration idle) {
        this.idleSeconds = Math.toIntExact(Math.max(1, idle.toSeconds()));
    }

    /** HTTP/2 without TLS is begun by a head of HTTP/1, and until that is whole Vert.x counts no connection. */
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }

    void register(@Observes Filters filters) {
        filters.register(this::watchNobodyWhoWaits, BEFORE_EVERYTHING);
    }

    private void watchNobodyWhoWaits(RoutingContext exchange) {
        if (exchange.request().connection() instanceof ConnectionBase connection) {
            Channel channel = connection.channel();
            ChannelHandler watch = channel.pipeline().get(IDLE);
            if (exchange.request().version() == HttpVersion.HTTP_2) {
                if (watch != null && !(watch instanceof StreamsWatch)) {
                    channel.pipeline().replace(watch, IDLE, new StreamsWatch(idleSeconds));
                }
            } else if (watch != null) {
                channel.pipeline().remove(watch);
                exchange.addEndHandler(answered -> watchAgain(channel));
            }
        }
        exchange.next();
    }

    /** The watch of a connection on which requests come and end in any order: while one is open, its client waits. */
    private static final class StreamsWatch extends IdleStateHandler {
        StreamsWatch(int idleSeconds) {
            super(0, 0, idleSeconds);
        }

        @Override
        protected void channelIdle(ChannelHandlerContext context, IdleStateEvent idle) throws Exception {
            boolean isWaitedFor = context.pipeline().get(LAST) instanceof Http2ConnectionHandler streams
                    && streams.connection().numActiveStreams() > 0;
            if (!isWaitedFor) {
                super.channelIdle(context, idle);
            }
        }
    }

    private void watchAgain(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        if (channel.isOpen() && pipeline.get(IDLE) == null && pipeline.get(LAST) != null) {
            pipeline.addBefore(LAST, IDLE, new IdleStateHandler(0, 0, idleSeconds));
        }
    }
}
