package io.rollcall.ingest.http;

import io.rollcall.access.keys.Credentials;
import io.rollcall.ingest.intake.Delivery.Shape;
import io.rollcall.ingest.segment.SegmentBody;
import io.rollcall.ingest.segment.SegmentCall;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ways to send: Rollcall's own, and those of clients that exist already. They differ in where the key is, in what a body is
 * put into before anything is judged, and in what an answer says beside that.
 */
sealed interface Dialect {
    /** The {@code Authorization} as a bearer's; null for none. */
    @Nullable
    String authorization(MultiMap headers);

    /** The shape of its bodies. */
    Shape shape();

    /** The answer as its clients know it. */
    Answer spoken(Answer answer);

    /** Rollcall's own. */
    record Own() implements Dialect {
        @Override
        public @Nullable String authorization(MultiMap headers) {
            return headers.get(HttpHeaders.AUTHORIZATION);
        }

        @Override
        public Shape shape() {
            return Shape.OWN;
        }

        @Override
        public Answer spoken(Answer answer) {
            return answer;
        }
    }

    /**
     * Segment's.
     *
     * @param call by the address
     * @param country of the request, where a header says so
     */
    record Segment(SegmentCall call, Optional<String> country) implements Dialect {
        @Override
        public @Nullable String authorization(MultiMap headers) {
            String given = headers.get(HttpHeaders.AUTHORIZATION);
            return Credentials.basicUser(given).map(user -> "Bearer " + user).orElse(given);
        }

        @Override
        public Shape shape() {
            return body -> SegmentBody.toEvents(body, call, country);
        }

        @Override
        public Answer spoken(Answer answer) {
            return answer.asSegment();
        }
    }
}
