package io.rollcall.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes a service's clients of the log. Each has this class's defaults, then what the deployment says ({@code kafka.*}),
 * then what the promises of the log do not leave open.
 */
public final class LogClients {
    /** The time that a question about the log waits for its answer, all its attempts together. */
    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The time that a single record waits for its acknowledgement: long enough for a partition's leader to change. */
    static final Duration WRITE_TIMEOUT = Duration.ofSeconds(20);

    /** The time that a client may take to say goodbye. Nothing is written while it does. */
    public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private static final int TIMEOUT_MILLIS = Math.toIntExact(TIMEOUT.toMillis());
    private static final int ATTEMPT_MILLIS = TIMEOUT_MILLIS / 2;

    private static final int BUFFER_SLACK_BYTES = 32 << 20;
    private static final int BATCH_BYTES = 256 << 10;
    private static final int LINGER_MILLIS = 5;
    private static final int MAX_BLOCK_MILLIS = 1_000;
    private static final int RECONNECT_MILLIS = 1_000;

    /** After which a member of a group that died is replaced. */
    private static final int SESSION_MILLIS = 10_000;

    /** A setting that Quarkus reads for clients that it makes, and Kafka does not know. */
    private static final String OF_QUARKUS = "tls-configuration-name";

    private final Map<String, Object> deployment;
    private final String service;

    /**
     * @param deployment how to reach Kafka, and whatever else the deployment sets; what is another client's is left out
     * @param service whose clients these are, as the broker shows them
     * @throws IllegalArgumentException for a setting that would reach some of the clients and not the others
     */
    public LogClients(Map<String, Object> deployment, String service) {
        if (deployment.containsKey(OF_QUARKUS)) {
            throw new IllegalArgumentException(
                    "kafka." + OF_QUARKUS + " reaches only some of the clients: set kafka.ssl.*,"
                            + " for instance kafka.ssl.truststore.location (docs/guides/security.md)");
        }
        this.deployment = Map.copyOf(deployment);
        this.service = service;
    }

    /** Says where Kafka is, for messages. */
    public String bootstrapServers() {
        return String.valueOf(deployment.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** A producer for the records of requests, for which "durable before acknowledged" holds. */
    public KafkaProducer<byte[], byte[]> producer(DurableWrites writes) {
        return new KafkaProducer<>(producerConfig(writes), new ByteArraySerializer(), new ByteArraySerializer());
    }

    Map<String, Object> producerConfig(DurableWrites writes) {
        Map<String, Object> config = new HashMap<>();
        // Of what a natively compiled worker can read without a native library, the cheapest to write and to read.
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MILLIS);
        addDeployment(config, ProducerConfig.configNames());
        durable(config, writes.ackTimeout());
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, writes.largestRecordBytes());
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, writes.inFlightBytes() + BUFFER_SLACK_BYTES);
        return config;
    }

    /** A producer for a single record that is waited for. */
    KafkaProducer<byte[], byte[]> singleWriter(String purpose) {
        Map<String, Object> config = named(purpose);
        addDeployment(config, ProducerConfig.configNames());
        durable(config, WRITE_TIMEOUT);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void durable(Map<String, Object> config, Duration ackTimeout) {
        int millis = Math.toIntExact(ackTimeout.toMillis());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
    }

    /**
     * A consumer by assignment: no group, and no offsets of Kafka's.
     *
     * @param startsAt what it does without an offset: "earliest", or "none" where only its reader may say
     */
    public KafkaConsumer<byte[], byte[]> consumer(String purpose, String startsAt, Map<String, Object> more) {
        Map<String, Object> config = named(purpose);
        addDeployment(config, ConsumerConfig.configNames());
        config.putAll(more);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, startsAt);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * A consumer that shares a topic with others of its group. Where nothing is committed it does not begin by itself,
     * and it commits nothing by itself.
     *
     * @param most records of a poll
     */
    public KafkaConsumer<byte[], byte[]> member(String group, int most) {
        Map<String, Object> config = named(group);
        addDeployment(config, ConsumerConfig.configNames());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, most);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // What others have written in a transaction that failed was never said.
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        config.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_MILLIS / 5);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Admin admin(String purpose) {
        Map<String, Object> config = named(purpose);
        addDeployment(config, AdminClientConfig.configNames());
        return Admin.create(config);
    }

    private Map<String, Object> named(String purpose) {
        Map<String, Object> config = new HashMap<>();
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, "rollcall-" + service + '-' + purpose);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ATTEMPT_MILLIS);
        return config;
    }

    private void addDeployment(Map<String, Object> config, Set<String> known) {
        deployment.forEach((key, value) -> {
            if (known.contains(key)) {
                config.put(key, value);
            }
        });
    }
}
