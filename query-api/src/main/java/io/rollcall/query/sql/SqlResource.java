package io.rollcall.query.sql;

import io.rollcall.access.Roles;
import io.rollcall.access.rest.SmallBody;
import io.rollcall.access.rest.StrictJson;
import io.rollcall.query.QuestionParser;
import io.rollcall.query.answer.Answer;
import io.rollcall.query.http.CsvWriter;
import io.rollcall.query.lake.SqlQuestions;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.Cache;

/** Answers {@code POST /v1/sql}, one question in SQL; it ends when its asker hangs up. */
@Path("/v1/sql")
@RolesAllowed(Roles.READ)
public class SqlResource {
    private static final StrictJson<Asked> JSON = StrictJson.of(Asked.class, "{\"sql\": \"DESCRIBE dau_total\"}");

    private final SqlQuestions questions;

    SqlResource(SqlQuestions questions) {
        this.questions = questions;
    }

    /** The body of a question in JSON. */
    record Asked(String sql) {
        Asked {
            if (sql == null) {
                throw new IllegalArgumentException("the body has no member sql");
            }
        }
    }

    @POST
    @SmallBody
    // One method for both: of two, the one that takes the body would answer whatever Accept says.
    @Consumes({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
    @Cache(noStore = true)
    @Operation(hidden = true)
    public Answer answer(byte[] body, @Context HttpHeaders headers, @Context UriInfo uri, RoutingContext exchange) {
        String sql = MediaType.APPLICATION_JSON_TYPE.isCompatible(headers.getMediaType())
                ? JSON.read(body).sql()
                : new String(body, StandardCharsets.UTF_8);
        QuestionParser.requireNothing(uri.getQueryParameters());
        return questions.answer(sql, end -> {
            exchange.addEndHandler(ended -> end.run());
            if (exchange.response().closed()) {
                end.run();
            }
        });
    }
}
