package io.rollcall.standalone.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * A first look at a line, for whose it is and what identity it has. The gateway alone judges it: a line that cannot be
 * read is sent as it is.
 *
 * @param profileId whose it is; 0 where that cannot be told
 * @param identity whether it has an {@code event_id}
 * @param place where an {@code event_id} belongs: behind the opening brace, or where a null stands instead of one
 */
record Glance(long profileId, Identity identity, int place) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    /** The kinds of identity of a line: whether it has an {@code event_id}. */
    enum Identity {
        OWN,
        ABSENT,
        NULL,
        UNREADABLE
    }

    static Glance at(byte[] line) {
        try (JsonParser parser = JSON.createParser(line)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? members(parser) : unreadable();
        } catch (IOException notJson) {
            return unreadable();
        }
    }

    private static Glance members(JsonParser parser) throws IOException {
        long profileId = 0;
        Identity identity = Identity.ABSENT;
        int place = Math.toIntExact(parser.currentTokenLocation().getByteOffset()) + 1;
        boolean empty = true;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            empty = false;
            JsonToken value = parser.nextToken();
            if (name.equals("profile_id")) {
                profileId = profileId(parser);
            } else if (name.equals("event_id") && value == JsonToken.VALUE_NULL) {
                identity = Identity.NULL;
                place = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
            } else if (name.equals("event_id")) {
                identity = Identity.OWN;
            }
            parser.skipChildren();
        }
        return empty ? unreadable() : new Glance(profileId, identity, place);
    }

    private static long profileId(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return parser.getLongValue();
        }
        return parser.currentToken() == JsonToken.VALUE_STRING
                        && DIGITS.matcher(parser.getText()).matches()
                ? Long.parseLong(parser.getText())
                : 0;
    }

    private static Glance unreadable() {
        return new Glance(0, Identity.UNREADABLE, 0);
    }
}
