package io.rollcall.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Counts clients that hang up before their answer. Nobody is left to answer and nothing is wrong with the server, so
 * they are counted and not logged: whoever likes could fill the log.
 */
@Singleton
public class HungUp {
    private static final String COUNTED = HungUp.class.getName();

    private final Counter requests;

    HungUp(MeterRegistry meters) {
        requests = Counter.builder("rollcall.http.hung.up")
                .description("Requests whose client was gone before it could be answered")
                .register(meters);
    }

    /** Counts a request whose client is gone, once, whoever notices it. */
    public void count(RoutingContext exchange) {
        if (exchange.get(COUNTED) == null) {
            exchange.put(COUNTED, true);
            requests.increment();
        }
    }

    /**
     * Says whether nobody is there to answer any more. A write that fails is known before the close that follows of it,
     * which is why the connection is asked beside the response.
     */
    public static boolean isTrueOf(RoutingContext exchange) {
        return exchange.response().closed()
                || (exchange.request().connection() instanceof ConnectionBase connection
                        && !connection.channel().isOpen());
    }
}
