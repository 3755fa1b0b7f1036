package io.rollcall.ingest.rates;

import io.rollcall.ingest.intake.Refusal;
import io.rollcall.ingest.intake.RefusalCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What came of charging a request: its sender hears in every answer what it may send, and how much of that is left, as {@code
 * draft-ietf-httpapi-ratelimit-headers-10} has it.
 */
public final class Charge {
    /** The charge of somebody who is not limited. */
    static final Charge NONE = new Charge(List.of());

    private final List<Level> levels;

    Charge(List<Level> levels) {
        this.levels = List.copyOf(levels);
    }

    List<Level> levels() {
        return levels;
    }

    /** Says when to come back; empty where the events were taken. */
    public Optional<Refusal> refusal() {
        return levels.stream().filter(level -> !level.isTaken()).findFirst().map(Charge::refusal);
    }

    /** What the answer says of it. */
    public Map<String, String> headers() {
        if (levels.isEmpty()) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(
                "RateLimit-Policy",
                listed(level -> ";q=" + level.quota().capacity() + ";qu=\"events\";w="
                        + level.quota().fillSeconds()));
        headers.put(
                "RateLimit",
                listed(level -> ";r=" + level.left() + ";t="
                        + level.quota().secondsFor(level.quota().capacity() - level.left())));
        return headers;
    }

    private String listed(Function<Level, String> parameters) {
        return levels.stream()
                .map(level -> '"' + level.quota().policy().code() + '"' + parameters.apply(level))
                .collect(Collectors.joining(", "));
    }

    private static Refusal refusal(Level level) {
        Quota quota = level.quota();
        String who = quota.policy() == Quota.Policy.KEY ? "the write key '" + quota.holder() + "'" : "one address";
        return new Refusal(
                RefusalCode.RATE_LIMITED,
                who + " may send " + quota.perSecond() + " events a second; nothing of this request was taken",
                Math.toIntExact(level.untilThere().toSeconds() + 1));
    }
}
