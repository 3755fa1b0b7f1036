package io.rollcall.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.access.testkit.DescribedSchema;
import io.rollcall.event.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.yaml.snakeyaml.Yaml;

/** What docs/reference/asyncapi.yaml says of the topics, held against records that are really on them. */
final class DescribedTopics {
    private static final Path FILE = Path.of("..", "docs", "reference", "asyncapi.yaml");

    private final ObjectMapper json = new ObjectMapper();
    private final JsonNode document;
    private final Set<String> seen = new TreeSet<>();

    DescribedTopics() throws IOException {
        document = json.valueToTree(new Yaml().load(Files.readString(FILE)));
    }

    Set<String> topics() {
        Set<String> topics = new TreeSet<>();
        document.path("channels")
                .forEach(channel -> topics.add(channel.path("address").textValue()));
        return topics;
    }

    /** Each header of each message that is described, as MESSAGE/HEADER. */
    Set<String> headers() {
        Set<String> headers = new TreeSet<>();
        document.path("components")
                .path("messages")
                .properties()
                .forEach(message -> message.getValue()
                        .path("headers")
                        .path("properties")
                        .fieldNames()
                        .forEachRemaining(header -> headers.add(message.getKey() + '/' + header)));
        return headers;
    }

    /** The codes of reasons that are described. */
    List<String> reasons() {
        return json.convertValue(
                document.at("/components/messages/rejectedEvent/headers/properties/rollcall-reason/enum"),
                new TypeReference<>() {});
    }

    /** Those of them that a record had. */
    Set<String> seen() {
        return seen;
    }

    /** Fails where one of some records is not what is described for its topic. */
    void requireAll(List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            require(record);
        }
    }

    private void require(ConsumerRecord<byte[], byte[]> record) throws IOException {
        String name = message(record);
        assertThat(document.path("channels")
                        .path(record.topic())
                        .path("messages")
                        .has(name))
                .as("%s on %s", name, record.topic())
                .isTrue();
        JsonNode message = document.path("components").path("messages").path(name);
        ObjectNode headers = json.createObjectNode();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            seen.add(name + '/' + header.key());
        }
        requireValid(message.path("headers"), headers, name + " headers");
        requireValid(
                message.path("bindings").path("kafka").path("key"),
                record.key() == null
                        ? json.nullNode()
                        : json.getNodeFactory().textNode(new String(record.key(), StandardCharsets.UTF_8)),
                name + " key");
        if (!message.has("contentType")) {
            requireValid(message.path("payload"), json.readTree(record.value()), name + " payload");
        }
    }

    private void requireValid(JsonNode schema, JsonNode value, String what) {
        if (!schema.isMissingNode()) {
            new DescribedSchema(document, schema).require(value, what);
        }
    }

    private static String message(ConsumerRecord<byte[], byte[]> record) {
        return switch (record.topic()) {
            case Topics.APP_EVENTS -> "acceptedEvent";
            case Topics.APP_PROFILE_TOMBSTONES -> "tombstone";
            default ->
                Optional.ofNullable(record.headers().lastHeader(Topics.REPLAYED_HEADER))
                                .isPresent()
                        ? "replayMark"
                        : "rejectedEvent";
        };
    }
}
