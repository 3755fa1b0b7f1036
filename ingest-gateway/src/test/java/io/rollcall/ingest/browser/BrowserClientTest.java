package io.rollcall.ingest.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class BrowserClientTest {
    private static final int FOUR_KIB = 4 << 10;

    private final BrowserClient client = new BrowserClient();

    @Test
    void aPageLoadsAtMostFourKib() {
        assertThat(client.script().packed().getBytes()).hasSizeLessThanOrEqualTo(FOUR_KIB);
    }

    @Test
    void whatIsPackedIsTheSourceAsItIsRead() throws IOException {
        try (GZIPInputStream packed = new GZIPInputStream(
                new ByteArrayInputStream(client.script().packed().getBytes()))) {
            assertThat(packed.readAllBytes()).isEqualTo(client.script().plain().getBytes());
        }
    }

    @Test
    void theClientNeedsNoOther() {
        assertThat(new String(client.script().plain().getBytes(), UTF_8))
                .doesNotContain("import ", "require(", "importScripts", "eval(");
    }
}
