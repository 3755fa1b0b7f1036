package io.rollcall.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedRedisTest {
    @TempDir
    Path dataDir;

    @Test
    void dataAreThereAfterACleanStop() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(dataDir)) {
            assertThat(RedisConnection.ask(redis.port(), "SET kept 1")).isEqualTo("+OK");
        }
        assertThat(dataDir.resolve("redis.pid")).doesNotExist();
        assertThatKeyIsThere();
    }

    /** Redis refuses SHUTDOWN while it writes its first append-only file. */
    @Test
    void aStopThatIsRefusedForAMomentIsAskedForAgain() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(dataDir)) {
            RedisConnection.ask(redis.port(), "SET kept 1");
            RedisConnection.ask(redis.port(), "CONFIG SET appendonly no");
            RedisConnection.ask(redis.port(), "CONFIG SET appendonly yes");
        }
        assertThat(dataDir.resolve("redis.pid")).doesNotExist();
        assertThatKeyIsThere();
    }

    @Test
    void dataAreThereAfterAKill() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(dataDir)) {
            RedisConnection.ask(redis.port(), "SET kept 1");
            redis.kill();
        }
        assertThatKeyIsThere();
    }

    @Test
    void anOrphanIsStoppedBeforeTheNextStart() throws IOException {
        EmbeddedRedis orphan = EmbeddedRedis.start(dataDir);
        RedisConnection.ask(orphan.port(), "SET kept 1");
        try (EmbeddedRedis redis = EmbeddedRedis.start(dataDir)) {
            assertThat(ProcessHandle.of(orphan.pid()).filter(ProcessHandle::isAlive))
                    .isEmpty();
            assertThat(redis.pid()).isNotEqualTo(orphan.pid());
            assertThat(RedisConnection.ask(redis.port(), "EXISTS kept")).isEqualTo(":1");
        }
    }

    @Test
    void aServerOfACopiedDirectoryIsNoOrphanOfTheCopy() throws IOException {
        Path copy = Files.createDirectory(dataDir.resolve("copy"));
        try (EmbeddedRedis redis = EmbeddedRedis.start(dataDir.resolve("original"))) {
            Path pidFile = copy.resolve("redis.pid");
            Files.writeString(pidFile, redis.pid() + "\n");
            assertThat(OrphanedRedis.find(copy, pidFile)).isEmpty();
            assertThat(OrphanedRedis.find(dataDir.resolve("original"), pidFile)).isPresent();
        }
    }

    @Test
    void aReusedProcessIdIsNoOrphan() throws IOException {
        Path pidFile = dataDir.resolve("redis.pid");
        try (EmbeddedRedis redis = EmbeddedRedis.start(dataDir)) {
            assertThat(OrphanedRedis.find(dataDir, pidFile))
                    .map(ProcessHandle::pid)
                    .contains(redis.pid());
            Instant started = ProcessHandle.of(redis.pid())
                    .orElseThrow()
                    .info()
                    .startInstant()
                    .orElseThrow();
            Files.setLastModifiedTime(pidFile, FileTime.from(started.minusSeconds(60)));
            assertThat(OrphanedRedis.find(dataDir, pidFile)).isEmpty();
            Files.writeString(pidFile, Long.toString(ProcessHandle.current().pid()));
            assertThat(OrphanedRedis.find(dataDir, pidFile)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*3\r\n$3\r\nSET\r\n$4\r\ntail\r\n$1",
                "*1\r\n$5\r\nMULTI\r\n*3\r\n$3\r\nSET\r\n$4\r\ntail\r\n$1\r\n1\r\n"
            })
    void aDamagedTailIsCutAndDoesNotComeBackAtTheSecondRestart(String damage) throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(dataDir)) {
            RedisConnection.ask(redis.port(), "SET kept 1");
            redis.kill();
        }
        Files.writeString(appendOnlyFile(), damage, UTF_8, StandardOpenOption.APPEND);
        try (EmbeddedRedis redis = EmbeddedRedis.start(dataDir)) {
            assertThat(RedisConnection.ask(redis.port(), "EXISTS tail")).isEqualTo(":0");
            RedisConnection.ask(redis.port(), "SET later 1");
        }
        try (EmbeddedRedis redis = EmbeddedRedis.start(dataDir)) {
            assertThat(RedisConnection.ask(redis.port(), "EXISTS kept later")).isEqualTo(":2");
            assertThat(RedisConnection.ask(redis.port(), "EXISTS tail")).isEqualTo(":0");
        }
    }

    @Test
    void aTakenPortIsNamed() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(dataDir.resolve("first"))) {
            assertThatThrownBy(() -> EmbeddedRedis.start(dataDir.resolve("second"), redis.port()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + redis.port());
        }
    }

    @Test
    void anAppendOnlyFileBeyondRepairIsNotStartedOn() throws IOException {
        Files.createDirectories(dataDir.resolve("appendonly.aof").resolve("not-a-file"));
        assertThatThrownBy(() -> EmbeddedRedis.start(dataDir))
                .hasMessageContaining(dataDir.toString())
                .hasMessageContaining("Move it aside");
    }

    @Test
    void killWaitsUntilTheServerIsGone() {
        EmbeddedRedis redis = EmbeddedRedis.start(dataDir);
        ProcessHandle process = ProcessHandle.of(redis.pid()).orElseThrow();
        redis.kill();
        assertThat(process.onExit()).succeedsWithin(1, TimeUnit.SECONDS);
    }

    @Test
    void theFirstServerOnTheSearchPathIsTaken() throws IOException {
        Path second = Files.createDirectory(dataDir.resolve("second"));
        Path server = Files.createFile(second.resolve("valkey-server"));
        assertThat(RedisBinary.installed(dataDir.resolve("first") + ":" + second))
                .isEmpty();
        assertThat(server.toFile().setExecutable(true)).isTrue();
        assertThat(RedisBinary.installed(dataDir.resolve("first") + ":" + second))
                .contains(server);
        assertThat(RedisBinary.installed(null)).isEmpty();
    }

    @Test
    void theCheckerOfAValkeyIsCalledAsValkeyNamesIt() throws IOException {
        Path valkey = Files.createFile(dataDir.resolve("valkey-server"));
        Path redis = Files.createFile(dataDir.resolve("redis-server"));
        assertThat(new RedisBinary(valkey, false).checker(dataDir).getFileName())
                .hasToString("valkey-check-aof");
        assertThat(new RedisBinary(redis, false).checker(dataDir).getFileName()).hasToString("redis-check-aof");
    }

    @Test
    void theBundledServerDoesNotStartEmptyBesideTheDataOfANewerOne() throws IOException {
        Files.createDirectories(dataDir.resolve("appendonlydir"));
        RedisBinary bundled = new RedisBinary(dataDir.resolve("redis-server"), true);
        assertThatThrownBy(() -> AppendOnlyFile.repair(dataDir, bundled)).hasMessageContaining("Redis 7");
    }

    private void assertThatKeyIsThere() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(dataDir)) {
            assertThat(RedisConnection.ask(redis.port(), "EXISTS kept")).isEqualTo(":1");
        }
    }

    /** The last increment of a multi-part file, or the one file of Redis 6.2. */
    private Path appendOnlyFile() throws IOException {
        try (Stream<Path> files = Files.walk(dataDir)) {
            return files.filter(file -> file.toString().endsWith("appendonly.aof")
                            || file.toString().endsWith(".incr.aof"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }
}
