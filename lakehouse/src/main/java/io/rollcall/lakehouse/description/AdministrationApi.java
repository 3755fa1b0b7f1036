package io.rollcall.lakehouse.description;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.rollcall.access.description.DescriptionFile;
import io.smallrye.openapi.api.util.MergeUtil;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** Describes what administrators ask for. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class AdministrationApi implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI api) {
        MergeUtil.merge(api, DescriptionFile.read(AdministrationApi.class, "administration-api.yaml"));
    }
}
