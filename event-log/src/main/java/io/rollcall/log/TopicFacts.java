package io.rollcall.log;

import io.rollcall.event.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;

/**
 * A topic as Kafka has it, for whoever looks at a deployment.
 *
 * @param partitions 0 where there is no such topic
 * @param fewestReplicas copies of the partition that has the fewest
 * @param unsafePartitions partitions of which a copy is missing, or all
 * @param config the topic's settings
 */
public record TopicFacts(
        String name, int partitions, int fewestReplicas, List<Integer> unsafePartitions, Map<String, String> config) {
    private static final List<String> NAMES = List.of(Topics.APP_EVENTS, Topics.APP_EVENTS_REJECTED);

    /**
     * The topics of events, accepted and rejected.
     *
     * @throws LogUnavailableException when Kafka does not answer
     */
    public static List<TopicFacts> all(LogClients clients) {
        try (Admin admin = clients.admin("facts")) {
            Set<String> there =
                    LogUnavailableException.unlessAnswered(admin.listTopics().names());
            List<TopicFacts> facts = new ArrayList<>();
            for (String name : NAMES) {
                facts.add(there.contains(name) ? of(admin, name) : new TopicFacts(name, 0, 0, List.of(), Map.of()));
            }
            return facts;
        }
    }

    private static TopicFacts of(Admin admin, String name) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        Map<String, String> config = new HashMap<>();
        LogUnavailableException.unlessAnswered(
                        admin.describeConfigs(List.of(resource)).all())
                .values()
                .forEach(settings -> settings.entries().stream()
                        .filter(entry -> entry.value() != null)
                        .forEach(entry -> config.put(entry.name(), entry.value())));
        TopicFacts facts = new TopicFacts(name, 0, 0, List.of(), config);
        for (TopicDescription topic : LogUnavailableException.unlessAnswered(
                        admin.describeTopics(List.of(name)).allTopicNames())
                .values()) {
            facts = facts.with(topic.partitions());
        }
        return facts;
    }

    private TopicFacts with(List<TopicPartitionInfo> described) {
        return new TopicFacts(
                name,
                described.size(),
                described.stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElse(0),
                described.stream()
                        .filter(partition ->
                                partition.isr().size() < partition.replicas().size())
                        .map(TopicPartitionInfo::partition)
                        .toList(),
                config);
    }
}
