package io.rollcall.lakehouse.erasure;

import io.rollcall.lake.erasure.ErasureUnfinishedException;
import io.rollcall.lakehouse.http.AdminGuard;
import io.rollcall.lakehouse.http.Problem;
import io.rollcall.rollup.RedisUnavailableException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** {@code DELETE /v1/profiles/{profile_id}} erases a profile and answers with what was removed, once it is. */
@Singleton
public class ErasureApi {
    private static final Logger LOG = Logger.getLogger(ErasureApi.class);
    private static final String PATH = "/v1/profiles/:profile_id";
    private static final String THE_REST =
            "; its tombstone keeps its events out, and the nightly erasure does the rest, or" + " ask again";

    private final Eraser eraser;
    private final AdminGuard guard;

    ErasureApi(Eraser eraser, AdminGuard guard) {
        this.eraser = eraser;
        this.guard = guard;
    }

    void register(@Observes Router router) {
        router.delete(PATH).handler(guard).blockingHandler(this::erase, false).failureHandler(ErasureApi::fail);
    }

    private void erase(RoutingContext exchange) {
        try {
            Erased erased = eraser.erase(profileId(exchange.pathParam("profile_id")));
            exchange.response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(ErasedJson.of(erased).toBuffer());
        } catch (IllegalArgumentException notAProfile) {
            new Problem(400, "invalid_parameter", String.valueOf(notAProfile.getMessage())).send(exchange);
        } catch (ErasureRunningException running) {
            new Problem(409, "erasure_running", String.valueOf(running.getMessage())).send(exchange);
        } catch (KafkaException away) {
            LOG.warnf("no erasure: %s", away.getMessage());
            new Problem(
                            503,
                            "log_unavailable",
                            "Kafka has not acknowledged the tombstone; nothing was erased, ask again")
                    .send(exchange);
        } catch (ErasureUnfinishedException unfinished) {
            LOG.warnf("an erasure is not proven: %s", unfinished.getMessage());
            new Problem(
                            503,
                            "erasure_unfinished",
                            "it is not proven yet that no file of the lake holds the profile" + THE_REST)
                    .send(exchange);
        } catch (RedisUnavailableException away) {
            LOG.warnf("an erasure is not whole: %s", away.getMessage());
            new Problem(
                            503,
                            "live_counters_unavailable",
                            "Redis does not answer, so the profile is not erased everywhere" + THE_REST)
                    .send(exchange);
        }
    }

    private static long profileId(String text) {
        try {
            long profileId = Long.parseLong(text);
            if (profileId > 0) {
                return profileId;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("profile_id is a whole number above 0", notANumber);
        }
        throw new IllegalArgumentException("profile_id is a whole number above 0");
    }

    private static void fail(RoutingContext exchange) {
        LOG.error("an erasure failed", exchange.failure());
        new Problem(
                        500,
                        "internal_error",
                        "the erasure is not whole, and the server's log says why; the nightly erasure does the rest if the"
                                + " tombstone was written, or ask again")
                .send(exchange);
    }
}
