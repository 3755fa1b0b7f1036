package io.rollcall.rollup;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rollcall.embedded.RedisBinary;
import java.nio.file.Path;
import java.util.Optional;

/** The servers that the traps are tried on. */
enum TestedRedis {
    /** Redis 6.2, which comes along. */
    BUNDLED {
        @Override
        RedisBinary binary(Path directory) {
            return RedisBinary.bundled(directory);
        }
    },
    /** Whatever the machine has; without one the test is skipped. */
    INSTALLED {
        @Override
        RedisBinary binary(Path directory) {
            Optional<RedisBinary> installed = RedisBinary.installed();
            assumeTrue(installed.isPresent(), "skipped: no redis-server or valkey-server is on the PATH");
            return installed.orElseThrow();
        }
    };

    abstract RedisBinary binary(Path directory);
}
