package io.rollcall.ingest.log;

import io.rollcall.event.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/** Makes the topics that are missing and checks those that are there. */
final class TopicSetup {
    private static final Logger LOG = Logger.getLogger(TopicSetup.class);
    private static final long ANSWER_SECONDS = 10;
    private static final int VISIBLE_TRIES = 50;
    private static final long VISIBLE_PAUSE_MILLIS = 50;

    private final Admin admin;

    TopicSetup(Admin admin) {
        this.admin = admin;
    }

    /**
     * Returns the number of partitions of {@link Topics#APP_EVENTS}.
     *
     * @throws UnusableTopicException when a topic must not be written to as it is
     */
    int ensure(Collection<TopicPlan> plans) throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> there = answer(admin.listTopics().names());
        for (TopicPlan plan : plans) {
            if (!there.contains(plan.name())) {
                create(plan);
            }
        }
        return check(plans);
    }

    private void create(TopicPlan plan) throws ExecutionException, InterruptedException, TimeoutException {
        try {
            answer(admin.createTopics(List.of(plan.newTopic())).all());
            LOG.infof("Made the topic %s with %d partitions", plan.name(), plan.partitions());
            awaitVisible(plan.name());
        } catch (ExecutionException refused) {
            if (!(refused.getCause() instanceof TopicExistsException)) {
                throw refused;
            }
            LOG.infof("Another gateway has just made the topic %s", plan.name());
        }
    }

    /** The broker that is asked next may hear of a new topic a moment after the one that made it. */
    private void awaitVisible(String topic) throws ExecutionException, InterruptedException, TimeoutException {
        for (int tries = 0; tries < VISIBLE_TRIES; tries++) {
            if (answer(admin.listTopics().names()).contains(topic)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(VISIBLE_PAUSE_MILLIS);
        }
        throw new TimeoutException("the new topic " + topic + " does not show up");
    }

    private int check(Collection<TopicPlan> plans) throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> names = plans.stream().map(TopicPlan::name).collect(Collectors.toSet());
        Map<String, TopicDescription> topics =
                answer(admin.describeTopics(names).allTopicNames());
        Map<ConfigResource, Config> configs = answer(
                admin.describeConfigs(names.stream().map(TopicSetup::resource).toList())
                        .all());
        for (TopicPlan plan : plans) {
            plan.trouble(partitions(topics, plan.name()), settings(configs, plan.name()))
                    .ifPresent(trouble -> {
                        throw new UnusableTopicException(trouble);
                    });
        }
        return partitions(topics, Topics.APP_EVENTS);
    }

    private static int partitions(Map<String, TopicDescription> topics, String name) {
        TopicDescription topic = topics.get(name);
        if (topic == null) {
            throw new IllegalStateException("the broker does not describe the topic " + name);
        }
        return topic.partitions().size();
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

    private static <T> T answer(KafkaFuture<T> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }
}
