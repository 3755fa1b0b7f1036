package io.rollcall.query.http;

import io.rollcall.query.answer.Answer;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;

/** The tag of an answer of which nothing can change without being restated. It is weak: the same answer may be packed or not. */
record EntityTag(String text) {
    /** Who has the answer keeps it, and asks each time whether it is still the same. */
    private static final String ASK_AGAIN = "private, no-cache";

    static EntityTag of(Answer answer, String subtype, String fingerprint) {
        int envelope = List.of(answer.head().toString(), answer.columns()).hashCode();
        return new EntityTag("W/\"" + fingerprint + "-" + Integer.toHexString(envelope) + "-" + subtype + "\"");
    }

    /** Tells whether the asker has it, as {@code If-None-Match} says. */
    boolean isAmong(List<String> known) {
        return known.stream()
                .flatMap(list -> Stream.of(list.split(",", -1)))
                .map(String::strip)
                .anyMatch(one -> one.equals(text) || one.equals("*"));
    }

    Map<String, List<Object>> headers() {
        return Map.of(HttpHeaders.ETAG, List.of(text), HttpHeaders.CACHE_CONTROL, List.of(ASK_AGAIN));
    }

    /** Ends the writing of an answer that the asker has: nothing has failed that the lake would have to explain. */
    static final class KnownException extends IOException {
        private static final long serialVersionUID = 1;

        private final transient EntityTag tag;

        KnownException(EntityTag tag) {
            super("the asker has " + tag.text());
            this.tag = tag;
        }

        void answer(ServerHttpResponse response) {
            response.setStatusCode(Response.Status.NOT_MODIFIED.getStatusCode());
            response.setResponseHeader(HttpHeaders.ETAG, tag.text());
            response.setResponseHeader(HttpHeaders.CACHE_CONTROL, ASK_AGAIN);
            response.end();
        }
    }
}
