package io.rollcall.ingest.reading;

import io.rollcall.access.Problem;
import io.rollcall.event.Excerpt;
import io.rollcall.event.Reason;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The parameters of a request, each of which is known and given once. */
public final class RouteParameters {
    private final MultiMap given;

    private RouteParameters(MultiMap given) {
        this.given = given;
    }

    /**
     * Takes the parameters of a request.
     *
     * @throws RefusedReadingException when there is one that is not known, or one twice
     */
    public static RouteParameters of(MultiMap given, List<String> known) {
        for (String name : new TreeSet<>(given.names())) {
            if (!known.contains(name)) {
                throw invalid(
                        "there is no parameter '" + Excerpt.of(name) + "'; there are " + String.join(", ", known));
            }
            if (given.getAll(name).size() > 1) {
                throw invalid(name + " is given twice");
            }
        }
        return new RouteParameters(given);
    }

    /** A text; empty where it is not given. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(given.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A date, such as 2026-11-22. */
    public Optional<LocalDate> date(String name) {
        return text(name).map(text -> {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException noDate) {
                throw invalid(name + " is a date such as 2026-11-22, not '" + Excerpt.of(text) + "'");
            }
        });
    }

    /** A whole number from 1 to the most. */
    public int count(String name, int otherwise, int most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("[0-9]{1,9}")
                || Integer.parseInt(text.get()) < 1
                || Integer.parseInt(text.get()) > most) {
            throw invalid(name + " is a whole number from 1 to " + most + ", not '" + Excerpt.of(text.get()) + "'");
        }
        return Integer.parseInt(text.get());
    }

    /** A word of a list. */
    public Optional<String> oneOf(String name, List<String> words) {
        Optional<String> text = text(name);
        text.filter(word -> !words.contains(word)).ifPresent(word -> {
            throw invalid(name + " is one of " + String.join(", ", words) + ", not '" + Excerpt.of(word) + "'");
        });
        return text;
    }

    /** A reason of the closed list. */
    public Optional<String> reason() {
        return oneOf("reason", Arrays.stream(Reason.values()).map(Reason::code).toList());
    }

    /** What is shown: everything masked, unless {@code masked=false} asks for it plainly. */
    public EventView view() {
        return oneOf("masked", List.of("true", "false"))
                .filter("false"::equals)
                .map(plain -> EventView.PLAIN)
                .orElse(EventView.MASKED);
    }

    /** A refusal because of a parameter. */
    public static RefusedReadingException invalid(String detail) {
        return new RefusedReadingException(Problem.of(400, "invalid_parameter", detail));
    }
}
