package io.rollcall.query.http;

import io.rollcall.access.Roles;
import io.rollcall.query.Answers;
import io.rollcall.query.QuestionParser;
import io.rollcall.query.ReconciliationReport;
import io.rollcall.query.description.SharedResponses;
import io.rollcall.query.live.LiveCounters;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** {@code GET /v1/reconciliations}. Runs are started and watched at addresses of the lakehouse. */
@Path("/v1/reconciliations")
@RolesAllowed(Roles.READ)
@Tag(name = "Questions")
public class ReconciliationResource {
    private final Answers answers;
    private final LiveCounters counters;

    ReconciliationResource(Answers answers, LiveCounters counters) {
        this.answers = answers;
        this.counters = counters;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
    @Cache(noStore = true)
    @Operation(operationId = "reconciliations", summary = "Live held against exact", description = """
            A row for each reconciled day, region and measure: what was served live when the day was first reconciled, what is exact, and \
            where the difference comes from. `difference` = exact - live = `duplicates` + `late` + `sketch` + `unexplained`; `sketch` is the \
            error of the HyperLogLogs; `unexplained` is 0 unless something is wrong. `within_bound`: of a window, whether \
            the exact value lies inside the 95 % interval that was served. `live` and what follows from it is null where the live counters did not have the day whole, \
            as when it was only backfilled.""")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "First day (UTC), included. Default: the same as `to`.",
            schema = @Schema(format = "date"))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Last day (UTC), included. Default: today. At most 400 days from `from`.",
            schema = @Schema(format = "date"))
    @APIResponse(
            responseCode = "200",
            description = "The rows, by dt, region and measure. CSV has the columns of the JSON in the same order.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        examples = @ExampleObject(name = "reconciliations", value = """
                        {"rows": [{"dt": "2026-11-20", "region": "US", "measure": "dau", "live": 12343, "exact": 12345, "difference": 2,
                                   "duplicates": 0, "late": 2, "sketch": 0, "unexplained": 0, "within_bound": true,
                                   "reconciled_at": "2026-11-21T02:31:07Z"}]}""")),
                @Content(mediaType = CsvWriter.TEXT_CSV, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "400", ref = SharedResponses.REFUSED)
    @APIResponse(responseCode = "401", ref = SharedResponses.UNAUTHORIZED)
    @APIResponse(responseCode = "503", ref = SharedResponses.UNAVAILABLE)
    public ReconciliationReport reconciliations(@Context UriInfo uri) {
        return answers.report(
                QuestionParser.days(uri.getQueryParameters(), counters.horizon().today()));
    }
}
