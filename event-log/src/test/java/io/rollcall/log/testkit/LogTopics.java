package io.rollcall.log.testkit;

import io.rollcall.event.Limits;
import io.rollcall.event.Topics;
import io.rollcall.log.LogClients;
import io.rollcall.log.TopicPlan;
import io.rollcall.log.TopicSettings;
import io.rollcall.log.TopicSetup;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The topics, as the gateway makes them. */
public final class LogTopics {
    /** Partitions of the topics of events. */
    public static final int PARTITIONS = 4;

    /** Tests write events of any time, and none of them is old to them. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private LogTopics() {}

    /** A client of the log at that address. */
    public static LogClients clients(String bootstrapServers) {
        return new LogClients(Map.of("bootstrap.servers", bootstrapServers), "test");
    }

    /** Makes those of these topics that are missing. */
    public static void make(String bootstrapServers, String... names) {
        TopicSettings settings = new TopicSettings(PARTITIONS, (short) 1, (short) 1, FOR_EVER, FOR_EVER, 1L << 30);
        TopicSetup.ensure(
                clients(bootstrapServers),
                TopicPlan.of(settings, Limits.DEFAULT).stream()
                        .filter(plan -> List.of(names).contains(plan.name()))
                        .toList());
    }

    /** Makes the topics of events. */
    public static void makeForEvents(String bootstrapServers) {
        make(bootstrapServers, Topics.APP_EVENTS, Topics.APP_EVENTS_REJECTED);
    }
}
