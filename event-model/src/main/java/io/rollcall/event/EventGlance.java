package io.rollcall.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The two fields by which refused events are told apart. Of bytes that are no event it says what came before they broke.
 *
 * @param platform null where it names none that there is
 * @param appVersion null where it names none
 */
public record EventGlance(
        @Nullable Platform platform, @Nullable String appVersion) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Looks at an event's bytes. */
    public static EventGlance at(byte[] event) {
        Looking looking = new Looking();
        try (JsonParser parser = JSON.createParser(event)) {
            looking.at(parser);
        } catch (IOException broken) {
            // That it is broken is why it was refused; what was read until then stands.
            return looking.glance();
        }
        return looking.glance();
    }

    private static final class Looking {
        private @Nullable String platform;
        private @Nullable String appVersion;

        void at(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
                if (isText && name.equals("platform")) {
                    platform = parser.getText();
                } else if (isText && name.equals("app_version")) {
                    appVersion = parser.getText();
                }
                parser.skipChildren();
            }
        }

        EventGlance glance() {
            return new EventGlance(
                    platform == null ? null : Platform.ofCode(platform).orElse(null), appVersion);
        }
    }
}
