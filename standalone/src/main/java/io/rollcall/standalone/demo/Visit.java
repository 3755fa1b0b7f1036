package io.rollcall.standalone.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** One person's session as it unfolds, and the events that the device has not sent yet. */
final class Visit {
    private static final int EVENTS_PER_SHIPMENT = 5;

    private final Person person;
    private final List<Step> steps;
    private final String region;
    private final long clockSkewMillis;
    private final RandomGenerator random;
    private final String sessionId;
    private final List<ObjectNode> unsent = new ArrayList<>();
    private int taken;

    Visit(Person person, List<Step> steps, String region, long clockSkewMillis, RandomGenerator random) {
        this.person = person;
        this.steps = List.copyOf(steps);
        this.region = region;
        this.clockSkewMillis = clockSkewMillis;
        this.random = random;
        this.sessionId = uuid();
    }

    /** The person takes the next step, at a time by a right clock; the device notes it by its own. */
    void step(long nowMillis) {
        Step step = steps.get(taken++);
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("event_id", uuid())
                .put("profile_id", person.profileId())
                .put("account_id", person.accountId())
                .put("event_name", step.eventName())
                .put(
                        "event_time",
                        Instant.ofEpochMilli(nowMillis + clockSkewMillis).toString())
                .put("region", region)
                .put("platform", person.platform().code())
                .put("app_version", person.appVersion())
                .put("device_id", person.deviceId())
                .put("session_id", sessionId);
        if (step.titleId() != null) {
            event.put("title_id", step.titleId());
        }
        if (step.durationSec() != null) {
            event.put("duration_sec", step.durationSec());
        }
        if (step.outcome() != null || step.errorCode() != null) {
            event.set("properties", properties(step));
        }
        unsent.add(event);
    }

    private static ObjectNode properties(Step step) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        if (step.outcome() != null) {
            properties.put("outcome", step.outcome());
        }
        if (step.errorCode() != null) {
            properties.put("error_code", step.errorCode());
        }
        return properties;
    }

    boolean isOver() {
        return taken == steps.size();
    }

    /** A device tells at once that it is there, then saves its radio: a few events at a time. */
    boolean isToBeSent() {
        return isOver() || taken == 1 || unsent.size() >= EVENTS_PER_SHIPMENT;
    }

    Shipment takeShipment() {
        Shipment shipment = new Shipment(unsent, clockSkewMillis);
        unsent.clear();
        return shipment;
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
