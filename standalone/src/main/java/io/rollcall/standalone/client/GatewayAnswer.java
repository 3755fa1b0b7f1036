package io.rollcall.standalone.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's answer to one request. It is sealed: a request is judged, turned away for good, or to be sent again.
 */
public sealed interface GatewayAnswer {
    /**
     * Every event was judged, and the judgement is on the log.
     *
     * @param accepted how many count
     * @param rejected the others, each with its place in the request
     */
    record Judged(int accepted, List<RejectedEvent> rejected) implements GatewayAnswer {
        public Judged {
            rejected = List.copyOf(rejected);
        }

        /** Tells whether it accounts for each of that many events, as only a gateway's answer does. */
        public boolean isAbout(int events) {
            return accepted + rejected.size() == events
                    && rejected.stream().allMatch(event -> event.index() >= 0 && event.index() < events);
        }
    }

    /**
     * Sending it again would change nothing.
     *
     * @param status the HTTP status
     * @param code the stable code of the problem, or the status when the answer has none
     * @param detail the problem in a sentence
     */
    record Refused(int status, String code, String detail) implements GatewayAnswer {}

    /**
     * Nothing is promised about the request: send it again, the ids of its events keep them from counting twice.
     *
     * @param after how long the gateway asks to wait, if it says
     * @param cause for the person who waits
     */
    record TryLater(Optional<Duration> after, String cause) implements GatewayAnswer {}

    /**
     * One event that does not count.
     *
     * @param index its place in the request, from 0
     * @param eventId its id, when it could be read
     * @param reason from the contract's closed list
     */
    record RejectedEvent(int index, @Nullable String eventId, String reason, String detail) {}
}
