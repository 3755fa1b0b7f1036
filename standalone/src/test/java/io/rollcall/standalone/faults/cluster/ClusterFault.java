package io.rollcall.standalone.faults.cluster;

import static org.awaitility.Awaitility.await;

import io.rollcall.embedded.EmbeddedRedisCluster;
import io.rollcall.embedded.RedisNode;
import io.rollcall.embedded.SlotMigration;
import io.rollcall.event.Shards;
import io.rollcall.standalone.faults.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What can go wrong with a cluster. Each leaves it whole again, and says what it did. */
enum ClusterFault {
    /** The replica of a master hears nothing any more for some seconds; then the master dies and the replica takes over what it has. */
    FAILOVER_WITH_LAG {
        @Override
        String strike(EmbeddedRedisCluster cluster, Random random) {
            RedisNode master = any(cluster.masters(), random);
            RedisNode replica = cluster.replicaOf(master);
            replica.fallBehind();
            pass(Duration.ofMillis(2_000 + random.nextInt(2_000)));
            long applied = ClusterDeployment.appliedOn(master);
            master.kill();
            await().atMost(Deployment.PATIENCE).until(replica::isMaster);
            // The worker may be at it again already: a lower bound.
            long lost = applied - ClusterDeployment.appliedOn(replica);
            replica.catchUp();
            master.restart();
            cluster.awaitWhole();
            return lost + " applied offsets lost";
        }
    },
    /** Some shards move key by key to other masters. */
    SLOTS_MIGRATED {
        @Override
        String strike(EmbeddedRedisCluster cluster, Random random) {
            int moved = 0;
            for (int i = 0; i < SHARDS_TO_MOVE; i++) {
                String fence = String.format(Locale.ROOT, "{s%02d}:fence", random.nextInt(Shards.COUNT));
                RedisNode owner = cluster.ownerOf(fence);
                List<RedisNode> others =
                        cluster.masters().stream().filter(node -> node != owner).toList();
                moved += migrate(SlotMigration.begin(cluster, fence, any(others, random)), random);
            }
            return SHARDS_TO_MOVE + " shards, " + moved + " keys";
        }

        private int migrate(SlotMigration migration, Random random) {
            List<String> keys = new ArrayList<>(migration.keysLeft());
            Collections.shuffle(keys, random);
            pass(Duration.ofMillis(random.nextInt(300)));
            keys.forEach(migration::move);
            pass(Duration.ofMillis(random.nextInt(300)));
            migration.finish();
            return keys.size();
        }
    },
    /** A master is killed and comes back, before or after its replica has taken over. */
    MASTER_KILLED {
        @Override
        String strike(EmbeddedRedisCluster cluster, Random random) {
            RedisNode master = any(cluster.masters(), random);
            RedisNode replica = cluster.replicaOf(master);
            boolean late = random.nextBoolean();
            master.kill();
            if (late) {
                await().atMost(Deployment.PATIENCE).until(replica::isMaster);
            }
            master.restart();
            cluster.awaitWhole();
            return late ? "back as a replica" : "back at once";
        }
    },
    /** A master stands still until its replica has taken over, wakes up, and takes itself for a master for a moment. */
    MASTER_FROZEN {
        @Override
        String strike(EmbeddedRedisCluster cluster, Random random) {
            RedisNode master = any(cluster.masters(), random);
            RedisNode replica = cluster.replicaOf(master);
            master.freeze();
            try {
                await().atMost(Deployment.PATIENCE).until(replica::isMaster);
                pass(Duration.ofMillis(random.nextInt(1_000)));
            } finally {
                master.thaw();
            }
            cluster.awaitWhole();
            return "back as a replica";
        }
    };

    private static final int SHARDS_TO_MOVE = 4;

    abstract String strike(EmbeddedRedisCluster cluster, Random random);

    private static RedisNode any(List<RedisNode> nodes, Random random) {
        return nodes.get(random.nextInt(nodes.size()));
    }

    /** Lets time go by. */
    static void pass(Duration time) {
        Instant end = Instant.now().plus(time);
        await().atMost(time.plusSeconds(30)).until(() -> Instant.now().isAfter(end));
    }
}
