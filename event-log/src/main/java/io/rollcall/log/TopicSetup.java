package io.rollcall.log;

import io.rollcall.event.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/** Makes the topics that are missing and checks those that are there. */
public final class TopicSetup {
    private static final Logger LOG = Logger.getLogger(TopicSetup.class);
    private static final int VISIBLE_TRIES = 50;
    private static final long VISIBLE_PAUSE_MILLIS = 50;

    private final Admin admin;

    private TopicSetup(Admin admin) {
        this.admin = admin;
    }

    /**
     * Returns the number of partitions of each topic.
     *
     * @throws UnusableTopicException when a topic must not be written to as it is
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
     */
    public static Map<String, Integer> ensure(LogClients clients, Collection<TopicPlan> plans) {
        try (Admin admin = clients.admin("topics")) {
            return new TopicSetup(admin).ensure(plans);
        }
    }

    /**
     * A topic as Kafka has it, for whoever looks at a deployment.
     *
     * @param partitions 0 where there is no such topic
     * @param fewestReplicas copies of the partition that has the fewest
     * @param unsafePartitions partitions of which a copy is missing, or all
     * @param config the topic's settings
     */
    public record Facts(
            String name,
            int partitions,
            int fewestReplicas,
            List<Integer> unsafePartitions,
            Map<String, String> config) {}

    /**
     * The topics of events, accepted and rejected, as they are. Changes nothing.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
     */
    public static List<Facts> facts(LogClients clients) {
        try (Admin admin = clients.admin("facts")) {
            TopicSetup topics = new TopicSetup(admin);
            Set<String> there =
                    LogUnavailableException.unlessAnswered(admin.listTopics().names());
            return Stream.of(Topics.APP_EVENTS, Topics.APP_EVENTS_REJECTED)
                    .map(name -> there.contains(name) ? topics.facts(name) : new Facts(name, 0, 0, List.of(), Map.of()))
                    .toList();
        }
    }

    private Facts facts(String name) {
        TopicDescription topic = topic(
                LogUnavailableException.unlessAnswered(
                        admin.describeTopics(List.of(name)).allTopicNames()),
                name);
        Map<ConfigResource, Config> configs = LogUnavailableException.unlessAnswered(
                admin.describeConfigs(List.of(resource(name))).all());
        return new Facts(
                name,
                topic.partitions().size(),
                fewestReplicas(topic),
                topic.partitions().stream()
                        .filter(partition ->
                                partition.isr().size() < partition.replicas().size())
                        .map(TopicPartitionInfo::partition)
                        .toList(),
                settings(configs, name));
    }

    private Map<String, Integer> ensure(Collection<TopicPlan> plans) {
        Set<String> there =
                LogUnavailableException.unlessAnswered(admin.listTopics().names());
        for (TopicPlan plan : plans) {
            if (!there.contains(plan.name())) {
                create(plan);
            }
        }
        return check(plans);
    }

    private void create(TopicPlan plan) {
        try {
            LogUnavailableException.unlessAnswered(
                    admin.createTopics(List.of(plan.newTopic())).all(), plan.name());
            LOG.infof("Made the topic %s with %d partitions", plan.name(), plan.partitions());
            awaitVisible(plan.name());
        } catch (LogUnavailableException refused) {
            if (!refused.isBecauseOf(TopicExistsException.class)) {
                throw refused;
            }
            LOG.infof("Another gateway has just made the topic %s", plan.name());
        }
    }

    /** The broker that is asked next may hear of a new topic a moment after the one that made it. */
    private void awaitVisible(String topic) {
        for (int tries = 0; tries < VISIBLE_TRIES; tries++) {
            if (LogUnavailableException.unlessAnswered(admin.listTopics().names())
                    .contains(topic)) {
                return;
            }
            pause();
        }
        throw new LogUnavailableException("the new topic " + topic + " does not show up");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(VISIBLE_PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("interrupted while waiting for Kafka", interrupted);
        }
    }

    private Map<String, Integer> check(Collection<TopicPlan> plans) {
        Set<String> names = plans.stream().map(TopicPlan::name).collect(Collectors.toSet());
        Map<String, TopicDescription> topics = LogUnavailableException.unlessAnswered(
                admin.describeTopics(names).allTopicNames());
        Map<ConfigResource, Config> configs = LogUnavailableException.unlessAnswered(
                admin.describeConfigs(names.stream().map(TopicSetup::resource).toList())
                        .all());
        for (TopicPlan plan : plans) {
            TopicDescription topic = topic(topics, plan.name());
            Map<String, String> settings = settings(configs, plan.name());
            plan.trouble(topic.partitions().size(), settings).ifPresent(trouble -> {
                throw new UnusableTopicException(trouble);
            });
            plan.advice(fewestReplicas(topic), settings).forEach(LOG::warn);
        }
        return names.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> topic(topics, name).partitions().size()));
    }

    private static int fewestReplicas(TopicDescription topic) {
        return topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
    }

    private static TopicDescription topic(Map<String, TopicDescription> topics, String name) {
        TopicDescription topic = topics.get(name);
        if (topic == null) {
            throw new IllegalStateException("the broker does not describe the topic " + name);
        }
        return topic;
    }

    private static Map<String, String> settings(Map<ConfigResource, Config> configs, String name) {
        Config config = configs.get(resource(name));
        if (config == null) {
            throw new IllegalStateException("the broker does not describe the settings of the topic " + name);
        }
        return config.entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
