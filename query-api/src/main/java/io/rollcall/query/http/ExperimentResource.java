package io.rollcall.query.http;

import io.rollcall.access.Roles;
import io.rollcall.query.answer.Answer;
import io.rollcall.query.experiment.ExperimentAnswers;
import io.rollcall.query.experiment.ExperimentListing;
import io.rollcall.query.experiment.ExperimentParser;
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

/** Answers {@code GET /v1/experiments}, the list, and {@code GET /v1/experiments/{key}}, the questions about an experiment. */
@Path("/v1/experiments")
@RolesAllowed(Roles.READ)
public class ExperimentResource {
    private final ExperimentListing listing;
    private final ExperimentAnswers experiments;
    private final Today today;

    ExperimentResource(ExperimentListing listing, ExperimentAnswers experiments, Today today) {
        this.listing = listing;
        this.experiments = experiments;
        this.today = today;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
    @Cache(noStore = true)
    @Operation(hidden = true)
    public Answer list(@Context UriInfo uri) {
        return listing.answer(ExperimentParser.list(uri.getQueryParameters(), today.dt()));
    }

    @GET
    @Path("/{key}")
    @Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
    @Cache(noStore = true)
    @Operation(hidden = true)
    public Answer experiment(@PathParam("key") String key, @Context UriInfo uri) {
        return experiments.answer(ExperimentParser.question(key, uri.getQueryParameters(), today.dt()));
    }
}
