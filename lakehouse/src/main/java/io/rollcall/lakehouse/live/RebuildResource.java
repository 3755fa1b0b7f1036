package io.rollcall.lakehouse.live;

import io.rollcall.access.Problem;
import io.rollcall.access.rest.Responses;
import io.rollcall.lakehouse.http.RunResource;
import io.rollcall.lakehouse.live.RebuildResource.Request;
import io.rollcall.rollup.RedisUnavailableException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/live/rebuilds} begins to restore a day and answers at once; {@code GET /v1/live/rebuilds/status} says how
 * far it is.
 */
@Path(RebuildResource.PATH)
public class RebuildResource extends RunResource<Request, RebuildProgress> {
    static final String PATH = "/v1/live/rebuilds";

    private static final Logger LOG = Logger.getLogger(RebuildResource.class);
    private static final String EXAMPLE = "{\"dt\": \"2026-11-20\"}";

    private final LiveRebuild rebuild;

    RebuildResource(LiveRebuild rebuild) {
        super(PATH, Request.class, EXAMPLE);
        this.rebuild = rebuild;
    }

    /**
     * The body of a request for a rebuild.
     *
     * @param dt the day
     */
    record Request(LocalDate dt) {
        Request(@Nullable LocalDate dt) {
            if (dt == null) {
                throw new IllegalArgumentException("the body has to say which day, and nothing else: " + EXAMPLE);
            }
            this.dt = dt;
        }
    }

    @Override
    protected void begin(Request wanted) {
        rebuild.start(wanted.dt());
    }

    @Override
    protected RebuildProgress progress() {
        return rebuild.progress();
    }

    @ServerExceptionMapper
    Response refused(RebuildRefusedException refused) {
        return Responses.of(Problem.of(
                        refused.reason().httpStatus(),
                        refused.reason().name().toLowerCase(Locale.ROOT),
                        String.valueOf(refused.getMessage())))
                .build();
    }

    @ServerExceptionMapper
    Response redisAway(RedisUnavailableException away) {
        LOG.warnf("no rebuild: %s", away.getMessage());
        return Responses.of(Problem.of(503, "live_counters_unavailable", "Redis does not answer; ask again"))
                .build();
    }
}
