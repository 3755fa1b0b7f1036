package io.rollcall.rollup;

class BundledActiveNowTest extends ActiveNowTest {
    BundledActiveNowTest() {
        super(TestedRedis.BUNDLED);
    }
}
