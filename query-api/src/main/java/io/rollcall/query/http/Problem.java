package io.rollcall.query.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * RFC 9457.
 *
 * @param type always {@code about:blank}: the code says what it is
 * @param title the words of the HTTP status
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
    static final String SCHEMA = "Problem";
}
