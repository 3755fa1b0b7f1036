package io.rollcall.ingest.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.rollcall.access.description.DescriptionFile;
import io.smallrye.openapi.api.util.MergeUtil;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * Adds {@code POST /v1/events} to the API's description: a Vert.x route has no annotations to read. At the start and not
 * while the application is built, because a gateway that runs alone has no description then to add anything to.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public final class EventsApi implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI api) {
        MergeUtil.merge(api, DescriptionFile.read(EventsApi.class, "events-api.yaml"));
    }
}
