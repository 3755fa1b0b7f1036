package io.rollcall.access.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The answers that a running service's {@code /q/openapi} has, and which of them were given. An answer is written as VERB PATH STATUS,
 * {@code GET /v1/live 200}, and with the type of its body behind it where each type counts.
 */
public final class DescribedAnswers {
    private static final String VERSION = "/v1/";
    private static final String DATA = "data:";
    private static final Pattern RESPONSE = Pattern.compile(
            "HTTP/1.1 (\\d{3}) .*?\r\nContent-Type: ([^\r]*).*?\r\n\r\n(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final ObjectMapper json = new ObjectMapper();
    private final JsonNode document;
    private final Set<String> given = new TreeSet<>();

    /** The answers of a document in JSON. */
    public DescribedAnswers(String openApi) {
        try {
            document = json.readTree(openApi);
        } catch (JsonProcessingException unreadable) {
            throw new AssertionError("no JSON: " + openApi, unreadable);
        }
    }

    /** Each that is described, with its types. */
    public Set<String> all() {
        Set<String> all = new TreeSet<>();
        document.path("paths").properties().stream()
                .filter(path -> path.getKey().startsWith(VERSION))
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> operation.getValue().has("responses"))
                        .forEach(operation -> operation
                                .getValue()
                                .path("responses")
                                .fieldNames()
                                .forEachRemaining(status -> {
                                    String answer = operation.getKey().toUpperCase(Locale.ROOT)
                                            + ' '
                                            + path.getKey()
                                            + ' '
                                            + status;
                                    content(answer).fieldNames().forEachRemaining(type -> all.add(answer + ' ' + type));
                                })));
        return all;
    }

    /** Each that was given, with its type. */
    public Set<String> given() {
        return given;
    }

    /**
     * Notes down that an answer was given; fails unless it is of a type that is described and its body is as that type's schema says.
     *
     * @param answer which it should be, without a type
     * @param status which it has
     * @param contentType as its header says
     */
    public void give(String answer, int status, String contentType, String body) {
        String described = answer.substring(answer.lastIndexOf(' ') + 1);
        assertThat(Integer.toString(status)).as("%s: %s", answer, body).matches(described.replace("XX", "\\d\\d"));
        String type = contentType.split(";", 2)[0];
        JsonNode content = content(answer);
        assertThat(content.has(type))
                .as("%s is described as %s, not only as %s", answer, type, content)
                .isTrue();
        DescribedSchema schema =
                new DescribedSchema(document, content.path(type).path("schema"));
        values(type, body).forEach(value -> schema.require(value, answer));
        given.add(answer + ' ' + type);
    }

    /**
     * Notes down the same.
     *
     * @param response as it stands on the wire, head and body
     */
    public void give(String answer, String response) {
        Matcher parts = RESPONSE.matcher(response);
        assertThat(parts.matches()).as("%s: %s", answer, response).isTrue();
        give(answer, Integer.parseInt(parts.group(1)), parts.group(2), parts.group(3));
    }

    private JsonNode content(String answer) {
        String[] parts = answer.split(" ", 3);
        JsonNode response = document.path("paths")
                .path(parts[1])
                .path(parts[0].toLowerCase(Locale.ROOT))
                .path("responses")
                .path(parts[2]);
        JsonNode shared = response.path("$ref");
        return (shared.isTextual() ? document.at(shared.textValue().substring(1)) : response).path("content");
    }

    private Stream<JsonNode> values(String type, String body) {
        return switch (type) {
            case "text/csv" -> Stream.of(json.getNodeFactory().textNode(body));
            case "application/x-ndjson" -> body.lines().map(this::read);
            case "text/event-stream" ->
                body.lines().filter(line -> line.startsWith(DATA)).map(line -> read(line.substring(DATA.length())));
            default -> Stream.of(read(body));
        };
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException unreadable) {
            throw new AssertionError("no JSON: " + body, unreadable);
        }
    }
}
