package io.rollcall.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.Shards;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FencedReaderTest extends RedisTest {
    private static final long PROFILE = 42;
    private static final int SHARD = Shards.shardOf(PROFILE);

    private final FencedReader fenced = new FencedReader(shards);

    FencedReaderTest() {
        super(TestedRedis.BUNDLED);
    }

    @Test
    void countersAreReadWithTheFencesTheyBelongTo() {
        beginEverywhere();
        writer.apply(List.of(events(PROFILE).active("US", played(60)).from(0, 7)));

        FencedDays read = fenced.days(List.of(DT.minusDays(1), DT));
        assertThat(read.days().get(DT))
                .isEqualTo(Map.of("US", new DayCounters(1, played(60)), "*", new DayCounters(1, played(60))));
        assertThat(read.days().get(DT.minusDays(1))).isEmpty();
        assertThat(read.fences())
                .hasSize(Shards.COUNT)
                .contains(new ShardFence(SHARD, FIELD, 7, 0, 0))
                .contains(new ShardFence((SHARD + 1) % Shards.COUNT, FIELD, 0, -1, 0));
        assertThat(read.freshness().covers(DT)).isTrue();
    }

    @Test
    void aShardWithoutAFenceIsCompleteForNothing() {
        beginEverywhere();
        redis(Request.cmd(Command.DEL).arg(LiveKeys.fence(SHARD)));
        assertThat(fenced.days(List.of(DT)).freshness().covers(DT)).isFalse();
    }

    @Test
    void aWindowIsHeldBetweenWhatItsCountedDaysMakeCertain() {
        beginEverywhere();
        writer.apply(List.of(events(PROFILE).active("US", played(60)).from(0, 7)));
        Map<String, Estimate> window = fenced.window(DT.minusDays(6), DT, fenced.days(List.of(DT)));
        assertThat(window).isEqualTo(Map.of("US", Estimate.exact(1), "*", Estimate.exact(1)));
    }
}
