package io.rollcall.rollup;

class InstalledActiveNowTest extends ActiveNowTest {
    InstalledActiveNowTest() {
        super(TestedRedis.INSTALLED);
    }
}
