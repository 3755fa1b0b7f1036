package io.rollcall.rollup;

class BundledRollupWriterTest extends RollupWriterTest {
    BundledRollupWriterTest() {
        super(TestedRedis.BUNDLED);
    }
}
