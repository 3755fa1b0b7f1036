package io.rollcall.ingest.intake;

import io.rollcall.event.RequestDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ids of a request's events that have none of their own; hashed only when there is such an event. */
final class DerivedIds {
    private final Body body;
    private final List<Slice> events;
    private RequestDigest.@Nullable EventIds ids;

    DerivedIds(Body body, List<Slice> events) {
        this.body = body;
        this.events = events;
    }

    String at(int index) {
        RequestDigest.EventIds known = ids;
        if (known == null) {
            known = digest();
            ids = known;
        }
        return known.at(index);
    }

    private RequestDigest.EventIds digest() {
        RequestDigest digest = new RequestDigest();
        events.forEach(event -> digest.add(body.bytes(), event.offset(), event.length()));
        return digest.ids();
    }
}
