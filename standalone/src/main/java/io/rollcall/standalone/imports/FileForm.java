package io.rollcall.standalone.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The layout of a file's events, as its first line shows it. */
enum FileForm {
    /** A file with one event a line. */
    LINES(""),
    /** One JSON array of all events. */
    ARRAY(".[]"),
    /** One request of the HTTP interface. */
    ENVELOPE(".events[]"),
    /** JSON written over several lines for people to read. */
    SPREAD_OUT(".");

    private static final JsonFactory JSON = new JsonFactory();

    private final String filter;

    FileForm(String filter) {
        this.filter = filter;
    }

    static FileForm of(Line first) {
        try (JsonParser parser = JSON.createParser(first.text())) {
            JsonToken begin = parser.nextToken();
            if (begin == JsonToken.START_ARRAY) {
                return ARRAY;
            }
            return begin == JsonToken.START_OBJECT ? object(parser) : LINES;
        } catch (IOException notJson) {
            // The gateway says so of this line, and the lines behind it may be good ones.
            return LINES;
        }
    }

    private static FileForm object(JsonParser parser) {
        Set<String> names = new HashSet<>();
        boolean events = false;
        try {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                names.add(name);
                events |= parser.nextToken() == JsonToken.START_ARRAY && name.equals("events");
                parser.skipChildren();
            }
        } catch (IOException cutOff) {
            return events ? ENVELOPE : names.isEmpty() ? SPREAD_OUT : LINES;
        }
        return events && !names.contains("event_name") ? ENVELOPE : LINES;
    }

    /** The advice on what to do with such a file; empty when it can be imported. */
    Optional<String> wayOut(String file) {
        return this == LINES
                ? Optional.empty()
                : Optional.of(file + " does not have one event a line, and nothing of it was sent. With jq:\n  jq -c '"
                        + filter + "' " + file + " | ./rollcall import -");
    }
}
