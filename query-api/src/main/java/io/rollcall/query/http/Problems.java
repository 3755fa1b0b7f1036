package io.rollcall.query.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.query.Refusal;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Makes the answers to what cannot be answered. */
@Singleton
public class Problems {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final int UNAVAILABLE = Response.Status.SERVICE_UNAVAILABLE.getStatusCode();

    /** Redis is asked anew by every question; a second spares it a crowd. */
    private static final int RETRY_AFTER_SECONDS = 1;

    private final ObjectMapper json;

    Problems(ObjectMapper json) {
        this.json = json;
    }

    /** A refusal; with {@code Retry-After} when it passes. */
    Response.ResponseBuilder of(Refusal refusal, String detail) {
        Response.ResponseBuilder response = of(problem(refusal, detail));
        return refusal.httpStatus() == UNAVAILABLE
                ? response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                : response;
    }

    Response.ResponseBuilder of(Problem problem) {
        return Response.status(problem.status()).type(MEDIA_TYPE).entity(text(problem));
    }

    static Problem problem(Refusal refusal, String detail) {
        return new Problem("about:blank", reason(refusal.httpStatus()), refusal.httpStatus(), detail, refusal.code());
    }

    static Problem problem(int status, String code, String detail) {
        return new Problem("about:blank", reason(status), status, detail, code);
    }

    /** JSON of something of ours, which always has one. */
    String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("cannot write " + value.getClass(), impossible);
        }
    }

    /** The words of a status, {@code Not Found} for 404. */
    static String reason(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "HTTP " + status : known.getReasonPhrase();
    }
}
