package io.rollcall.rollup;

class InstalledRestoreAndEraseTest extends RestoreAndEraseTest {
    InstalledRestoreAndEraseTest() {
        super(TestedRedis.INSTALLED);
    }
}
