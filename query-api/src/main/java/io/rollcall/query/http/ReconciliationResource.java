package io.rollcall.query.http;

import io.rollcall.access.Roles;
import io.rollcall.query.Answers;
import io.rollcall.query.QuestionParser;
import io.rollcall.query.answer.Answer;
import io.rollcall.query.question.Today;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.Cache;

/**
 * Answers {@code GET /v1/reconciliations}, the report of live against exact figures. Runs are started and watched at
 * addresses of the lakehouse.
 */
@Path("/v1/reconciliations")
@RolesAllowed(Roles.READ)
public class ReconciliationResource {
    private final Answers answers;
    private final Today today;

    ReconciliationResource(Answers answers, Today today) {
        this.answers = answers;
        this.today = today;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
    @Cache(noStore = true)
    @Operation(hidden = true)
    public Answer reconciliations(@Context UriInfo uri) {
        return answers.report(QuestionParser.days(uri.getQueryParameters(), today.dt()));
    }
}
