package io.rollcall.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged requests: whatever comes, the door answers with what the contract knows, and the account adds up. */
@QuarkusTest
@WithTestResource(KafkaResource.class)
class EventsFuzzTest {
    private static final int ROUNDS = 150;
    private static final Set<Integer> KNOWN = Set.of(202, 400, 413, 415);

    @TestHTTPResource("/v1/events")
    URI endpoint = URI.create("http://127.0.0.1");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 20_261_122})
    void damagedBodyNeverBreaksTheDoor(long seed) throws IOException, InterruptedException {
        Random random = new Random(seed);
        HttpClient client = HttpClient.newHttpClient();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = damaged(random);
            HttpResponse<String> answer = client.send(request(random, body), HttpResponse.BodyHandlers.ofString());
            assertThat(KNOWN)
                    .as("seed %d, round %d: %s", seed, round, answer.body())
                    .contains(answer.statusCode());
            requireAccount(answer);
        }
    }

    private static void requireAccount(HttpResponse<String> answer) {
        JsonObject body = new JsonObject(answer.body());
        if (answer.statusCode() == 202) {
            assertThat(body.getInteger("accepted")).isPositive();
        } else {
            assertThat(body.getString("code")).isNotBlank();
            assertThat(body.getInteger("accepted", 0)).isZero();
        }
        if (body.containsKey("rejected")) {
            List<Integer> indexes = body.getJsonArray("rejected").stream()
                    .map(rejected -> ((JsonObject) rejected).getInteger("index"))
                    .toList();
            int events = body.getInteger("accepted") + indexes.size();
            assertThat(indexes).doesNotHaveDuplicates().isSorted().allMatch(index -> index >= 0 && index < events);
        }
    }

    private HttpRequest request(Random random, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", random.nextInt(3) == 0 ? "application/x-ndjson" : "application/json");
        if (random.nextInt(4) == 0) {
            request.header("Content-Encoding", "gzip");
            return request.POST(HttpRequest.BodyPublishers.ofByteArray(packed(random, body)))
                    .build();
        }
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    }

    private static byte[] packed(Random random, byte[] body) {
        byte[] gzip = Events.gzip(body);
        if (random.nextInt(3) == 0) {
            gzip[random.nextInt(gzip.length)] ^= (byte) (1 + random.nextInt(255));
        }
        return gzip;
    }

    private static byte[] damaged(Random random) {
        byte[] body = whole(random).getBytes(StandardCharsets.UTF_8);
        int wounds = random.nextInt(4);
        for (int wound = 0; wound < wounds && body.length > 0; wound++) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(4)) {
                case 0 -> body[at] = (byte) random.nextInt(256);
                case 1 -> body[at] = (byte) "{}[]\",:\\0".charAt(random.nextInt(9));
                case 2 -> body = Arrays.copyOf(body, at);
                default -> System.arraycopy(body, 0, body, at, Math.min(at, body.length - at));
            }
        }
        return body;
    }

    private static String whole(Random random) {
        String[] events = new String[random.nextInt(6)];
        for (int at = 0; at < events.length; at++) {
            events[at] = Events.play(1 + random.nextInt(1_000));
        }
        return switch (random.nextInt(3)) {
            case 0 -> String.join("\n", events);
            case 1 -> Events.array(events);
            default -> "{\"sent_at\": \"" + Events.now() + "\", \"events\": " + Events.array(events) + "}";
        };
    }
}
