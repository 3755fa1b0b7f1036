package io.rollcall.query.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.access.Stopping;
import io.rollcall.access.rest.OpenAnswers;
import io.rollcall.query.http.Problems;
import io.rollcall.query.http.RedisAway;
import io.rollcall.query.live.MomentReader;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import io.rollcall.rollup.RedisUnavailableException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The live stream: one reading a second, shared by all who listen, and none while nobody does. A listener that is slow
 * misses seconds and holds up nobody.
 */
@Singleton
public class LiveFeed {
    private static final Logger LOG = Logger.getLogger(LiveFeed.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final MomentReader moments;
    private final Problems problems;
    private final int maxListeners;
    private final Stopping stopping;
    private final OpenAnswers listeners;
    private final Multi<LiveFrame> frames;

    LiveFeed(MomentReader moments, Problems problems, QueryConfig config, Stopping stopping, MeterRegistry metrics) {
        this.moments = moments;
        this.problems = problems;
        this.maxListeners = config.liveSubscribers();
        this.stopping = stopping;
        this.listeners = new OpenAnswers(maxListeners);
        this.frames = shared();
        Gauge.builder("rollcall.query.live.subscribers", listeners, OpenAnswers::count)
                .description("Listeners of the live stream")
                .register(metrics);
    }

    private Multi<LiveFrame> shared() {
        return Multi.createFrom()
                .ticks()
                .every(PERIOD)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick ->
                        Uni.createFrom().item(this::read).runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .onFailure()
                .invoke(fault -> LOG.error("the live stream broke; listeners have to come again", fault))
                .broadcast()
                .withCancellationAfterLastSubscriberDeparture()
                .toAllSubscribers();
    }

    /**
     * The stream for one more listener.
     *
     * @param answer that the stream is written to, and that holds a place until it is closed
     * @throws RefusalException when as many listen as may
     */
    Multi<LiveFrame> join(HttpServerResponse answer) {
        if (!listeners.admit(answer)) {
            throw new RefusalException(
                    Refusal.TOO_MANY_SUBSCRIBERS, maxListeners + " listen already, and no more may; come again later");
        }
        return frames.onOverflow()
                .dropPreviousItems()
                .select()
                .first(frame -> !stopping.refuses())
                .onTermination()
                .invoke(() -> listeners.leave(answer));
    }

    private LiveFrame read() {
        try {
            return new LiveFrame(LiveFrame.MOMENT, problems.text(moments.read()));
        } catch (RedisUnavailableException away) {
            LOG.debugf("no live moment: %s", away.getMessage());
            return new LiveFrame(LiveFrame.PROBLEM, problems.text(RedisAway.problem(away)));
        } catch (RefusalException crowded) {
            LOG.debugf("no live moment: %s", crowded.detail());
            return new LiveFrame(
                    LiveFrame.PROBLEM, problems.text(Problems.problem(crowded.refusal(), crowded.detail())));
        }
    }
}
