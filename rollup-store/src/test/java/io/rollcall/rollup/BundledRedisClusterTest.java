package io.rollcall.rollup;

class BundledRedisClusterTest extends RedisClusterTest {
    BundledRedisClusterTest() {
        super(TestedRedis.BUNDLED);
    }
}
