package io.rollcall.lakehouse.reconcile;

import io.rollcall.access.Problem;
import io.rollcall.access.Roles;
import io.rollcall.access.rest.AdminAction;
import io.rollcall.access.rest.Responses;
import io.rollcall.access.rest.StrictJson;
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
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * {@code POST /v1/reconciliations} starts a run and answers at once; {@code GET /v1/reconciliations/status} says how far it
 * is. What the runs found is asked of query-api.
 */
@Path("/v1/reconciliations")
@Produces(MediaType.APPLICATION_JSON)
public class ReconciliationRunResource {
    private static final String STATUS_PATH = "/v1/reconciliations/status";
    private static final StrictJson<RunRequest> REQUEST =
            StrictJson.of(RunRequest.class, "{\"from\": \"2026-11-20\", \"to\": \"2026-11-21\"}");

    private final Reconciler reconciler;

    ReconciliationRunResource(Reconciler reconciler) {
        this.reconciler = reconciler;
    }

    @POST
    @AdminAction
    @RolesAllowed(Roles.ADMIN)
    @Blocking
    @Cache(noStore = true)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response start(byte[] body) {
        reconciler.start(REQUEST.read(body).selection());
        return Response.accepted(reconciler.progress())
                .header(HttpHeaders.LOCATION, STATUS_PATH)
                .build();
    }

    @GET
    @Path("status")
    @RolesAllowed(Roles.READ)
    @Cache(noStore = true)
    public Progress status() {
        return reconciler.progress();
    }

    @ServerExceptionMapper
    Response running(AlreadyRunningException running) {
        return Responses.of(Problem.of(
                        409,
                        "reconciliation_running",
                        "a reconciliation is under way; " + STATUS_PATH + " says how far it is"))
                .build();
    }
}
