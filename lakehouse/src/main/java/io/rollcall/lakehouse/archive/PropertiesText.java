package io.rollcall.lakehouse.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Cuts the text of {@code properties} out of an event, as it came. */
final class PropertiesText {
    private static final String FIELD = "properties";

    private final JsonFactory json = new JsonFactory();

    /** The JSON object's text; null when the event has none. The event was read before, so that it is JSON. */
    @Nullable
    String in(byte[] event) {
        try (JsonParser parser = json.createParser(event)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(FIELD);
                parser.nextToken();
                int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
                parser.skipChildren();
                if (wanted) {
                    int to = Math.toIntExact(parser.currentLocation().getByteOffset());
                    return new String(event, from, to - from, StandardCharsets.UTF_8);
                }
            }
            return null;
        } catch (IOException notJson) {
            throw new UncheckedIOException("an event that was read before is not JSON any more", notJson);
        }
    }
}
