package io.rollcall.standalone.doctor;

import io.rollcall.log.AppEventsLog;
import io.rollcall.log.LogBounds;
import io.rollcall.log.LogClients;
import io.rollcall.log.LogUnavailableException;
import io.rollcall.log.TopicSetup;
import io.rollcall.log.trouble.LogTrouble;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;

/** Asks Kafka about its topics, as a client with the settings that the doctor was given. */
final class KafkaVisit {
    private static final String PROTOCOL = "security.protocol";

    private final String broker;
    private final String where;
    private final Map<String, Object> settings = new HashMap<>();
    private final SSLContext tls;
    private final InstantSource time;

    KafkaVisit(String broker, Properties settings, SSLContext tls, InstantSource time) {
        this.broker = broker;
        this.where = "kafka " + broker;
        settings.forEach((name, value) -> this.settings.put(name.toString(), value));
        this.settings.put("bootstrap.servers", broker);
        this.tls = tls;
        this.time = time;
    }

    /** The log as the fences are held against it. */
    record Log(String topicId, Map<Integer, LogBounds> partitions) {}

    List<Finding> findings() {
        List<Finding> found = new ArrayList<>(ofConnection());
        try {
            TopicSetup.facts(clients()).forEach(topic -> found.addAll(TopicExam.findings(where, topic)));
        } catch (LogUnavailableException silent) {
            found.add(Finding.fault(
                    where,
                    String.valueOf(silent.getMessage()),
                    "is the broker there, its name right, and --kafka-config what its listener wants?"));
        } catch (KafkaException refused) {
            found.add(Finding.fault(where, LogTrouble.of(refused), "name it as HOST:PORT; see --kafka-config"));
        }
        return found;
    }

    private List<Finding> ofConnection() {
        URI first = TlsExam.first("kafka", broker);
        if (first.getHost() == null) {
            return List.of();
        }
        return String.valueOf(settings.get(PROTOCOL)).endsWith("SSL")
                ? TlsExam.ofServer(where, first.getHost(), first.getPort(), tls, time.instant())
                : TlsExam.ofPlain(where, first.getHost(), "events");
    }

    /** @throws KafkaException when Kafka does not answer, or there is no topic yet */
    Log log() {
        try (AppEventsLog log = new AppEventsLog(clients())) {
            AppEventsLog.Topic topic = log.topic();
            return new Log(
                    topic.id(),
                    log.bounds(IntStream.range(0, topic.partitions()).boxed().toList()));
        }
    }

    private LogClients clients() {
        return new LogClients(settings, "doctor");
    }
}
