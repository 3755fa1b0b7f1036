package io.rollcall.standalone.faults.cluster;

import static org.awaitility.Awaitility.await;

import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.embedded.EmbeddedRedisCluster;
import io.rollcall.embedded.RedisNode;
import io.rollcall.rollup.Ledger;
import io.rollcall.rollup.LiveReader;
import io.rollcall.rollup.RedisSettings;
import io.rollcall.rollup.RedisShards;
import io.rollcall.standalone.faults.Deployment;
import io.rollcall.standalone.faults.Expected;
import io.rollcall.standalone.faults.ServerProcess;
import io.rollcall.standalone.faults.ShardLedgers;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A cluster of six Redis servers, a gateway, a worker and a query API as processes of their own; the broker is not what dies here. */
final class ClusterDeployment implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path dir;
    private final EmbeddedRedisCluster redis;
    private final EmbeddedKafka kafka;
    private final int gatewayPort = Deployment.freePort();
    private final int workerPort = Deployment.freePort();
    private final int queryPort = Deployment.freePort();
    private final List<ServerProcess> services;

    ClusterDeployment(Path dir) {
        this.dir = dir;
        redis = EmbeddedRedisCluster.start(dir.resolve("redis"));
        kafka = EmbeddedKafka.start(dir.resolve("kafka"));
        services = List.of(
                service("ingest-gateway", gatewayPort),
                service("rollup-worker", workerPort),
                service("query-api", queryPort));
        for (int port : List.of(gatewayPort, workerPort, queryPort)) {
            await().atMost(Deployment.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> get(port, "/q/health/ready").statusCode() == 200);
        }
    }

    private ServerProcess service(String module, int port) {
        return ServerProcess.java(
                dir.resolve(module + ".log"),
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                        "ROLLCALL_TOPICS_PARTITIONS", Integer.toString(Deployment.PARTITIONS),
                        "QUARKUS_REDIS_CLIENT_TYPE", "cluster",
                        "QUARKUS_REDIS_HOSTS", String.join(",", redis.urls()),
                        "QUARKUS_REDIS_TIMEOUT", "1s",
                        "ROLLCALL_REDIS_REQUIRE_PERSISTENCE", "true",
                        "QUARKUS_HTTP_PORT", Integer.toString(port)),
                "-jar",
                Deployment.service(module));
    }

    EmbeddedRedisCluster redis() {
        return redis;
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    URI events() {
        return URI.create("http://127.0.0.1:" + gatewayPort + "/v1/events");
    }

    <T> T read(Function<LiveReader, T> question) {
        try (RedisShards shards = new RedisShards(vertx, new RedisSettings(redis.urls(), Duration.ofSeconds(5)))) {
            return question.apply(new LiveReader(shards));
        }
    }

    /** What the query API answers, as CSV without its header. */
    List<String> ask(String question) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(queryPort, question);
        if (answer.statusCode() != 200) {
            throw new IOException(question + " was answered with " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body().lines().skip(1).toList();
    }

    /** How often the worker went back, as it says itself. */
    long rewinds() throws IOException, InterruptedException {
        return get(workerPort, "/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("rollcall_rollup_rewinds_total"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** The offsets that the shards of a node have applied, added up over all their partitions. */
    static long appliedOn(RedisNode node) {
        return node.ask("KEYS {s*}:fence").stream()
                .flatMap(fence -> pairs(node, fence).entrySet().stream())
                .filter(field -> field.getKey().matches("[^:]+:\\d+"))
                .mapToLong(field -> Long.parseLong(field.getValue()))
                .sum();
    }

    /** The ledger of every shard in every partition, as it stands in Redis. */
    Map<Expected.PartitionShard, Ledger> ledgers() {
        return ShardLedgers.of(key -> pairs(redis.ownerOf(key), key));
    }

    private static Map<String, String> pairs(RedisNode node, String hash) {
        List<String> flat = node.ask("HGETALL " + hash);
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            pairs.put(flat.get(i), flat.get(i + 1));
        }
        return pairs;
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(10))
                        .header("Accept", path.startsWith("/v1/") ? "text/csv" : "*/*")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        services.forEach(ServerProcess::kill);
        kafka.close();
        redis.close();
        vertx.close();
    }
}
