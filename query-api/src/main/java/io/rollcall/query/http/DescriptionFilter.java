package io.rollcall.query.http;

import static java.util.stream.Collectors.joining;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.rollcall.query.Metrics;
import io.rollcall.query.catalogue.MetricDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Completes the description of the API by what the code knows and annotations could only repeat: the metrics with their
 * columns, their parameters, and the codes of refusals.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class DescriptionFilter implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI api) {
        Components components = api.getComponents();
        SharedResponses.addTo(components);
        api.getPaths().getPathItems().values().forEach(DescriptionFilter::addForbidden);
        describe(api.getPaths().getPathItem(MetricResource.PATH).getGET());
    }

    /** To what needs a token where there are any. */
    private static void addForbidden(PathItem path) {
        Operation question = path.getGET();
        if (question != null && question.getResponses().hasAPIResponse("401")) {
            question.getResponses()
                    .addAPIResponse("403", OASFactory.createAPIResponse().ref(SharedResponses.FORBIDDEN));
        }
    }

    private static void describe(Operation metric) {
        List<MetricDescription> catalogue = MetricDescription.all();
        List<Object> ids = new ArrayList<>(Metrics.ids());
        catalogue.forEach(described -> ids.add(described.id()));
        metric.getParameters().stream()
                .filter(parameter -> parameter.getIn() == Parameter.In.PATH)
                .forEach(parameter -> parameter.getSchema().enumeration(ids));
        metric.setDescription(metric.getDescription() + "\n\n"
                + catalogue.stream().map(DescriptionFilter::line).collect(joining("\n")));
        parameters(catalogue)
                .forEach((name, takes) -> metric.addParameter(OASFactory.createParameter()
                        .name(name)
                        .in(Parameter.In.QUERY)
                        .description(String.join(" ", takes))
                        .schema(text())));
    }

    private static String line(MetricDescription metric) {
        return "- `" + metric.id() + "`: "
                + metric.columns().stream().map(column -> "`" + column + "`").collect(joining(", ")) + ".";
    }

    /** By name, what each metric that has such a parameter takes. */
    private static Map<String, List<String>> parameters(List<MetricDescription> catalogue) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        catalogue.forEach(metric -> metric.parameters()
                .forEach(parameter -> parameters
                        .computeIfAbsent(parameter.name(), name -> new ArrayList<>())
                        .add("Of `" + metric.id() + "`: " + parameter.takes() + ".")));
        return parameters;
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }
}
