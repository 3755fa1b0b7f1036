package io.rollcall.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.json.JsonObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The reason why a request is not served (RFC 9457).
 *
 * @param type always {@code about:blank}: the code says what it is
 * @param title the same words for every problem of its kind
 * @param status the HTTP status
 * @param detail what is wrong with this request, and what to do
 * @param code stable; a program may rely on it
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "code"})
@Schema(
        name = Problem.SCHEMA,
        description = "Why there is no answer (RFC 9457). `code` is stable; `detail` is for people.")
public record Problem(
        @JsonProperty("type") @Schema(examples = "about:blank")
        String type,

        @JsonProperty("title") @Schema(examples = "Bad Request")
        String title,

        @JsonProperty("status") @Schema(examples = "400") int status,

        @JsonProperty("detail") @Schema(examples = "from (2026-11-22) is after to (2026-11-20); swap them")
        String detail,

        @JsonProperty("code") @Schema(examples = "invalid_range")
        String code) {
    /** Its name in the description of the API. */
    public static final String SCHEMA = "Problem";

    public static final String MEDIA_TYPE = "application/problem+json";

    /** The challenge that a 401 carries. */
    public static final String CHALLENGE = "Bearer realm=\"rollcall\"";

    /** A problem whose title is the words of its status. */
    public static Problem of(int status, String code, String detail) {
        return of(status, title(status), code, detail);
    }

    /** A problem with a title of its own. */
    public static Problem of(int status, String title, String code, String detail) {
        return new Problem("about:blank", title, status, detail, code);
    }

    /** The words of a status, {@code Not Found} for 404. */
    public static String title(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }

    /** The same as a JSON object, to which a route may add members of its own. */
    public JsonObject toJson() {
        return new JsonObject()
                .put("type", type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("code", code);
    }
}
