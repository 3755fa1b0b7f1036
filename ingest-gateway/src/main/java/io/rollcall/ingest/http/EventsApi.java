package io.rollcall.ingest.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import io.smallrye.openapi.api.util.MergeUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * Adds {@code POST /v1/events} to the API's description: a Vert.x route has no annotations to read, and a plain
 * {@code META-INF/openapi.yaml} would be lost where another service of the same process has one. At the start and not
 * while the application is built, because a gateway that runs alone has no description then to add anything to.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public final class EventsApi implements OASFilter {
    private static final String FRAGMENT = "events-api.yaml";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        try (InputStream yaml = EventsApi.class.getResourceAsStream(FRAGMENT)) {
            if (yaml == null) {
                throw new IllegalStateException(FRAGMENT + " is missing from the jar of ingest-gateway");
            }
            MergeUtil.merge(api, read(yaml));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + FRAGMENT, unreadable);
        }
    }

    private static OpenAPI read(InputStream yaml) {
        return SmallRyeOpenAPI.builder()
                .enableModelReader(false)
                .enableStandardStaticFiles(false)
                .enableAnnotationScan(false)
                .enableStandardFilter(false)
                .withCustomStaticFile(() -> yaml)
                .build()
                .model();
    }
}
