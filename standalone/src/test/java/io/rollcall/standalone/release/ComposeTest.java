package io.rollcall.standalone.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The services of deploy/compose are the images of the archives, told what they know, and hardened alike. */
class ComposeTest {
    private static final Path DIRECTORY = Archive.ROOT.resolve("deploy").resolve("compose");

    static List<Archive> services() {
        return Archive.SERVICES;
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceIsBuiltOfItsArchiveAndAskedByItsScript(Archive archive) throws IOException {
        JsonNode service = service(archive.module());
        assertThat(service.path("image").asText()).isEqualTo("rollcall/" + archive.module() + ":" + Archive.version());
        Path context = DIRECTORY.resolve(service.at("/build/context").asText()).normalize();
        assertThat(context).isEqualTo(Archive.ROOT.resolve(archive.module()).resolve("target"));
        Path dockerfile =
                context.resolve(service.at("/build/dockerfile").asText()).normalize();
        assertThat(dockerfile).isRegularFile().hasFileName(archive.module() + ".Dockerfile");
        assertThat(texts(service.at("/healthcheck/test")))
                .containsExactly("CMD", "/opt/rollcall/" + archive.module() + "/bin/ready");
        String port = new ArchivedSettings(archive.module()).port();
        assertThat(texts(service.path("ports")))
                .allMatch(published -> published.matches("(127\\.0\\.0\\.1:)?" + port + ":" + port));
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceHasNoRightAndWritesNowhereElse(Archive archive) throws IOException {
        JsonNode service = service(archive.module());
        assertThat(service.path("read_only").asBoolean()).isTrue();
        // Docker's own tmpfs is noexec, and native code is loaded from there.
        assertThat(texts(service.path("tmpfs"))).containsExactly("/tmp:exec");
        assertThat(texts(service.path("cap_drop"))).containsExactly("ALL");
        assertThat(texts(service.path("security_opt"))).containsExactly("no-new-privileges:true");
        assertThat(service.has("privileged")).isFalse();
        assertThat(service.path("mem_limit").asText()).matches("\\dg");
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyVariableIsASettingAndEveryKeyHasToBeGiven(Archive archive) throws IOException {
        SettingsReference reference = SettingsReference.read();
        Map<String, String> keys = EnvironmentFile.read(DIRECTORY.resolve("keys.env.example"));
        Set<String> given = new HashSet<>();
        service(archive.module()).path("environment").properties().forEach(variable -> {
            assertThat(reference.knowsVariable(variable.getKey()))
                    .as(variable.getKey())
                    .isTrue();
            if (variable.getValue().asText().startsWith("${")) {
                assertThat(variable.getValue().asText()).startsWith("${" + variable.getKey() + ":?");
                given.add(variable.getKey());
            }
        });
        assertThat(given).isEqualTo(keys.keySet());
        assertThat(keys.values()).allMatch(String::isEmpty);
    }

    /** What is named exists here, and everything from elsewhere has a version. */
    @Test
    void namesAreThoseOfTheFile() throws IOException {
        JsonNode services = compose().path("services");
        List<String> volumes = names(compose().path("volumes"));
        for (String name : names(services)) {
            JsonNode service = services.path(name);
            assertThat(service.path("image").asText()).matches("[a-z0-9/-]+:v?[0-9][A-Za-z0-9.-]*");
            assertThat(names(services)).containsAll(names(service.path("depends_on")));
            for (String volume : texts(service.path("volumes"))) {
                String source = volume.split(":", 2)[0];
                assertThat(source.startsWith(".") ? Files.exists(DIRECTORY.resolve(source)) : volumes.contains(source))
                        .as(volume)
                        .isTrue();
            }
        }
        assertThat(names(services))
                .containsAll(services().stream().map(Archive::module).toList());
    }

    @Test
    void redisKeepsWhatItIsGiven() throws IOException {
        assertThat(String.join(" ", texts(service("redis").path("command"))))
                .contains("--appendonly yes", "--maxmemory-policy noeviction");
    }

    /** The same jobs as in the example beside the alarms, which know them by name, at the addresses of this file. */
    @Test
    void prometheusAsksTheFourServicesByTheNamesThatTheAlarmsKnow() throws IOException {
        Map<String, String> targets = targets(DIRECTORY.resolve("prometheus.yml"));
        assertThat(targets.keySet())
                .isEqualTo(targets(Archive.ROOT.resolve("deploy/prometheus/prometheus.yml"))
                        .keySet());
        assertThat(targets.values())
                .containsExactlyInAnyOrderElementsOf(services().stream()
                        .map(service -> service.module() + ":" + new ArchivedSettings(service.module()).port())
                        .toList());
    }

    private static Map<String, String> targets(Path file) throws IOException {
        List<JsonNode> jobs = new ArrayList<>();
        Yaml.documents(file).get(0).path("scrape_configs").forEach(jobs::add);
        assertThat(jobs).allMatch(job -> job.path("metrics_path").asText().equals("/q/metrics"));
        return jobs.stream()
                .collect(Collectors.toMap(
                        job -> job.path("job_name").asText(),
                        job -> job.at("/static_configs/0/targets/0").asText()));
    }

    private static JsonNode service(String name) throws IOException {
        JsonNode service = compose().path("services").path(name);
        assertThat(service.isObject()).as(name).isTrue();
        return service;
    }

    private static JsonNode compose() throws IOException {
        return Yaml.documents(DIRECTORY.resolve("compose.yaml")).get(0);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
