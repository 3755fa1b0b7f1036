package io.rollcall.query.http;

import io.rollcall.access.Roles;
import io.rollcall.query.Answers;
import io.rollcall.query.QuestionParser;
import io.rollcall.query.answer.Answer;
import io.rollcall.query.description.SharedResponses;
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

/** {@code GET /v1/profiles/{profile_id}/engagement}. */
@Path("/v1/profiles/{profile_id}/engagement")
@RolesAllowed(Roles.READ)
@Tag(name = "Questions")
public class ProfileResource {
    private final Answers answers;
    private final LiveCounters counters;

    ProfileResource(Answers answers, LiveCounters counters) {
        this.answers = answers;
        this.counters = counters;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
    @Cache(noStore = true)
    @Operation(
            operationId = "profileEngagement",
            summary = "What one profile did, by day and region",
            description = """
            A row for each day and region the profile was seen in: reconciled days from the lake, the others as far as the live counters \
            reach back. A profile that was not seen has none. `unique_titles_viewed` is null while the day is live: it is known once the day is reconciled. The measures \
            are exact and their own bounds, so `low` and `high` are null.""")
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
            description = "The rows. CSV has the columns of the JSON in the same order.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        examples = @ExampleObject(name = "engagement", value = """
                        {"metric": "engagement_metrics", "definition_version": 1, "additive": false, "profile_id": 42,
                         "rows": [{"dt": "2026-11-22", "region": "US", "play_events": 3, "search_events": 1, "unique_titles_viewed": null,
                                   "total_watch_time_sec": 5400, "status": "live", "method": "exact", "low": null, "high": null,
                                   "as_of": "2026-11-22T10:15:02Z"}]}""")),
                @Content(mediaType = CsvWriter.TEXT_CSV, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "400", ref = SharedResponses.REFUSED)
    @APIResponse(responseCode = "401", ref = SharedResponses.UNAUTHORIZED)
    @APIResponse(responseCode = "503", ref = SharedResponses.UNAVAILABLE)
    public Answer engagement(
            @Parameter(
                            description = "Whose; a whole number above 0.",
                            schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
                    @PathParam("profile_id")
                    String profileId,
            @Context UriInfo uri) {
        return answers.profile(
                QuestionParser.profileId(profileId),
                QuestionParser.days(uri.getQueryParameters(), counters.horizon().today()));
    }
}
