package io.rollcall.lakehouse.live;

import io.rollcall.access.Problem;
import io.rollcall.access.Roles;
import io.rollcall.access.rest.AdminAction;
import io.rollcall.access.rest.Responses;
import io.rollcall.access.rest.StrictJson;
import io.rollcall.rollup.RedisUnavailableException;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/live/rebuilds} begins to restore a day and answers at once; {@code GET /v1/live/rebuilds/status} says how
 * far it is.
 */
@Path("/v1/live/rebuilds")
@Produces(MediaType.APPLICATION_JSON)
public class RebuildResource {
    private static final Logger LOG = Logger.getLogger(RebuildResource.class);
    private static final String STATUS_PATH = "/v1/live/rebuilds/status";
    private static final StrictJson<Request> REQUEST = StrictJson.of(Request.class, "{\"dt\": \"2026-11-20\"}");

    private final LiveRebuild rebuild;

    RebuildResource(LiveRebuild rebuild) {
        this.rebuild = rebuild;
    }

    /**
     * What is asked for.
     *
     * @param dt the day
     */
    record Request(LocalDate dt) {
        Request(@Nullable LocalDate dt) {
            if (dt == null) {
                throw new IllegalArgumentException(
                        "the body has to say which day, and nothing else: {\"dt\": \"2026-11-20\"}");
            }
            this.dt = dt;
        }
    }

    @POST
    @AdminAction
    @RolesAllowed(Roles.ADMIN)
    @Blocking
    @Cache(noStore = true)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response start(byte[] body) {
        rebuild.start(REQUEST.read(body).dt());
        return Response.accepted(rebuild.progress())
                .header(HttpHeaders.LOCATION, STATUS_PATH)
                .build();
    }

    @GET
    @Path("status")
    @RolesAllowed(Roles.READ)
    @Cache(noStore = true)
    public RebuildProgress status() {
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
