package io.rollcall.standalone.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.event.Platform;
import io.rollcall.standalone.simulation.Chance.Of;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * One visit of a person: its beginning is known at once, and what happens in it when it is asked for.
 *
 * @param day of the service on which it begins
 * @param ordinal 0 for the first visit of that day
 * @param region where the person is, at home or on a journey
 * @param lateMillis how long the device was offline afterwards, and told nothing; 0 for not at all
 */
record Visit(
        Person person,
        Stay stay,
        int day,
        int ordinal,
        long startMillis,
        String region,
        Platform platform,
        long lateMillis) {
    private static final int EVENTS_PER_SHIPMENT = 5;

    /** Of the events that change nobody's figures but their own. */
    private static final double LOST = 0.004;

    private static final Set<String> MAY_BE_LOST = Set.of("browse", "heartbeat");

    /** Further from one visit to the next than any counter jumps that goes on. */
    private static final long NUMBERS_PER_VISIT = 10_000;

    private static final int MOST_VISITS_A_DAY = 2;

    /** What the person does, in the order of time; every time the same. */
    List<Happening> happenings() {
        return Script.of(this, person.chance(Of.SESSION, day, ordinal));
    }

    /**
     * How the device tells it: at once that it is there, then a few events at a time, to save its radio. After it was
     * offline it tells the whole visit. It numbers what it tells, beginning anew with each visit; some of that never arrives.
     */
    List<Shipment> shipments() {
        SplittableRandom ids = person.chance(Of.SESSION, day, ordinal, 1);
        String sessionId = uuid(ids);
        SplittableRandom luck = person.chance(Of.SESSION, day, ordinal, 2);
        long firstNumber = NUMBERS_PER_VISIT * ((long) MOST_VISITS_A_DAY * day + ordinal);
        List<Shipment> shipments = new ArrayList<>();
        List<ObjectNode> unsent = new ArrayList<>();
        List<Happening> happenings = happenings();
        for (int place = 0; place < happenings.size(); place++) {
            Happening happening = happenings.get(place);
            ObjectNode event = event(happening, uuid(ids), sessionId).put("seq", firstNumber + place);
            boolean isLast = place == happenings.size() - 1;
            boolean isLost = luck.nextDouble() < LOST && MAY_BE_LOST.contains(happening.eventName());
            if (isLast || !isLost) {
                unsent.add(event);
            }
            boolean online = lateMillis == 0;
            if (isLast || (online && (place == 0 || unsent.size() == EVENTS_PER_SHIPMENT))) {
                shipments.add(new Shipment(
                        happening.atMillis() + lateMillis, person.profileId(), unsent, person.clockSkewMillis()));
                unsent.clear();
            }
        }
        return shipments;
    }

    private ObjectNode event(Happening happening, String eventId, String sessionId) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("event_id", eventId)
                .put("profile_id", person.profileId())
                .put("account_id", person.accountId())
                .put("event_name", happening.eventName())
                .put("event_time", Instant.ofEpochMilli(happening.atMillis()).toString())
                .put("region", region)
                .put("platform", platform.code())
                .put("app_version", Script.appVersion(person, day))
                .put("device_id", person.deviceId())
                .put("session_id", sessionId);
        if (happening.titleId() != null) {
            event.put("title_id", happening.titleId());
        }
        if (happening.durationSec() != null) {
            event.put("duration_sec", happening.durationSec());
        }
        if (!happening.properties().isEmpty()) {
            event.set("properties", happening.properties());
        }
        return event;
    }

    private static String uuid(SplittableRandom random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
