package io.rollcall.query.http;

import io.rollcall.access.Roles;
import io.rollcall.lake.metric.MetricList;
import io.rollcall.query.Answers;
import io.rollcall.query.QuestionParser;
import io.rollcall.query.answer.Answer;
import io.rollcall.query.listing.ListedMetric;
import io.rollcall.query.question.Today;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.Cache;

/**
 * Answers {@code GET /v1/metrics}, the list, and {@code GET /v1/metrics/{metric}}; {@code questions-api.yaml} describes it, as it does the other questions.
 */
@Path("/v1/metrics")
@RolesAllowed(Roles.READ)
public class MetricResource {
    private final Answers answers;
    private final MetricList metrics;
    private final Today today;

    MetricResource(Answers answers, MetricList metrics, Today today) {
        this.answers = answers;
        this.metrics = metrics;
        this.today = today;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Cache(noCache = true)
    @Operation(hidden = true)
    public ListedMetric.All list(@Context UriInfo uri) {
        QuestionParser.requireNothing(uri.getQueryParameters());
        return ListedMetric.all(metrics);
    }

    @GET
    @Path("/{metric}")
    @Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
    @Cache(noStore = true)
    @Operation(hidden = true)
    public Answer metric(@PathParam("metric") String metric, @Context UriInfo uri) {
        return answers.metric(QuestionParser.metric(metrics, metric, uri.getQueryParameters(), today.dt()));
    }
}
