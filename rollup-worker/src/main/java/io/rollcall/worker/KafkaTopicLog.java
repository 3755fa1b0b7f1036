package io.rollcall.worker;

import io.rollcall.log.AppEventsLog;
import io.rollcall.log.LogBounds;
import io.rollcall.log.PartitionLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;

/** Asks Kafka what the rollup has to know of the log. */
@ApplicationScoped
class KafkaTopicLog implements TopicLog {
    private final AppEventsLog log;

    KafkaTopicLog(AppEventsLog log) {
        this.log = log;
    }

    @Override
    public AppEventsLog.Topic topic() {
        return log.topic();
    }

    @Override
    public Map<Integer, LogBounds> bounds(Collection<Integer> partitions) {
        return log.bounds(partitions);
    }

    @Override
    public PartitionLog partition(int partition) {
        return log.partition(partition);
    }

    @Override
    public PartitionLog partition(int partition, LogBounds bounds) {
        return log.partition(partition, bounds);
    }
}
