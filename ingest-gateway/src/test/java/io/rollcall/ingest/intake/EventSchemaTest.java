package io.rollcall.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.rollcall.event.EventCatalogue;
import io.rollcall.event.EventSchema;
import io.rollcall.event.Limits;
import io.rollcall.event.ProfileTexts;
import io.rollcall.ingest.intake.Circumstances.AgeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schema of the event, held against what the gateway itself says of the same events. */
class EventSchemaTest {
    private static final String REQUIRED =
            "\"profile_id\": 42, \"event_name\": \"play\", \"event_time\": 1795305600000, \"region\": \"US\"";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static EventCatalogue catalogue = EventCatalogue.builtIn();
    private static Intake intake = new Intake(catalogue, Limits.DEFAULT);
    private static JsonSchema schema = schema();

    @BeforeAll
    static void plan(@TempDir Path directory) throws IOException {
        catalogue = EventCatalogue.withAdditions(Files.writeString(directory.resolve("plan.yaml"), """
                events:
                  rated:
                    active: true
                    required: [title_id, properties.stars]
                    properties: {stars: {type: integer, minimum: 1, maximum: 5}, why: {type: string}}
                    check: enforce
                """));
        intake = new Intake(catalogue, Limits.DEFAULT);
        schema = schema();
    }

    private static JsonSchema schema() {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(JSON.<JsonNode>valueToTree(EventSchema.of(catalogue, Limits.DEFAULT, ProfileTexts.NONE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"profile_id\": \"x\"",
                "\"profile_id\": 0",
                "\"profile_id\": \"0\"",
                "\"profile_id\": null",
                "\"event_name\": \"sneeze\"",
                "\"event_time\": 1795305600",
                "\"event_time\": \"yesterday\"",
                "\"event_time\": 999999999999999",
                "\"region\": \"XX\"",
                "\"region\": \"us\"",
                "\"event_id\": \"\"",
                "\"account_id\": 1.5",
                "\"title_id\": \"x\"",
                "\"duration_sec\": -1",
                "\"duration_sec\": 86401",
                "\"platform\": \"toaster\"",
                "\"app_version\": 5",
                "\"device_id\": \"12345678901234567890123456789012345678901234567890123456789012345\"",
                "\"seq\": -1",
                "\"sample_rate\": 0",
                "\"sample_rate\": 1.5",
                "\"properties\": []",
                "\"event_name\": \"rated\"",
                "\"event_name\": \"rated\", \"title_id\": null, \"properties\": {\"stars\": 3}",
                "\"event_name\": \"rated\", \"title_id\": 1",
                "\"event_name\": \"rated\", \"title_id\": 1, \"properties\": {\"stars\": null}",
                "\"event_name\": \"rated\", \"title_id\": 1, \"properties\": {\"stars\": 6}",
                "\"event_name\": \"rated\", \"title_id\": 1, \"properties\": {\"stars\": 3, \"why\": 5}"
            })
    void bothRefuseWhatIsNoEvent(String fields) throws IOException {
        String event = event(fields);
        assertThat(isAccepted(event)).as("accepted: " + event).isFalse();
        assertThat(isValid(event)).as("valid: " + event).isFalse();
    }

    @Test
    void theSchemaAcceptsWhateverTheGatewayAccepts() throws IOException {
        long seed = Long.getLong("rollcall.schema.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> accepted = new ArrayList<>();
        for (int round = 0; round < 5_000; round++) {
            String event = event(randomField(random) + ", " + randomField(random));
            if (isAccepted(event)) {
                accepted.add(event);
                assertThat(isValid(event)).as("seed " + seed + ": " + event).isTrue();
            }
        }
        assertThat(accepted).as("seed " + seed).hasSizeGreaterThan(100);
    }

    private static String randomField(Random random) {
        String[] fields = {
            "profile_id", "event_name", "event_time", "region", "event_id", "account_id", "title_id", "duration_sec",
            "platform", "app_version", "device_id", "session_id", "seq", "sample_rate", "properties", "unknown"
        };
        String[] values = {
            "1",
            "0",
            "-1",
            "9223372036854775807",
            "\"7\"",
            "\"-7\"",
            "0.5",
            "1.0",
            "null",
            "true",
            "\"\"",
            "\"x\"",
            "\"tv\"",
            "\"ZZ\"",
            "\"GB\"",
            "\"search\"",
            "\"rated\"",
            "\"2026-11-22T10:15:02Z\"",
            "\"2026-11-22T10:15Z\"",
            "\"2026-11-22t10:15:02.123456789+05:30\"",
            "\"0001-01-01T00:00:00Z\"",
            "1795305600000",
            "86400",
            "{}",
            "{\"stars\": 3}",
            "{\"stars\": null, \"why\": \"x\"}",
            "[]"
        };
        return '"' + fields[random.nextInt(fields.length)] + "\": " + values[random.nextInt(values.length)];
    }

    /** An event that is right but for these fields, which come in place of its own. */
    private static String event(String fields) throws IOException {
        ObjectNode event = (ObjectNode) JSON.readTree("{" + REQUIRED + "}");
        event.setAll((ObjectNode) JSON.readTree("{" + fields + "}"));
        return event.toString();
    }

    private static boolean isValid(String event) throws IOException {
        return schema.validate(JSON.readTree(event)).isEmpty();
    }

    /** Whenever it was, so that only what a schema can say decides. */
    private static boolean isAccepted(String event) {
        Delivery delivery = new Delivery(Body.ofText(event), Delivery.Form.JSON, Delivery.Encoding.PLAIN);
        Splitting splitting = intake.split(delivery, bytes -> true);
        return !intake.judge(
                        (Splitting.Split) splitting,
                        new Circumstances(1795305600000L, OptionalLong.empty(), AgeLimit.WAIVED))
                .accepted()
                .isEmpty();
    }
}
