package io.rollcall.standalone.faults;

import static org.awaitility.Awaitility.await;

import io.rollcall.embedded.EmbeddedRedis;
import io.rollcall.embedded.Signal;
import io.rollcall.rollup.Ledger;
import io.rollcall.rollup.LiveReader;
import io.rollcall.rollup.RedisSettings;
import io.rollcall.rollup.RedisShards;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Broker, Redis, a gateway and workers, each a process of its own; all of them can be killed and started again. Clients reach broker
 * and Redis through proxies.
 */
public final class Deployment implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofMinutes(3);

    public static final int PARTITIONS = 4;

    private static final int SERVICE_HEAP_MIB = 512;

    private final Path dir;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final int kafkaPort = freePort();
    private final int gatewayPort = freePort();

    /** With the port that each listens on; the youngest is the last. */
    private final Map<ServerProcess, Integer> workers = new LinkedHashMap<>();

    private final LossyProxy proxy;
    private final LossyProxy logProxy;
    private final Optional<Disks> disks;
    private final int archivePort = freePort();
    private final int queryPort = freePort();
    private Optional<ServerProcess> archive = Optional.empty();
    private Optional<ServerProcess> query = Optional.empty();
    private EmbeddedRedis redis;
    private ServerProcess broker;
    private ServerProcess gateway;

    public Deployment(Path dir) throws IOException {
        this(dir, Optional.empty());
    }

    /** With Redis, log and lake on disks of their own. */
    Deployment(Path dir, Optional<Disks> disks) throws IOException {
        this.dir = dir;
        this.disks = disks;
        Files.createDirectories(temporary());
        redis = EmbeddedRedis.start(Files.createDirectories(redisDirectory()));
        proxy = LossyProxy.before(redis.port());
        logProxy = LossyProxy.before(kafkaPort);
        broker = startBroker();
        gateway = startGateway(Map.of());
        startWorker();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> status("/q/health/ready") == 200);
    }

    private Path redisDirectory() {
        return disks.map(all -> all.redis().directory()).orElse(dir).resolve("redis");
    }

    /** What the broker writes. */
    Path log() {
        return disks.map(all -> all.log().directory()).orElse(dir).resolve("kafka");
    }

    /** Where the services put what is for a moment only. */
    Path temporary() {
        return dir.resolve("temporary");
    }

    public URI events() {
        return URI.create("http://" + gatewayAddress() + "/v1/events");
    }

    String bootstrapServers() {
        return "127.0.0.1:" + logProxy.port();
    }

    /** Reads the counters past the proxy. */
    <T> T read(Function<LiveReader, T> question) {
        try (RedisShards shards =
                new RedisShards(vertx, new RedisSettings(List.of(redis.url()), Duration.ofSeconds(5)))) {
            return question.apply(new LiveReader(shards));
        }
    }

    /** The ledger of every shard in every partition, as it stands in Redis. */
    Map<Expected.PartitionShard, Ledger> ledgers() {
        return ShardLedgers.of(key -> {
            Map<String, String> pairs = new HashMap<>();
            Response hash = redis(Request.cmd(Command.HGETALL).arg(key));
            hash.getKeys().forEach(field -> pairs.put(field, hash.get(field).toString()));
            return pairs;
        });
    }

    /** Before Redis. */
    LossyProxy proxy() {
        return proxy;
    }

    /** Before the broker. */
    LossyProxy logProxy() {
        return logProxy;
    }

    /** The youngest worker. */
    public ServerProcess worker() {
        return List.copyOf(workers.keySet()).get(workers.size() - 1);
    }

    /** Where the youngest worker listens, as {@code host:port}. */
    public String workerAddress() {
        return "127.0.0.1:" + workers.get(worker());
    }

    /** Where the gateway listens, as {@code host:port}. */
    public String gatewayAddress() {
        return "127.0.0.1:" + gatewayPort;
    }

    ServerProcess startWorker() {
        return startWorker(SERVICE_HEAP_MIB, Map.of());
    }

    /** A worker with that much heap and settings of its own. */
    ServerProcess startWorker(int heapMib, Map<String, String> settings) {
        int port = freePort();
        Map<String, String> environment = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers(),
                "QUARKUS_REDIS_HOSTS",
                "redis://127.0.0.1:" + proxy.port(),
                "QUARKUS_REDIS_TIMEOUT",
                "1s",
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "MP_MESSAGING_INCOMING_APP_EVENTS_SESSION_TIMEOUT_MS",
                "6000"));
        environment.putAll(settings);
        ServerProcess worker = start(heapMib, "rollup-worker", "worker.log", environment);
        workers.put(worker, port);
        return worker;
    }

    void stopWorker(ServerProcess worker) {
        workers.remove(worker);
        worker.kill();
    }

    /** A worker in the place of the youngest one, with an environment in which, for instance, it is another time. */
    void restartWorker(Map<String, String> environment) {
        stopWorker(worker());
        startWorker(SERVICE_HEAP_MIB, environment);
    }

    void restartGateway() {
        restartGateway(Map.of());
    }

    /** With an environment in which, for instance, it is another time. */
    void restartGateway(Map<String, String> environment) {
        gateway.kill();
        gateway = startGateway(environment);
    }

    /** Disks of their own, where there are any. */
    Optional<Disks> disks() {
        return disks;
    }

    /** A clock that processes can be started with. */
    AnotherTime anotherTime() throws IOException {
        return AnotherTime.in(dir);
    }

    /** The processes of ours, by name; of workers the youngest. */
    Map<String, ServerProcess> services() {
        Map<String, ServerProcess> services = new TreeMap<>(Map.of("gateway", gateway, "worker", worker()));
        archive.ifPresent(one -> services.put("lakehouse", one));
        query.ifPresent(one -> services.put("query", one));
        return services;
    }

    ServerProcess broker() {
        return broker;
    }

    /** What the archive writes. */
    Path lake() {
        return disks.map(all -> all.lake().directory()).orElse(dir).resolve("lake");
    }

    /** Starts an archive that commits all the time; kills one that runs. */
    void restartArchive() {
        archive.ifPresent(ServerProcess::kill);
        archive = Optional.of(start(
                384,
                "lakehouse",
                "archive.log",
                Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers(),
                        "QUARKUS_REDIS_HOSTS", redis.url(),
                        "QUARKUS_HTTP_PORT", Integer.toString(archivePort),
                        "ROLLCALL_LAKE_DIRECTORY", lake().toString(),
                        "ROLLCALL_ARCHIVE_INTERVAL", "1s",
                        "ROLLCALL_ARCHIVE_IDLE_INTERVAL", "5s",
                        "ROLLCALL_RECONCILE_SCHEDULE", "off")));
    }

    /** Starts a query API on the lake and, through the proxy, on Redis. */
    void startQuery() {
        query = Optional.of(start(
                SERVICE_HEAP_MIB,
                "query-api",
                "query.log",
                Map.of(
                        "QUARKUS_REDIS_HOSTS",
                        "redis://127.0.0.1:" + proxy.port(),
                        "QUARKUS_REDIS_TIMEOUT",
                        "1s",
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(queryPort),
                        "ROLLCALL_LAKE_DIRECTORY",
                        lake().toString())));
    }

    /** Where the query API answers. */
    URI questions() {
        return URI.create("http://127.0.0.1:" + queryPort + "/v1/");
    }

    /** A metric of the archive that has no labels, in its unit. */
    double archiveMetric(String name) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + archivePort + "/q/metrics"))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> name.equals(line.split("[{ ]", 2)[0]))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new IOException("the archive does not say " + name));
    }

    /** The memory that Redis uses for its data, in bytes. */
    long redisBytes() {
        return redis(Request.cmd(Command.INFO).arg("memory"))
                .toString()
                .lines()
                .filter(line -> line.startsWith("used_memory_dataset:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    /** Says something to Redis, past the proxy. */
    void configureRedis(String setting, String value) {
        redis(Request.cmd(Command.CONFIG).arg("SET").arg(setting).arg(value));
    }

    /** Tells Redis, as a process. */
    void signalRedis(Signal signal) {
        signal.send(redis.pid());
    }

    void restartBroker() {
        broker.kill();
        broker = startBroker();
    }

    void restartRedis() {
        killRedis();
        startRedis();
    }

    public void killRedis() {
        redis.kill();
    }

    /** Starts it again where it was, with what its file holds. */
    public void startRedis() {
        redis = EmbeddedRedis.start(redisDirectory(), redis.port());
    }

    void wipeRedis() {
        redis(Request.cmd(Command.FLUSHALL));
    }

    /** No fault, but the control: a shard's fence is pushed back while its counters stay, as if there were no fence at all. */
    void pushFenceBack(int shard) {
        String fence = String.format(Locale.ROOT, "{s%02d}:fence", shard);
        for (Response field : redis(Request.cmd(Command.HKEYS).arg(fence))) {
            if (field.toString().indexOf(':') == field.toString().lastIndexOf(':')) {
                redis(Request.cmd(Command.HSET).arg(fence).arg(field.toString()).arg("0"));
            }
        }
    }

    private Response redis(Request request) {
        Redis client = Redis.createClient(vertx, redis.url());
        try {
            return client.send(request)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } finally {
            client.close();
        }
    }

    private ServerProcess startBroker() {
        return ServerProcess.java(
                dir.resolve("broker.log"),
                Map.of(),
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                log().toString(),
                Integer.toString(kafkaPort),
                Integer.toString(logProxy.port()));
    }

    private ServerProcess start(int heapMib, String module, String log, Map<String, String> environment) {
        return ServerProcess.java(
                heapMib, dir.resolve(log), environment, "-Djava.io.tmpdir=" + temporary(), "-jar", service(module));
    }

    private ServerProcess startGateway(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers(),
                "ROLLCALL_TOPICS_PARTITIONS", Integer.toString(PARTITIONS),
                "KAFKA_METADATA_MAX_AGE_MS", "1000",
                "QUARKUS_HTTP_PORT", Integer.toString(gatewayPort)));
        environment.putAll(more);
        return start(SERVICE_HEAP_MIB, "ingest-gateway", "gateway.log", environment);
    }

    private int status(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(events().resolve(path)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** The jar of a service, as it runs as a process of its own. */
    public static String service(String module) {
        Path jar = Path.of("..", module, "target", "quarkus-app", "quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not built: run ./mvnw -DskipTests package first");
        }
        return jar.toString();
    }

    /** A port that nobody listens on at the moment. */
    public static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @Override
    public void close() throws IOException {
        workers.keySet().forEach(ServerProcess::kill);
        archive.ifPresent(ServerProcess::kill);
        query.ifPresent(ServerProcess::kill);
        gateway.kill();
        broker.kill();
        proxy.close();
        logProxy.close();
        redis.close();
        vertx.close();
    }
}
