package io.rollcall.rollup;

class BundledRestoreAndEraseTest extends RestoreAndEraseTest {
    BundledRestoreAndEraseTest() {
        super(TestedRedis.BUNDLED);
    }
}
