package io.rollcall.ingest.recent;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.access.Problem;
import io.rollcall.access.Stopping;
import io.rollcall.access.rest.OpenAnswers;
import io.rollcall.ingest.IngestSettings;
import io.rollcall.ingest.reading.RefusedReadingException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Sends events to listeners as they come. Nobody is told of an event: each listener looks into the ring every half second,
 * which costs the way of an event nothing. A listener that is slow, or asks for more than comes by in that time, misses some.
 */
@Singleton
final class RecentStream {
    static final String MEDIA_TYPE = "text/event-stream";

    private static final int TOO_MANY_REQUESTS = 429;
    private static final long PERIOD_MILLIS = 500;

    /** A connection of which the other side is gone is noticed when something is sent. */
    private static final int PERIODS_OF_SILENCE = 30;

    private final RecentEvents events;
    private final Vertx vertx;
    private final Stopping stopping;
    private final OpenAnswers listeners;
    private final int mostListeners;

    RecentStream(RecentEvents events, Vertx vertx, Stopping stopping, IngestSettings settings, MeterRegistry meters) {
        this.events = events;
        this.vertx = vertx;
        this.stopping = stopping;
        this.mostListeners = settings.recentListeners();
        this.listeners = new OpenAnswers(mostListeners);
        Gauge.builder("rollcall.ingest.recent.listeners", listeners, OpenAnswers::count)
                .description("Listeners of the events as they come")
                .register(meters);
    }

    /** Adds a listener, who gets the newest events first. */
    void join(RoutingContext exchange, RecentQuestion question) {
        HttpServerResponse answer = exchange.response();
        if (!listeners.admit(answer)) {
            throw new RefusedReadingException(Problem.of(
                    TOO_MANY_REQUESTS,
                    "too_many_subscribers",
                    mostListeners + " listen already, and no more may; come again later"));
        }
        answer.putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Accel-Buffering", "no") // nginx would hold events back
                .setChunked(true)
                .write(": what comes from now on\n\n");
        Listener listener = new Listener(answer, question);
        listener.send(events.newest(question));
        vertx.setPeriodic(PERIOD_MILLIS, listener::look);
    }

    /** One listener, on the event loop of its connection. */
    private final class Listener {
        private final HttpServerResponse answer;
        private final RecentQuestion question;
        private long seen;
        private int silence;

        Listener(HttpServerResponse answer, RecentQuestion question) {
            this.answer = answer;
            this.question = question;
        }

        void look(long timer) {
            if (answer.closed() || answer.ended()) {
                vertx.cancelTimer(timer);
            } else if (stopping.refuses()) {
                vertx.cancelTimer(timer);
                answer.end();
            } else if (!answer.writeQueueFull()) {
                send(events.after(seen, question));
            }
        }

        private void send(List<RecentEvent> news) {
            silence = news.isEmpty() ? silence + 1 : 0;
            for (RecentEvent event : news) {
                seen = event.number();
                answer.write("id: " + event.number() + "\nevent: " + event.outcome() + "\ndata: "
                        + event.shown(question.view()) + "\n\n");
            }
            if (silence == PERIODS_OF_SILENCE) {
                silence = 0;
                answer.write(": nothing new\n\n");
            }
        }
    }
}
