package io.rollcall.query.http;

import io.rollcall.access.Problem;
import io.rollcall.access.Roles;
import io.rollcall.query.description.SharedResponses;
import io.rollcall.query.experiment.ExperimentAnswer;
import io.rollcall.query.experiment.ExperimentParser;
import io.rollcall.query.experiment.Experiments;
import io.rollcall.query.live.LiveCounters;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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

/** {@code GET /v1/experiments/{key}}. */
@Path("/v1/experiments/{key}")
@RolesAllowed(Roles.READ)
@Tag(name = "Questions")
public class ExperimentResource {
    private final Experiments experiments;
    private final LiveCounters counters;

    ExperimentResource(Experiments experiments, LiveCounters counters) {
        this.experiments = experiments;
        this.counters = counters;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
    @Cache(noStore = true)
    @Operation(
            operationId = "experiment",
            summary = "The variants of an experiment, held against the control",
            description = """
            A row for each metric and variant. A profile belongs to the variant it was exposed to (event `experiment_exposure` with \
            `properties.experiment` and `properties.variant`) and counts from its first exposure between `from` and `to`; profiles that \
            saw several variants are left out, `excluded_profiles` says how many. Only published days are looked at; `to` of the answer is the last of them.

            `difference` = mean of the variant - mean of the control, `low` and `high` its 95 % interval, `p_value` from Welch's t-test \
            (means) or the two-proportion z-test (shares), `p_value_holm` after Holm's correction over all comparisons of the answer. `cuped_`: the same after \
            CUPED with the profile's value over the 28 days before its first exposure; `variance_reduction` is the share of the variance that this takes away.

            `srm`: the chi-square test of the variants' sizes. With p < 0.001 nothing is judged: in place of `verdict` (`higher`, `lower`, \
            `no_difference_shown`, by `p_value_holm` < 0.05) there is `no_verdict` with the reason.

            - `plays`, `play_started` (those that neither failed nor were abandoned), `searches`, `browses`, `watch_time_sec`, `active_days`: per profile, from first exposure to `to`.
            - `played`, `searched`: share of the profiles that did so at all.
            - `retained_1`, `retained_7`, `retained_14`, `retained_28`: share of the profiles active on that day after the first exposure, of \
            those whose day is published.""")
    @Parameter(
            name = "metric",
            in = ParameterIn.QUERY,
            required = true,
            description = "What to judge by; several separated by commas.",
            schema = @Schema(type = SchemaType.STRING),
            example = "plays,retained_7")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description =
                    "First day of the experiment (UTC): who was exposed before it has another first exposure here."
                            + " Default: 83 days before `to`.",
            schema = @Schema(format = "date"))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Last day (UTC), included. Default: today. At most 92 days from `from`.",
            schema = @Schema(format = "date"))
    @Parameter(
            name = "control",
            in = ParameterIn.QUERY,
            description =
                    "The variant that the others are held against. Default: `control`, or else the first by name.",
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "weights",
            in = ParameterIn.QUERY,
            description =
                    "How profiles were meant to be shared out, every variant with a number above 0. Default: equally.",
            schema = @Schema(type = SchemaType.STRING),
            example = "control:9,treatment:1")
    @APIResponse(
            responseCode = "200",
            description = "The rows, by metric in the order asked; the control first. CSV has the columns of the rows.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        examples = @ExampleObject(name = "experiment", value = """
                        {"experiment": "new-row", "definition_version": 2, "additive": false, "from": "2026-11-01", "to": "2026-11-21",
                         "control": "control", "excluded_profiles": 12,
                         "srm": {"chi_square": 0.16, "degrees_of_freedom": 1, "p_value": 0.689, "threshold": 0.001, "mismatch": false},
                         "rows": [{"metric": "plays", "test": "welch_t", "variant": "treatment", "size": 50100, "profiles": 50100, "mean": 4.31,
                                   "difference": 0.21, "low": 0.12, "high": 0.3, "p_value": 4.8e-6, "p_value_holm": 4.8e-6,
                                   "cuped_difference": 0.2, "cuped_low": 0.13, "cuped_high": 0.27, "cuped_p_value": 2.1e-8,
                                   "cuped_p_value_holm": 2.1e-8, "variance_reduction": 0.38, "verdict": "higher", "status": "provisional",
                                   "method": "exact", "as_of": "2026-11-22T02:30:11Z"}]}""")),
                @Content(mediaType = CsvWriter.TEXT_CSV, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "400", ref = SharedResponses.REFUSED)
    @APIResponse(responseCode = "401", ref = SharedResponses.UNAUTHORIZED)
    @APIResponse(
            responseCode = "404",
            description = "Nobody saw an experiment of that key on the published days (`unknown_experiment`)",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(responseCode = "503", ref = SharedResponses.UNAVAILABLE)
    public ExperimentAnswer experiment(
            @Parameter(description = "The experiment, as its exposures name it.") @PathParam("key") String key,
            @Context UriInfo uri) {
        return experiments.answer(ExperimentParser.question(
                key, uri.getQueryParameters(), counters.horizon().today()));
    }
}
