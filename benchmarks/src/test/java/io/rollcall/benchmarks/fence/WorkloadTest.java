package io.rollcall.benchmarks.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final Workload WORKLOAD = Workload.of(3, 1_000);

    @Test
    void aPollHasTenEventsOfEachOfItsProfiles() {
        for (List<Event> poll : WORKLOAD.polls()) {
            Map<Long, Long> events =
                    poll.stream().collect(Collectors.groupingBy(Event::profileId, Collectors.counting()));
            assertThat(events).hasSize(100);
            assertThat(events.values()).containsOnly(10L);
        }
        assertThat(WORKLOAD.events()).isEqualTo(3_000);
    }

    @Test
    void allProfilesBelongToThePartition() {
        assertThat(WORKLOAD.polls().get(0)).extracting(Event::shard).isSubsetOf(Workload.shards());
        assertThat(Workload.shards()).hasSize(8);
    }

    @Test
    void addingUpLosesNothing() {
        List<Event> poll = WORKLOAD.polls().get(0);

        Map<Integer, Aggregation> byShard = Aggregation.of(poll);

        assertThat(byShard.values().stream().mapToInt(Aggregation::events).sum())
                .isEqualTo(poll.size());
        assertThat(byShard.values().stream()
                        .flatMap(sum -> sum.increments().values().stream())
                        .mapToLong(increment -> increment.counters().events())
                        .sum())
                .isEqualTo(poll.size());
    }
}
