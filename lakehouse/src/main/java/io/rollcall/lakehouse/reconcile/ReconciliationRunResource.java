package io.rollcall.lakehouse.reconcile;

import io.rollcall.access.Problem;
import io.rollcall.access.rest.Responses;
import io.rollcall.lakehouse.http.RunResource;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * {@code POST /v1/reconciliations} starts a run and answers at once; {@code GET /v1/reconciliations/status} says how far it
 * is. What the runs found is asked of query-api.
 */
@Path(ReconciliationRunResource.PATH)
public class ReconciliationRunResource extends RunResource<RunRequest, ReconciliationProgress> {
    static final String PATH = "/v1/reconciliations";

    private final Reconciler reconciler;

    ReconciliationRunResource(Reconciler reconciler) {
        super(PATH, RunRequest.class, "{\"from\": \"2026-11-20\", \"to\": \"2026-11-21\"}");
        this.reconciler = reconciler;
    }

    @Override
    protected void begin(RunRequest wanted) {
        reconciler.start(wanted.selection());
    }

    @Override
    protected ReconciliationProgress progress() {
        return reconciler.progress();
    }

    @ServerExceptionMapper
    Response running(AlreadyRunningException running) {
        return Responses.of(Problem.of(
                        409,
                        "reconciliation_running",
                        "a reconciliation is under way; " + PATH + "/status says how far it is"))
                .build();
    }
}
