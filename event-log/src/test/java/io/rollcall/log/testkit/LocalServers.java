package io.rollcall.log.testkit;

import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.embedded.EmbeddedRedis;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One Kafka with the topics of events, and one Redis. Redis can be taken away and given back at the same address. */
public final class LocalServers implements AutoCloseable {
    private final Path directory;
    private final EmbeddedKafka kafka;
    private EmbeddedRedis redis;

    private LocalServers(Path directory) {
        this.directory = directory;
        this.kafka = EmbeddedKafka.start(directory.resolve("kafka"));
        this.redis = EmbeddedRedis.start(directory.resolve("redis"));
    }

    /** Starts them on files in that directory. */
    public static LocalServers start(Path directory) {
        LocalServers servers = new LocalServers(directory);
        LogTopics.makeForEvents(servers.bootstrapServers());
        return servers;
    }

    /** What a service has to be told of them, and what else. */
    public Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("kafka.bootstrap.servers", bootstrapServers());
        settings.put("rollcall.redis.hosts", redis.url());
        return settings;
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    public EmbeddedRedis redis() {
        return redis;
    }

    public Path directory() {
        return directory;
    }

    /** Kills Redis, does something, and starts it again on the same data and port. */
    public void withoutRedis(Runnable something) {
        int port = redis.port();
        redis.kill();
        try {
            something.run();
        } finally {
            redis = EmbeddedRedis.start(directory.resolve("redis"), port);
        }
    }

    @Override
    public void close() {
        kafka.close();
        redis.close();
    }
}
