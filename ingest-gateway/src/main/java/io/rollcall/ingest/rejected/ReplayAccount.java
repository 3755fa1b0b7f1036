package io.rollcall.ingest.rejected;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.event.Rejection;
import io.rollcall.ingest.reading.EventView;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What became of the events of a replay so far. */
final class ReplayAccount {
    private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
    private final Map<String, Long> reasons = new TreeMap<>();
    private final Map<String, String> details = new TreeMap<>();

    /** The ways in which judging again may end. */
    enum Fate {
        /** It is right now. */
        ACCEPTED,
        /** It is wrong still, and stays where it is. */
        STILL_REJECTED,
        /** An earlier replay has brought it in. */
        ALREADY_ACCEPTED,
        /** Only its beginning was kept. */
        NOT_WHOLE,
        /** Neither it nor its record says which id it has: it could count twice. */
        WITHOUT_ID,
        /** It is of a profile that was erased. */
        ERASED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void count(Fate fate) {
        fates.merge(fate, 1L, Long::sum);
    }

    void stillRejected(Rejection rejection) {
        count(Fate.STILL_REJECTED);
        reasons.merge(rejection.reason().code(), 1L, Long::sum);
        details.putIfAbsent(rejection.reason().code(), EventView.MASKED.detail(rejection.detail()));
    }

    long of(Fate fate) {
        return fates.getOrDefault(fate, 0L);
    }

    ObjectNode shown() {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        for (Fate fate : Fate.values()) {
            shown.put(fate.code(), of(fate));
        }
        ObjectNode why = shown.putObject("reasons");
        reasons.forEach(
                (reason, events) -> why.putObject(reason).put("events", events).put("detail", details.get(reason)));
        return shown;
    }
}
