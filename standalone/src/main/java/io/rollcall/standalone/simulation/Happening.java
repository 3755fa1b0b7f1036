package io.rollcall.standalone.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a person does.
 *
 * @param atMillis when, by a right clock
 * @param eventName from the built-in catalogue
 * @param titleId what it is about, or null
 * @param durationSec seconds watched, for {@code play}, or null
 * @param properties what else is told; empty for nothing
 */
record Happening(
        long atMillis,
        String eventName,
        @Nullable Long titleId,
        @Nullable Integer durationSec,
        ObjectNode properties) {
    static Happening of(long atMillis, String eventName) {
        return with(atMillis, eventName, JsonNodeFactory.instance.objectNode());
    }

    static Happening with(long atMillis, String eventName, ObjectNode properties) {
        return new Happening(atMillis, eventName, null, null, properties);
    }

    static Happening about(long titleId, long atMillis, String eventName) {
        return new Happening(atMillis, eventName, titleId, null, JsonNodeFactory.instance.objectNode());
    }
}
