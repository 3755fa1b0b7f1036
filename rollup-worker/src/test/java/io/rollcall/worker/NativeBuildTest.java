package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/**
 * What a native worker needs to be told when it is built. The executable itself is tried by WorkerSmokeIT, on a machine that
 * can build one; without this setting it starts, counts, and cannot read the first record that is compressed with snappy.
 */
class NativeBuildTest {
    private static final String SNAPPY = "quarkus.kafka.snappy.enabled";

    @Test
    void theNativeWorkerCarriesSnappy() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
        XPath path = XPathFactory.newInstance().newXPath();
        String ofTheProfile = "/project/profiles/profile[id='native']/properties/*[name()='%s']";
        assertThat(path.evaluate(ofTheProfile.formatted(SNAPPY), pom)).isEqualTo("true");
        assertThat(path.evaluate(ofTheProfile.formatted("quarkus.native.enabled"), pom))
                .isEqualTo("true");
    }

    /** There Kafka finds it by itself, and the setting would have all workers of a machine write one file under each other. */
    @Test
    void theWorkerOnTheJvmDoesNotLoadSnappyTwice() throws IOException {
        Properties defaults = new Properties();
        try (Reader file = Files.newBufferedReader(
                Path.of("src", "main", "resources", "META-INF", "microprofile-config.properties"))) {
            defaults.load(file);
        }
        assertThat(defaults)
                .containsKey("mp.messaging.incoming.app-events.topic")
                .doesNotContainKey(SNAPPY);
    }
}
