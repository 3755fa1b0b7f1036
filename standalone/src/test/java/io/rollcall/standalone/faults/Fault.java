package io.rollcall.standalone.faults;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** What can go wrong. Each leaves a deployment that is whole again, or will be by itself. */
enum Fault {
    WORKER_KILLED {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.stopWorker(deployment.worker());
            deployment.startWorker();
        }
    },
    /** A worker is frozen until the group has given its partitions to another one, and then goes on with what it had in hand. */
    ZOMBIE {
        @Override
        void strike(Deployment deployment, Random random) {
            ServerProcess zombie = deployment.worker();
            zombie.freeze();
            deployment.startWorker();
            pass(Duration.ofSeconds(10));
            zombie.thaw();
            pass(Duration.ofSeconds(2));
            deployment.stopWorker(zombie);
        }
    },
    /** A second worker comes and goes: partitions move twice. */
    REBALANCE {
        @Override
        void strike(Deployment deployment, Random random) {
            ServerProcess first = deployment.worker();
            ServerProcess second = deployment.startWorker();
            pass(Duration.ofSeconds(8));
            deployment.stopWorker(random.nextBoolean() ? first : second);
        }
    },
    REPLIES_LOST {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.proxy().loseReplies();
            pass(Duration.ofMillis(500 + random.nextInt(2_000)));
            deployment.proxy().heal();
        }
    },
    /** Calls arrive seconds later, when the worker has long sent them again, and maybe has lost the partition. */
    CALLS_DELAYED {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.proxy().delayRequests(Duration.ofMillis(1_500 + random.nextInt(2_500)));
            pass(Duration.ofMillis(500 + random.nextInt(2_000)));
            if (random.nextBoolean()) {
                deployment.stopWorker(deployment.worker());
                deployment.startWorker();
            }
            deployment.proxy().heal();
        }
    },
    /** The last second of the append-only file is lost with it. */
    REDIS_KILLED {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.restartRedis();
        }
    },
    REDIS_WIPED {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.wipeRedis();
        }
    },
    BROKER_KILLED {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.restartBroker();
        }
    },
    GATEWAY_KILLED {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.restartGateway();
        }
    };

    abstract void strike(Deployment deployment, Random random);

    /** Lets time go by with the fault in place. */
    static void pass(Duration time) {
        Instant end = Instant.now().plus(time);
        await().atMost(time.plusSeconds(30)).until(() -> Instant.now().isAfter(end));
    }
}
