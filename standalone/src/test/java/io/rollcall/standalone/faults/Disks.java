package io.rollcall.standalone.faults;

import io.rollcall.standalone.SmallDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Disks of their own for Redis, the log and the lake, each of which may be filled or held up. */
record Disks(SmallDisk redis, SmallDisk log, SmallDisk lake) implements AutoCloseable {
    /** What a run begins with, and what its events take in the worst case. */
    private static final long ROOM_MIB = 512;

    private static final long REDIS_MIB = 256;

    private static final long ROOM_A_MINUTE_MIB = 16;

    /** The disks, or none where they cannot be mounted: only root can, and not everywhere. */
    static Optional<Disks> tryMount(Path directory, Duration run) throws IOException {
        long sizeMib = ROOM_MIB + ROOM_A_MINUTE_MIB * run.toMinutes();
        Optional<SmallDisk> redis = SmallDisk.tryFormat(directory.resolve("disk-of-redis"), REDIS_MIB);
        return redis.isPresent()
                ? Optional.of(new Disks(
                        redis.get(),
                        SmallDisk.tryFormat(directory.resolve("disk-of-log"), sizeMib)
                                .orElseThrow(),
                        SmallDisk.tryFormat(directory.resolve("disk-of-lake"), sizeMib)
                                .orElseThrow()))
                : Optional.empty();
    }

    List<SmallDisk> all() {
        return List.of(redis, log, lake);
    }

    @Override
    public void close() throws IOException {
        redis.close();
        log.close();
        lake.close();
    }
}
