package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import io.rollcall.access.ClosedLabels;
import io.vertx.ext.web.Router;
import jakarta.ws.rs.HttpMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /q/openapi} has every address under {@code /v1} that the program answers at, with its method, and no other. */
class DescribedAddressesIT {
    private static final String VERSION = "/v1/";

    /** Answered before the resources are looked at, by the gateway's own routes. */
    private static final List<String> ROUTED = List.of(
            "GET /v1/catalogue",
            "POST /v1/events",
            "POST /v1/batch",
            "POST /v1/track",
            "POST /v1/identify",
            "POST /v1/page",
            "POST /v1/screen",
            "GET /v1/events/recent",
            "GET /v1/rejected",
            "POST /v1/rejected/replays");

    private static final JavaClasses ROLLCALL = ProductionClasses.all();

    @Test
    void everyAddressIsDescribedAndEveryDescribedOneIsThere(@TempDir Path directory) throws Exception {
        try (RunningRollcall running = RunningRollcall.up(directory.resolve("data"))) {
            assertThat(described(running.get("/q/openapi?format=json").body()))
                    .isEqualTo(
                            Stream.concat(resources(), ROUTED.stream()).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @Test
    void noOtherClassTakesAddressesFromTheRouter() {
        assertThat(ROLLCALL.stream()
                        .filter(type -> type.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Router.class)))
                        .map(JavaClass::getSimpleName))
                .as(
                        "whose addresses are not found by their annotations: of the gateway, the catalogue, the page, the client of pages, and"
                                + " refusals of everything")
                .containsExactlyInAnyOrder(
                        "BrowserClient",
                        "CatalogueEndpoint",
                        "EventsEndpoint",
                        "HostlessRequests",
                        "PageRoutes",
                        "ReadingRoutes",
                        "Stopping");
    }

    @Test
    void everyAddressHasSeriesOfItsOwn() {
        assertThat(Stream.concat(resources(), ROUTED.stream()).map(one -> one.substring(one.indexOf(' ') + 1)))
                .containsOnly(ClosedLabels.ADDRESSES.toArray(String[]::new));
    }

    private static Stream<String> resources() {
        return ROLLCALL.stream()
                .filter(type -> type.isAnnotatedWith(jakarta.ws.rs.Path.class))
                .flatMap(type -> type.getAllMethods().stream()
                        .flatMap(method -> verbs(method).map(verb -> verb + " " + address(type, method))));
    }

    /** But for HEAD, which answers wherever GET does. */
    private static Stream<String> verbs(JavaMethod method) {
        return method.getAnnotations().stream()
                .map(annotation -> annotation.getRawType())
                .filter(type -> type.isAnnotatedWith(HttpMethod.class))
                .map(type -> type.getAnnotationOfType(HttpMethod.class).value())
                .filter(verb -> !verb.equals(HttpMethod.HEAD));
    }

    private static String address(JavaClass resource, JavaMethod method) {
        return Stream.<HasAnnotations<?>>of(resource, method)
                .flatMap(DescribedAddressesIT::path)
                .collect(Collectors.joining("/", "/", ""));
    }

    private static Stream<String> path(HasAnnotations<?> element) {
        return element.isAnnotatedWith(jakarta.ws.rs.Path.class)
                ? Stream.of(element.tryGetAnnotationOfType(jakarta.ws.rs.Path.class)
                        .orElseThrow()
                        .value()
                        .replaceAll("^/|/$", ""))
                : Stream.empty();
    }

    private static Set<String> described(String openApi) throws Exception {
        JsonNode paths = new ObjectMapper().readTree(openApi).path("paths");
        Set<String> described = new TreeSet<>();
        paths.fieldNames().forEachRemaining(path -> {
            if (path.startsWith(VERSION)) {
                paths.path(path).fieldNames().forEachRemaining(verb -> {
                    if (!verb.equals("parameters")) {
                        described.add(verb.toUpperCase(Locale.ROOT) + " " + path);
                    }
                });
            }
        });
        return described;
    }
}
