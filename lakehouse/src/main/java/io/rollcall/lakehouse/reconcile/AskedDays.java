package io.rollcall.lakehouse.reconcile;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which days a run is asked for. */
final class AskedDays {
    /** As many as a question may ask for. */
    private static final int MAX_DAYS = 400;

    private static final Set<String> FIELDS = Set.of("from", "to");

    private AskedDays() {}

    /**
     * The days: {@code {"from": D, "to": D}}, both included; what is due for an empty body or {@code {}}.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static Selection in(@Nullable Buffer body) {
        if (body == null || body.length() == 0) {
            return new Selection.Due();
        }
        JsonObject asked = json(body);
        if (!FIELDS.containsAll(asked.fieldNames())) {
            throw new IllegalArgumentException("the body may have the fields " + FIELDS + " and no others");
        }
        if (asked.isEmpty()) {
            return new Selection.Due();
        }
        LocalDate from = date(asked, "from");
        LocalDate to = date(asked, "to");
        if (ChronoUnit.DAYS.between(from, to) >= MAX_DAYS) {
            throw new IllegalArgumentException("at most " + MAX_DAYS + " days at a time");
        }
        return new Selection.Range(from, to);
    }

    private static JsonObject json(Buffer body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException notAnObject) {
            throw new IllegalArgumentException(
                    "the body is not a JSON object such as {\"from\": \"2026-11-20\", \"to\": \"2026-11-21\"}",
                    notAnObject);
        }
    }

    private static LocalDate date(JsonObject asked, String field) {
        if (!(asked.getValue(field) instanceof String text)) {
            throw new IllegalArgumentException("from and to belong together; " + field + " is missing or not a text");
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException notADate) {
            throw new IllegalArgumentException(field + " is not a date such as 2026-11-20", notADate);
        }
    }
}
