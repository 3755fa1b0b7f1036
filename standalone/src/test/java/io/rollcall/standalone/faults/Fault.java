package io.rollcall.standalone.faults;

import static org.awaitility.Awaitility.await;

import io.rollcall.embedded.Signal;
import io.rollcall.standalone.SmallDisk;
import java.io.IOException;
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
    },
    /** It answers at once, and always the same: no. */
    REDIS_REFUSES {
        @Override
        void strike(Deployment deployment, Random random) {
            boolean memory = random.nextBoolean();
            deployment.configureRedis(memory ? "maxmemory" : "min-replicas-to-write", "1");
            pass(Duration.ofMillis(1_000 + random.nextInt(4_000)));
            deployment.configureRedis(memory ? "maxmemory" : "min-replicas-to-write", "0");
        }
    },
    /** It is there, and says nothing. */
    REDIS_SILENT {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.signalRedis(Signal.STOP);
            pass(Duration.ofMillis(1_000 + random.nextInt(6_000)));
            deployment.signalRedis(Signal.CONT);
        }
    },
    /** The disk of Redis has no room: what it was told it cannot write down, and it takes nothing more until there is room. */
    DISK_FULL {
        @Override
        void strike(Deployment deployment, Random random) throws IOException {
            SmallDisk disk = deployment.disk().orElseThrow();
            disk.fillUpTo(0);
            pass(Duration.ofMillis(1_500 + random.nextInt(4_000)));
            disk.makeRoom();
        }

        @Override
        boolean isPossible(Deployment deployment) {
            return deployment.disk().isPresent();
        }
    },
    /** Between worker and Redis all is late, each time by something else, and some of it never comes. */
    NETWORK_BAD {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.proxy().becomeBad(random);
            pass(Duration.ofMillis(2_000 + random.nextInt(6_000)));
            deployment.proxy().heal();
        }
    },
    /** The broker stands still again and again, as on a disk that is slow. */
    DISK_SLOW {
        @Override
        void strike(Deployment deployment, Random random) {
            for (int stops = 5 + random.nextInt(10); stops > 0; stops--) {
                deployment.broker().freeze();
                pass(Duration.ofMillis(200 + random.nextInt(800)));
                deployment.broker().thaw();
                pass(Duration.ofMillis(random.nextInt(200)));
            }
        }
    },
    /** The gateway's clock is minutes off, one way or the other, and then right again. */
    CLOCK_STEPS {
        @Override
        void strike(Deployment deployment, Random random) {
            int seconds = (30 + random.nextInt(90)) * (random.nextBoolean() ? 1 : -1);
            deployment.restartGateway(AnotherTime.off(seconds));
            pass(Duration.ofMillis(3_000 + random.nextInt(4_000)));
            deployment.restartGateway();
        }

        @Override
        boolean isPossible(Deployment deployment) {
            return AnotherTime.isPossible();
        }
    },
    /** The archive commits every second: the broker goes away under it. */
    BROKER_KILLED_WHILE_ARCHIVING {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.restartArchive();
            pass(Duration.ofMillis(4_000 + random.nextInt(3_000)));
            deployment.restartBroker();
        }
    },
    /** Both sides of what is known at once. */
    LAKE_AND_REDIS_KILLED {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.killRedis();
            deployment.restartArchive();
            pass(Duration.ofMillis(random.nextInt(2_000)));
            deployment.startRedis();
        }
    };

    abstract void strike(Deployment deployment, Random random) throws IOException;

    /** Whether this machine can do that. */
    boolean isPossible(Deployment deployment) {
        return true;
    }

    /** Lets time go by with the fault in place. */
    static void pass(Duration time) {
        Instant end = Instant.now().plus(time);
        await().atMost(time.plusSeconds(30)).until(() -> Instant.now().isAfter(end));
    }
}
