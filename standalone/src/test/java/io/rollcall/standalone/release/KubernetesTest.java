package io.rollcall.standalone.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests of deploy/kubernetes say nothing that Kubernetes or the code does not know. */
class KubernetesTest {
    static final Path DIRECTORY = Archive.ROOT.resolve("deploy").resolve("kubernetes");

    private static final Map<String, Class<?>> KINDS = Map.of(
            "Namespace", Namespace.class,
            "Service", Service.class,
            "Deployment", Deployment.class,
            "StatefulSet", StatefulSet.class,
            "HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
            "NetworkPolicy", NetworkPolicy.class,
            "PodDisruptionBudget", PodDisruptionBudget.class);

    private static final String NAME = "app.kubernetes.io/name";
    private static final Pattern ENDPOINT = Pattern.compile("/q/health/(live|ready)");

    @TempDir
    Path dir = Path.of("");

    static List<JsonNode> objects() throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        for (JsonNode file : kustomization().path("resources")) {
            objects.addAll(Yaml.documents(DIRECTORY.resolve(file.asText())));
        }
        return objects;
    }

    static List<Archive> services() {
        return Archive.SERVICES;
    }

    @Test
    void everyFileIsAResourceOfTheKustomization() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            Set<String> manifests = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml"))
                    .collect(Collectors.toSet());
            assertThat(texts(kustomization().path("resources"))).containsExactlyInAnyOrderElementsOf(manifests);
        }
    }

    /** The classes are those of Kubernetes' own description of its API. */
    @ParameterizedTest
    @MethodSource("objects")
    void everyFieldIsOneOfTheApi(JsonNode object) throws IOException {
        assertThat(KINDS).containsKey(object.path("kind").asText());
        Yaml.strictly(object, KINDS.getOrDefault(object.path("kind").asText(), Object.class));
    }

    @Test
    void aFieldThatTheApiDoesNotHaveIsFound() throws IOException {
        ObjectNode misspelt = of("Deployment", "ingest-gateway").deepCopy();
        ((ObjectNode) misspelt.at("/spec/template/spec/containers/0")).put("readynessProbe", "");
        assertThatThrownBy(() -> Yaml.strictly(misspelt, Deployment.class))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("readynessProbe");
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceListensWhereItsArchiveSaysAndIsAskedWhatExists(Archive service) throws IOException {
        Container container = container(service);
        assertThat(container.getImage()).isEqualTo("rollcall/" + service.module());
        assertThat(container.getPorts()).extracting(ContainerPort::getName).containsExactly("http");
        String port = new ArchivedSettings(service.module()).port();
        assertThat(container.getPorts().get(0).getContainerPort()).hasToString(port);
        assertThat(List.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe()))
                .allSatisfy(KubernetesTest::isAsked);
        Service address = Yaml.strictly(of("Service", service.module()), Service.class);
        assertThat(address.getSpec().getPorts()).allSatisfy(open -> {
            assertThat(open.getPort()).hasToString(port);
            assertThat(open.getTargetPort().getStrVal()).isEqualTo("http");
        });
    }

    private static void isAsked(Probe probe) {
        assertThat(probe.getHttpGet().getPath()).matches(ENDPOINT);
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http");
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceHasNoRightAndWritesNowhereElse(Archive service) throws IOException {
        PodSpec pod = pod(service);
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10_001);
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(30);
        Container container = container(service);
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getResources().getRequests()).containsOnlyKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).containsOnlyKeys("memory");
        List<String> mounts = container.getVolumeMounts().stream()
                .map(VolumeMount::getMountPath)
                .toList();
        boolean hasTheLake = Set.of("lakehouse", "query-api").contains(service.module());
        assertThat(mounts)
                .containsExactlyElementsOf(hasTheLake ? List.of("/tmp", "/var/lib/rollcall") : List.of("/tmp"));
    }

    /** The claim is named by the template, the set and the number of its one pod. */
    @Test
    void theQueryApiReadsTheDiskOfTheLakehouse() throws IOException {
        StatefulSet lakehouse = Yaml.strictly(of("StatefulSet", "lakehouse"), StatefulSet.class);
        assertThat(lakehouse.getSpec().getReplicas()).isEqualTo(1);
        PersistentVolumeClaim claim =
                lakehouse.getSpec().getVolumeClaimTemplates().get(0);
        assertThat(of("Deployment", "query-api").findValuesAsText("claimName"))
                .containsExactly(claim.getMetadata().getName() + "-lakehouse-0");
        assertThat(settings().get("ROLLCALL_LAKE_DIRECTORY")).startsWith("/var/lib/rollcall/");
    }

    @Test
    void whatSelectsPodsSelectsSome() throws IOException {
        Set<String> names = services().stream().map(Archive::module).collect(Collectors.toSet());
        List<String> selected = objects().stream()
                .flatMap(object -> object.findValues("matchLabels").stream())
                .flatMap(labels -> Optional.ofNullable(labels.get(NAME)).stream())
                .map(JsonNode::asText)
                .toList();
        assertThat(selected).isNotEmpty().isSubsetOf(names);
        for (JsonNode object : objects()) {
            if (object.path("kind").asText().equals("Service")) {
                assertThat(names)
                        .contains(object.at("/spec/selector").path(NAME).asText());
            }
            object.findValues("scaleTargetRef").forEach(KubernetesTest::isThere);
        }
    }

    private static void isThere(JsonNode target) {
        assertThat(List.of(target))
                .allSatisfy(named -> assertThat(of(
                                        named.path("kind").asText(),
                                        named.path("name").asText())
                                .path("apiVersion")
                                .asText())
                        .isEqualTo(named.path("apiVersion").asText()));
    }

    @Test
    void everyVariableIsASettingAndNoKeyIsWritten() throws IOException {
        SettingsReference reference = SettingsReference.read();
        Map<String, String> keys = EnvironmentFile.read(DIRECTORY.resolve("keys.env.example"));
        assertThat(settings().keySet()).isNotEmpty().allMatch(reference::knowsVariable);
        assertThat(keys.keySet()).isNotEmpty().allMatch(reference::knowsVariable);
        assertThat(keys.values()).allMatch(String::isEmpty);
        assertThat(settings().keySet()).noneMatch(name -> name.matches(".*(SECRET|TOKEN|KEYS|PASSWORD).*"));
        assertThat(texts(kustomization().at("/configMapGenerator/0/envs"))).containsExactly("settings.env");
        assertThat(texts(kustomization().at("/secretGenerator/0/envs"))).containsExactly("keys.env");
        for (Archive service : services()) {
            JsonNode from = of(kindOf(service), service.module()).at("/spec/template/spec/containers/0/envFrom");
            assertThat(from.at("/0/configMapRef/name"))
                    .isEqualTo(kustomization().at("/configMapGenerator/0/name"));
            assertThat(from.at("/1/secretRef/name")).isEqualTo(kustomization().at("/secretGenerator/0/name"));
        }
    }

    @Test
    void aVariableThatIsNoSettingIsFound() throws IOException {
        SettingsReference reference = SettingsReference.read();
        assertThat(reference.knowsVariable("ROLLCALL_ADMIN_KEYS_OPERATOR")).isTrue();
        assertThat(reference.knowsVariable("QUARKUS_REDIS_HOSTS")).isTrue();
        assertThat(reference.knowsVariable("ROLLCALL_ADMIN_KEY_OPERATOR")).isFalse();
        assertThat(reference.knowsVariable("ROLLCALL_TOPICS_PARTITION")).isFalse();
    }

    @Test
    void everyImageHasTheVersionOfTheBuild() throws IOException {
        String version = Archive.version();
        List<JsonNode> images = new ArrayList<>();
        kustomization().path("images").forEach(images::add);
        assertThat(images)
                .extracting(image -> image.path("name").asText())
                .containsExactlyElementsOf(services().stream()
                        .map(service -> "rollcall/" + service.module())
                        .toList());
        assertThat(images).allMatch(image -> image.path("newTag").asText().equals(version));
    }

    /** The group of the workers commits nothing: a trigger that asks Kafka for its lag would see the whole log, always. */
    @Test
    void workersAreScaledByWhatTheySayThemselves() throws IOException {
        JsonNode scaled = Yaml.documents(DIRECTORY.resolve("keda/scaled-object.yaml"))
                .get(0)
                .path("spec");
        isThere(scaled.path("scaleTargetRef"));
        assertThat(scaled.path("triggers"))
                .hasSize(1)
                .allMatch(trigger -> trigger.path("type").asText().equals("prometheus"));
        assertThat(scaled.path("maxReplicaCount").asText()).isEqualTo(settings().get("ROLLCALL_TOPICS_PARTITIONS"));
        String metrics = Files.readString(Archive.ROOT.resolve("docs/reference/prometheus.md"));
        assertThat(metrics).contains("`" + lagMetric() + "`");
    }

    /** The metric by which KEDA scales; {@link ArchivesIT} looks for it on a worker's page. */
    static String lagMetric() throws IOException {
        String query = Yaml.documents(DIRECTORY.resolve("keda/scaled-object.yaml"))
                .get(0)
                .at("/spec/triggers/0/metadata/query")
                .asText();
        return query.replaceAll(".*\\b(rollcall_[a-z_]+).*", "$1");
    }

    @Test
    void kustomizeRendersItWithAndWithoutKeda() throws Exception {
        assumeTrue(isInstalled("kubectl"), "kubectl is not on the PATH: the manifests are not rendered");
        Path copy = dir.resolve("kubernetes");
        Files.createDirectories(copy.resolve("keda"));
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(DIRECTORY.relativize(file).toString()));
            }
        }
        Files.deleteIfExists(copy.resolve("keys.env"));
        Files.copy(copy.resolve("keys.env.example"), copy.resolve("keys.env"));
        assertThat(rendered(copy)).hasSize(objects().size() + 2);
        Path file = copy.resolve("kustomization.yaml");
        Files.writeString(file, Files.readString(file).replace("# components:\n#   - keda", "components:\n  - keda"));
        assertThat(rendered(copy)).hasSize(objects().size() + 3);
    }

    private List<JsonNode> rendered(Path directory) throws Exception {
        Path output = dir.resolve("rendered.yaml");
        Process kustomize = new ProcessBuilder("kubectl", "kustomize", directory.toString())
                .redirectOutput(output.toFile())
                .start();
        String said = new String(kustomize.getErrorStream().readAllBytes(), UTF_8);
        assertThat(kustomize.waitFor()).as(said).isZero();
        List<JsonNode> objects = Yaml.documents(output);
        assertThat(objects)
                .filteredOn(object -> !object.path("kind").asText().equals("Namespace"))
                .allMatch(object -> object.at("/metadata/namespace").asText().equals("rollcall"));
        return objects;
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static Map<String, String> settings() throws IOException {
        return new TreeMap<>(EnvironmentFile.read(DIRECTORY.resolve("settings.env")));
    }

    private static Container container(Archive service) throws IOException {
        List<Container> containers = pod(service).getContainers();
        assertThat(containers).hasSize(1);
        return containers.get(0);
    }

    private static PodSpec pod(Archive service) throws IOException {
        return Yaml.strictly(of(kindOf(service), service.module()).at("/spec/template/spec"), PodSpec.class);
    }

    private static String kindOf(Archive service) {
        return service.module().equals("lakehouse") ? "StatefulSet" : "Deployment";
    }

    private static JsonNode of(String kind, String name) {
        try {
            return objects().stream()
                    .filter(object -> object.path("kind").asText().equals(kind))
                    .filter(object -> object.at("/metadata/name").asText().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode kustomization() throws IOException {
        return Yaml.documents(DIRECTORY.resolve("kustomization.yaml")).get(0);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
