package io.rollcall.lakehouse.archive;

import io.rollcall.event.EventReading.Span;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of an event's {@code properties} for bronze: as it came, but for halves of surrogate pairs. Those have no UTF-8, so
 * that an engine may refuse the whole text for one of them; each becomes U+FFFD, as a broken byte does. The event's own bytes
 * are kept beside it as they came.
 */
final class PropertiesText {
    /** The pattern of what a backslash begins: a whole pair (group 1), half of one (group 2), or anything else. */
    private static final Pattern ESCAPE = Pattern.compile(
            "(\\\\u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2})|(\\\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\\\.",
            Pattern.DOTALL);

    private PropertiesText() {}

    /** The JSON object's text; null when the event has none. */
    static @Nullable String of(byte[] event, Span properties) {
        return properties.length() == 0
                ? null
                : whole(new String(event, properties.begin(), properties.length(), StandardCharsets.UTF_8));
    }

    private static String whole(String json) {
        return json.indexOf("\\u") < 0 ? json : ESCAPE.matcher(json).replaceAll(PropertiesText::replacement);
    }

    private static String replacement(MatchResult escape) {
        return escape.group(2) != null ? "\uFFFD" : Matcher.quoteReplacement(escape.group());
    }
}
