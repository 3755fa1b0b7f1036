package io.rollcall.standalone.alarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** One alert of {@code rules.yml}. */
record Alert(String name, String expression, Map<String, String> labels, Map<String, String> annotations) {
    /** Where the rules, their tests and the example configuration lie. */
    static final Path DIRECTORY = Path.of("..", "deploy", "prometheus");

    static final Path RULES = DIRECTORY.resolve("rules.yml");

    static List<Alert> all() throws IOException {
        return elements(yaml(RULES).path("groups"))
                .flatMap(group -> elements(group.path("rules")))
                .map(rule -> new Alert(
                        rule.path("alert").asText(),
                        rule.path("expr").asText(),
                        texts(rule.path("labels")),
                        texts(rule.path("annotations"))))
                .toList();
    }

    /** A YAML file as a tree. */
    static JsonNode yaml(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            Object tree = new Yaml().load(reader);
            return new ObjectMapper().valueToTree(tree);
        }
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(property ->
                        texts.put(property.getKey(), property.getValue().asText()));
        return texts;
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
