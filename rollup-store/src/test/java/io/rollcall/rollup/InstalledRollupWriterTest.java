package io.rollcall.rollup;

class InstalledRollupWriterTest extends RollupWriterTest {
    InstalledRollupWriterTest() {
        super(TestedRedis.INSTALLED);
    }
}
