package io.rollcall.query.http;

import io.rollcall.access.Roles;
import io.rollcall.event.ProfileTexts;
import io.rollcall.query.Answers;
import io.rollcall.query.QuestionParser;
import io.rollcall.query.answer.Answer;
import io.rollcall.query.question.Today;
import io.rollcall.settings.ProfileSettings;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.Cache;

/** Answers {@code GET /v1/profiles/{profile_id}/engagement}, the counters of one profile. */
@Path("/v1/profiles/{profile_id}/engagement")
@RolesAllowed(Roles.READ)
public class ProfileResource {
    private final Answers answers;
    private final Today today;
    private final ProfileTexts profiles;

    ProfileResource(Answers answers, Today today, ProfileSettings profiles) {
        this.profiles = ProfileTexts.of(profiles.textKey());
        this.answers = answers;
        this.today = today;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
    @Cache(noStore = true)
    @Operation(hidden = true)
    public Answer engagement(@PathParam("profile_id") String profileId, @Context UriInfo uri) {
        MultivaluedMap<String, String> given = uri.getQueryParameters();
        return answers.profile(
                QuestionParser.profileId(profileId, profiles),
                QuestionParser.ids(given),
                QuestionParser.daysOfProfile(given, today.dt()));
    }
}
