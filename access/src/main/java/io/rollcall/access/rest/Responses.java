package io.rollcall.access.rest;

import io.rollcall.access.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Makes responses of problems. */
public final class Responses {
    private static final int UNAUTHORIZED = 401;

    private Responses() {}

    public static Response.ResponseBuilder of(Problem problem) {
        Response.ResponseBuilder response = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem.toJson().encode());
        return problem.status() == UNAUTHORIZED
                ? response.header(HttpHeaders.WWW_AUTHENTICATE, Problem.CHALLENGE)
                : response;
    }
}
