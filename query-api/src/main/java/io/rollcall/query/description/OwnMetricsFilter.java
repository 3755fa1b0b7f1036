package io.rollcall.query.description;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.rollcall.lake.metric.Metric;
import io.rollcall.lake.metric.MetricList;
import io.rollcall.lake.metric.OwnMetric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Adds the metrics of a deployment's own files to the description. What the program knows of itself is described when it is built; these
 * are there when it starts.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public final class OwnMetricsFilter implements OASFilter {
    private static final String DIRECTORY = "rollcall.metrics.directory";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        List<Metric> own =
                MetricList.of(ConfigProvider.getConfig().getOptionalValue(DIRECTORY, Path.class)).own().stream()
                        .<Metric>map(OwnMetric::metric)
                        .toList();
        if (!own.isEmpty()) {
            describe(api.getPaths().getPathItem(DescriptionFilter.METRIC_PATH).getGET(), own);
        }
    }

    private static void describe(Operation operation, List<Metric> own) {
        operation.setDescription(operation.getDescription() + "\n"
                + own.stream().map(DescriptionFilter::line).collect(Collectors.joining("\n")));
        for (Parameter parameter : operation.getParameters()) {
            if (parameter.getIn() == Parameter.In.PATH) {
                List<Object> names = new ArrayList<>(parameter.getSchema().getEnumeration());
                own.forEach(metric -> names.add(metric.name()));
                parameter.getSchema().enumeration(names);
            }
        }
        for (Metric metric : own) {
            metric.parameters().forEach(parameter -> add(operation, metric, parameter));
        }
    }

    /** A parameter of that name may be one of another metric, too: it says of each what it takes. */
    private static void add(Operation operation, Metric metric, io.rollcall.lake.metric.Parameter<?> parameter) {
        String takes = "Of `" + metric.name() + "`: " + parameter.takes() + ".";
        operation.getParameters().stream()
                .filter(known -> known.getName() != null && known.getName().equals(parameter.name()))
                .findFirst()
                .ifPresentOrElse(
                        known -> known.setDescription(known.getDescription() + " " + takes),
                        () -> operation.addParameter(OASFactory.createParameter()
                                .name(parameter.name())
                                .in(Parameter.In.QUERY)
                                .description(takes)
                                .schema(DescriptionFilter.text())));
    }
}
