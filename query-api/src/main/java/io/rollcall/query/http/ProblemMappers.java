package io.rollcall.query.http;

import io.rollcall.query.LakeUnavailableException;
import io.rollcall.query.Refusal;
import io.rollcall.query.RefusalException;
import io.rollcall.rollup.RedisUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns what goes wrong into problems. These apply to every address of the process, also to those of other services that
 * share it, and so say nothing that is only true of questions.
 */
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final int EXCERPT_CHARS = 80;

    private final Problems problems;

    ProblemMappers(Problems problems) {
        this.problems = problems;
    }

    @ServerExceptionMapper
    Response refused(RefusalException refused) {
        return problems.of(refused.refusal(), refused.detail()).build();
    }

    @ServerExceptionMapper
    Response redisAway(RedisUnavailableException away) {
        LOG.debugf("no live counters: %s", away.getMessage()); // the readiness check says it once
        return problems.of(Refusal.LIVE_COUNTERS_UNAVAILABLE, RedisAway.DETAIL).build();
    }

    @ServerExceptionMapper
    Response lakeAway(LakeUnavailableException away) {
        LOG.errorf(away.getCause(), "no published figures");
        return problems.of(
                        Refusal.PUBLISHED_FIGURES_UNAVAILABLE,
                        "the published figures cannot be read at the moment; ask again, and should it last: the server's log says why")
                .build();
    }

    /** What the HTTP layer refuses itself: no such address, wrong method, nothing acceptable. */
    @ServerExceptionMapper
    Response http(WebApplicationException refused, ContainerRequestContext request) {
        Response given = refused.getResponse();
        if (given.hasEntity()) {
            return given;
        }
        int status = given.getStatus();
        String code = Problems.reason(status).toLowerCase(Locale.ROOT).replace(' ', '_');
        Response.ResponseBuilder answer = problems.of(Problems.problem(status, code, detail(status, request)));
        given.getHeaders().forEach((name, values) -> values.forEach(value -> answer.header(name, value)));
        if (status == 405 && !given.getHeaders().containsKey(HttpHeaders.ALLOW)) {
            AllowedMethods.of(request.getUriInfo().getRequestUri().getPath())
                    .ifPresent(methods -> answer.header(HttpHeaders.ALLOW, methods));
        }
        return answer.type(Problems.MEDIA_TYPE).build();
    }

    /** A fault of ours: what it was stands in the log under the id that the asker gets. */
    @ServerExceptionMapper
    Response unexpected(Throwable fault, ContainerRequestContext request) {
        UUID id = UUID.randomUUID();
        LOG.errorf(fault, "%s %s failed, id %s", request.getMethod(), path(request), id);
        return problems.of(Problems.problem(
                        500, "internal_error", "this is a fault of the server; its log says more under " + id))
                .build();
    }

    private static String detail(int status, ContainerRequestContext request) {
        return switch (status) {
            case 404 -> "there is nothing at " + path(request) + "; /q/openapi lists the addresses";
            case 405 ->
                request.getMethod() + " is not a method of " + path(request) + "; /q/openapi lists those that are";
            case 406 ->
                "cannot answer as '" + excerpt(String.valueOf(request.getHeaderString(HttpHeaders.ACCEPT)))
                        + "'; /q/openapi lists the types of each address";
            case 415 -> "cannot read a body of this Content-Type; /q/openapi lists the types of each address";
            default -> "the request is not one that " + path(request) + " understands";
        };
    }

    private static String path(ContainerRequestContext request) {
        return excerpt(request.getUriInfo().getRequestUri().getPath());
    }

    private static String excerpt(String text) {
        return text.length() <= EXCERPT_CHARS ? text : text.substring(0, EXCERPT_CHARS) + "...";
    }
}
