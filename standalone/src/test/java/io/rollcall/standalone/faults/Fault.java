package io.rollcall.standalone.faults;

import static org.awaitility.Awaitility.await;

import io.rollcall.embedded.Signal;
import io.rollcall.standalone.SmallDisk;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What can go wrong. Each leaves a deployment that is whole again, or will be by itself. */
enum Fault {
    WORKER_KILLED(Reach.SERVICES) {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.stopWorker(deployment.worker());
            deployment.startWorker();
        }
    },
    /** A worker is frozen until the group has given its partitions to another one, and then goes on with what it had in hand. */
    ZOMBIE(Reach.SERVICES) {
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
    REBALANCE(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) {
            ServerProcess second = deployment.startWorker();
            pass(Duration.ofSeconds(8));
            deployment.stopWorker(second);
        }
    },
    /** A second worker comes, and the first one goes. */
    WORKER_REPLACED(Reach.SERVICES) {
        @Override
        void strike(Deployment deployment, Random random) {
            ServerProcess first = deployment.worker();
            deployment.startWorker();
            pass(Duration.ofSeconds(8));
            deployment.stopWorker(first);
        }
    },
    REPLIES_LOST(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.proxy().loseReplies();
            pass(Duration.ofMillis(500 + random.nextInt(2_000)));
            deployment.proxy().heal();
        }
    },
    /** Calls arrive seconds later, when the worker has long sent them again. */
    CALLS_DELAYED(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.proxy().delayRequests(Duration.ofMillis(1_500 + random.nextInt(2_500)));
            pass(Duration.ofMillis(500 + random.nextInt(2_000)));
            deployment.proxy().heal();
        }
    },
    /** Calls of a worker that is dead by then arrive when another one has its partitions. */
    CALLS_OF_THE_DEAD(Reach.SERVICES) {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.proxy().delayRequests(Duration.ofMillis(1_500 + random.nextInt(2_500)));
            pass(Duration.ofMillis(500 + random.nextInt(2_000)));
            deployment.restartWorker(Map.of());
            deployment.proxy().heal();
        }
    },
    /** What the broker answers is lost: the gateway sends records again that are on the log, the worker asks anew. */
    LOG_REPLIES_LOST(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.logProxy().loseReplies();
            pass(Duration.ofMillis(500 + random.nextInt(4_000)));
            deployment.logProxy().heal();
        }
    },
    /** Records come to the broker after their gateway has given up, or sent them on another connection. */
    LOG_CALLS_DELAYED(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.logProxy().delayRequests(Duration.ofMillis(1_500 + random.nextInt(8_000)));
            pass(Duration.ofMillis(2_000 + random.nextInt(8_000)));
            deployment.logProxy().heal();
        }
    },
    /** Between the broker and everybody all is late, each time by something else, and some of it never comes. */
    LOG_NETWORK_BAD(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.logProxy().becomeBad(random);
            pass(Duration.ofMillis(2_000 + random.nextInt(10_000)));
            deployment.logProxy().heal();
        }
    },
    /** Both networks at once. */
    NETWORKS_BAD(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.logProxy().becomeBad(random);
            deployment.proxy().becomeBad(random);
            pass(Duration.ofMillis(2_000 + random.nextInt(6_000)));
            deployment.proxy().heal();
            deployment.logProxy().heal();
        }
    },
    /** The last second of the append-only file is lost with it. */
    REDIS_KILLED(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.restartRedis();
        }
    },
    REDIS_WIPED(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.wipeRedis();
        }
    },
    BROKER_KILLED(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.restartBroker();
        }
    },
    GATEWAY_KILLED(Reach.SERVICES) {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.restartGateway();
        }
    },
    /** It answers at once, and always the same: no. */
    REDIS_REFUSES(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) {
            boolean memory = random.nextBoolean();
            deployment.configureRedis(memory ? "maxmemory" : "min-replicas-to-write", "1");
            pass(Duration.ofMillis(1_000 + random.nextInt(4_000)));
            deployment.configureRedis(memory ? "maxmemory" : "min-replicas-to-write", "0");
        }
    },
    /** It is there, and says nothing. */
    REDIS_SILENT(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.signalRedis(Signal.STOP);
            pass(Duration.ofMillis(1_000 + random.nextInt(6_000)));
            deployment.signalRedis(Signal.CONT);
        }
    },
    /** The disk of Redis has no room: what it was told it cannot write down, and it takes nothing more until there is room. */
    DISK_FULL(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) throws IOException {
            fill(deployment.disks().orElseThrow().redis(), random);
        }

        @Override
        boolean isPossible(Deployment deployment) {
            return deployment.disks().isPresent();
        }
    },
    /** The archive has no room for its files, half-way through one. */
    LAKE_DISK_FULL(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) throws IOException {
            fill(deployment.disks().orElseThrow().lake(), random);
        }

        @Override
        boolean isPossible(Deployment deployment) {
            return deployment.disks().isPresent();
        }
    },
    /** The broker dies of it, and is started again when there is room. */
    LOG_DISK_FULL(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) throws IOException {
            fill(deployment.disks().orElseThrow().log(), random);
            deployment.restartBroker();
        }

        @Override
        boolean isPossible(Deployment deployment) {
            return deployment.disks().isPresent();
        }
    },
    /** Between worker and Redis all is late, each time by something else, and some of it never comes. */
    NETWORK_BAD(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.proxy().becomeBad(random);
            pass(Duration.ofMillis(2_000 + random.nextInt(6_000)));
            deployment.proxy().heal();
        }
    },
    /** Disks take next to nothing for seconds, of Redis, the log and the lake, each in its own time: who writes waits, who does not goes on. */
    DISK_SLOW(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) throws IOException {
            Disks disks = deployment.disks().orElseThrow();
            for (int stops = 5 + random.nextInt(10); stops > 0; stops--) {
                List<SmallDisk> slow = new ArrayList<>(disks.all());
                Collections.shuffle(slow, random);
                holdUp(slow.subList(0, 1 + random.nextInt(slow.size())), Duration.ofMillis(200 + random.nextInt(800)));
                pass(Duration.ofMillis(random.nextInt(200)));
            }
        }

        @Override
        boolean isPossible(Deployment deployment) {
            return deployment.disks().isPresent();
        }
    },
    /** Broker and Redis stand still again and again, as on a machine that has too much to do, each in its own time. */
    STALLS(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) {
            for (int stops = 5 + random.nextInt(10); stops > 0; stops--) {
                boolean redisToo = random.nextBoolean();
                deployment.broker().freeze();
                if (redisToo) {
                    deployment.signalRedis(Signal.STOP);
                }
                pass(Duration.ofMillis(200 + random.nextInt(800)));
                if (redisToo) {
                    deployment.signalRedis(Signal.CONT);
                }
                deployment.broker().thaw();
                pass(Duration.ofMillis(random.nextInt(200)));
            }
        }
    },
    /** The gateway's clock steps by minutes while it runs, one way or the other, and back. */
    GATEWAY_CLOCK_STEPS(Reach.SERVICES) {
        @Override
        void strike(Deployment deployment, Random random) throws IOException {
            AnotherTime time = deployment.anotherTime();
            deployment.restartGateway(time.environment());
            step(time, random);
            deployment.restartGateway();
        }

        @Override
        boolean isPossible(Deployment deployment) {
            return AnotherTime.isPossible();
        }
    },
    /** The worker's clock does. */
    WORKER_CLOCK_STEPS(Reach.SERVICES) {
        @Override
        void strike(Deployment deployment, Random random) throws IOException {
            AnotherTime time = deployment.anotherTime();
            deployment.restartWorker(time.environment());
            step(time, random);
            deployment.restartWorker(Map.of());
        }

        @Override
        boolean isPossible(Deployment deployment) {
            return AnotherTime.isPossible();
        }
    },
    ARCHIVE_KILLED(Reach.SERVICES) {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.restartArchive();
        }
    },
    /** The archive commits every second: the broker goes away under it. */
    BROKER_KILLED_WHILE_ARCHIVING(Reach.OUTSIDE) {
        @Override
        void strike(Deployment deployment, Random random) throws IOException, InterruptedException {
            double commits = deployment.archiveMetric("rollcall_archive_commits_total");
            await().atMost(Deployment.PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreExceptions()
                    .until(() -> deployment.archiveMetric("rollcall_archive_commits_total") > commits);
            // The next commit has begun, or is about to.
            pass(Duration.ofMillis(700 + random.nextInt(600)));
            deployment.restartBroker();
        }
    },
    /** Both sides of what is known at once. */
    LAKE_AND_REDIS_KILLED(Reach.SERVICES) {
        @Override
        void strike(Deployment deployment, Random random) {
            deployment.killRedis();
            deployment.restartArchive();
            pass(Duration.ofMillis(random.nextInt(2_000)));
            deployment.startRedis();
        }
    };

    /** Whom it ends. */
    private enum Reach {
        /** Processes of ours. */
        SERVICES,
        /** Only what they work with. */
        OUTSIDE
    }

    private final Reach reach;

    Fault(Reach reach) {
        this.reach = reach;
    }

    abstract void strike(Deployment deployment, Random random) throws IOException, InterruptedException;

    /** Whether processes of ours end by it, and cannot show whether they grow. */
    boolean endsServices() {
        return reach == Reach.SERVICES;
    }

    /** Whether this machine can do that. */
    boolean isPossible(Deployment deployment) {
        return true;
    }

    private static void fill(SmallDisk disk, Random random) throws IOException {
        disk.fillUpTo(0);
        pass(Duration.ofMillis(1_500 + random.nextInt(4_000)));
        disk.makeRoom();
    }

    private static void holdUp(List<SmallDisk> disks, Duration time) throws IOException {
        List<SmallDisk> held = new ArrayList<>();
        try {
            for (SmallDisk disk : disks) {
                disk.holdUp();
                held.add(disk);
            }
            pass(time);
        } finally {
            for (SmallDisk disk : held) {
                disk.letGo();
            }
        }
    }

    private static void step(AnotherTime time, Random random) throws IOException {
        pass(Duration.ofMillis(5_000 + random.nextInt(3_000)));
        time.stepTo((30 + random.nextInt(90)) * (random.nextBoolean() ? 1 : -1));
        pass(Duration.ofMillis(3_000 + random.nextInt(4_000)));
        time.stepTo(0);
        pass(Duration.ofMillis(1_000 + random.nextInt(2_000)));
    }

    /** Lets time go by with the fault in place. */
    static void pass(Duration time) {
        Instant end = Instant.now().plus(time);
        await().atMost(time.plusSeconds(30)).until(() -> Instant.now().isAfter(end));
    }
}
