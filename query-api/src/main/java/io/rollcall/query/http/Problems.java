package io.rollcall.query.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.access.Problem;
import io.rollcall.access.rest.Responses;
import io.rollcall.query.question.LakeUnavailableException;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import io.rollcall.rollup.RedisUnavailableException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes the answers to what cannot be answered. */
@Singleton
public class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final int UNAVAILABLE = Response.Status.SERVICE_UNAVAILABLE.getStatusCode();
    private static final int TOO_MANY = Response.Status.TOO_MANY_REQUESTS.getStatusCode();

    /** Redis is asked anew by every question; a second spares it a crowd. */
    private static final int RETRY_AFTER_SECONDS = 1;

    private final ObjectMapper json;

    Problems(ObjectMapper json) {
        this.json = json;
    }

    /** A refusal; with {@code Retry-After} when it passes. */
    static Response of(Refusal refusal, String detail) {
        Response.ResponseBuilder response = Responses.of(problem(refusal, detail));
        return refusal.httpStatus() == UNAVAILABLE || refusal.httpStatus() == TOO_MANY
                ? response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS).build()
                : response.build();
    }

    /**
     * The answer that tells an asker what went wrong; nothing when it is no kind that is known. What operators need is
     * logged.
     */
    static Optional<Response> why(RuntimeException failed) {
        if (failed instanceof RefusalException refused) {
            return Optional.of(
                    refused.position().isPresent()
                            ? at(refused.position().getAsInt(), refused)
                            : of(refused.refusal(), refused.detail()));
        }
        if (failed instanceof RedisUnavailableException away) {
            LOG.debugf("no live counters: %s", failed.getMessage()); // RedisWatch and readiness say it once
            return Optional.of(of(RedisAway.refusal(away), RedisAway.detail(away)));
        }
        if (failed instanceof LakeUnavailableException) {
            LOG.errorf(failed.getCause(), "no published figures");
            return Optional.of(of(
                    Refusal.PUBLISHED_FIGURES_UNAVAILABLE,
                    "the published figures cannot be read at the moment; ask again, and should it last: the server's log"
                            + " says why"));
        }
        return Optional.empty();
    }

    /** A refusal that is about a place in what was asked. */
    private static Response at(int position, RefusalException refused) {
        Problem problem = problem(refused.refusal(), refused.detail());
        return Responses.of(problem)
                .entity(problem.toJson().put("position", position).encode())
                .build();
    }

    /** The same, not yet as a response. */
    public static Problem problem(Refusal refusal, String detail) {
        return Problem.of(refusal.httpStatus(), refusal.code(), detail);
    }

    /** JSON of something of ours, which always has one. */
    public String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("cannot write " + value.getClass(), impossible);
        }
    }
}
