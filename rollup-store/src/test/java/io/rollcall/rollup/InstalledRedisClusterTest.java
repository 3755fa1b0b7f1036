package io.rollcall.rollup;

class InstalledRedisClusterTest extends RedisClusterTest {
    InstalledRedisClusterTest() {
        super(TestedRedis.INSTALLED);
    }
}
