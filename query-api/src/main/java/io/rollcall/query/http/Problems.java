package io.rollcall.query.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.access.Problem;
import io.rollcall.access.rest.Responses;
import io.rollcall.query.question.Refusal;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Makes the answers to what cannot be answered. */
@Singleton
public class Problems {
    private static final int UNAVAILABLE = Response.Status.SERVICE_UNAVAILABLE.getStatusCode();

    /** Redis is asked anew by every question; a second spares it a crowd. */
    private static final int RETRY_AFTER_SECONDS = 1;

    private final ObjectMapper json;

    Problems(ObjectMapper json) {
        this.json = json;
    }

    /** A refusal; with {@code Retry-After} when it passes. */
    static Response of(Refusal refusal, String detail) {
        Response.ResponseBuilder response = Responses.of(problem(refusal, detail));
        return refusal.httpStatus() == UNAVAILABLE
                ? response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS).build()
                : response.build();
    }

    static Problem problem(Refusal refusal, String detail) {
        return Problem.of(refusal.httpStatus(), refusal.code(), detail);
    }

    /** JSON of something of ours, which always has one. */
    String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("cannot write " + value.getClass(), impossible);
        }
    }
}
