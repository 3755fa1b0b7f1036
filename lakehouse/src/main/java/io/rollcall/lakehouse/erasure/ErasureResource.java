package io.rollcall.lakehouse.erasure;

import io.rollcall.access.Problem;
import io.rollcall.access.Roles;
import io.rollcall.access.rest.AdminAction;
import io.rollcall.access.rest.ProblemException;
import io.rollcall.access.rest.Responses;
import io.rollcall.event.ProfileIds;
import io.rollcall.event.ProfileTexts;
import io.rollcall.lake.erasure.ErasureUnfinishedException;
import io.rollcall.log.trouble.LogTrouble;
import io.rollcall.rollup.RedisUnavailableException;
import io.rollcall.settings.ProfileSettings;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** {@code DELETE /v1/profiles/{profile_id}} erases a profile and answers with what was removed, once it is. */
@Path("/v1/profiles/{profile_id}")
public class ErasureResource {
    private static final Logger LOG = Logger.getLogger(ErasureResource.class);
    private static final String THE_REST =
            "; its tombstone keeps its events out, and the nightly erasure does the rest, or ask again";

    private final Eraser eraser;
    private final ProfileTexts profiles;

    ErasureResource(Eraser eraser, ProfileSettings profiles) {
        this.eraser = eraser;
        this.profiles = ProfileTexts.of(profiles.textKey());
    }

    @DELETE
    @AdminAction
    @RolesAllowed(Roles.ADMIN)
    @Blocking
    @Cache(noStore = true)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public ErasureAnswer erase(
            @PathParam("profile_id") String profileId,
            @QueryParam(ProfileIds.Notation.PARAMETER) @Nullable String ids) {
        ProfileIds.Notation notation = ProfileIds.Notation.parse(ids)
                .orElseThrow(() -> invalid(ProfileIds.Notation.PARAMETER, ProfileIds.Notation.WHAT));
        long id = profiles.parse(profileId).orElseThrow(() -> invalid("profile_id", profiles.what()));
        return ErasureAnswer.of(eraser.erase(id), notation);
    }

    private static ProblemException invalid(String parameter, String what) {
        return new ProblemException(Problem.of(400, "invalid_parameter", parameter + " is " + what));
    }

    @ServerExceptionMapper
    Response running(ErasureRunningException running) {
        return problem(409, "erasure_running", String.valueOf(running.getMessage()));
    }

    @ServerExceptionMapper
    Response logAway(KafkaException away) {
        LOG.warnf("no erasure: %s", LogTrouble.of(away));
        return problem(
                503, "log_unavailable", "Kafka has not acknowledged the tombstone; nothing was erased, ask again");
    }

    @ServerExceptionMapper
    Response unfinished(ErasureUnfinishedException unfinished) {
        LOG.warnf("an erasure is not proven: %s", unfinished.getMessage());
        return problem(
                503,
                "erasure_unfinished",
                "it is not proven yet that no file of the lake holds the profile" + THE_REST);
    }

    @ServerExceptionMapper
    Response redisAway(RedisUnavailableException away) {
        LOG.warnf("an erasure is not whole: %s", away.getMessage());
        return problem(
                503,
                "live_counters_unavailable",
                "Redis does not answer, so the profile is not erased everywhere" + THE_REST);
    }

    private static Response problem(int status, String code, String detail) {
        return Responses.of(Problem.of(status, code, detail)).build();
    }
}
