package io.rollcall.query.description;

import static java.util.stream.Collectors.joining;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.rollcall.access.description.DescriptionFile;
import io.rollcall.lake.metric.Columns;
import io.rollcall.lake.metric.EventFilter;
import io.rollcall.lake.metric.Facet;
import io.rollcall.lake.metric.Interval;
import io.rollcall.lake.metric.Measure;
import io.rollcall.lake.metric.Metric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.query.question.Parameters;
import io.smallrye.openapi.api.util.MergeUtil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Describes the questions from a file, and completes it by what the code knows and a file could only repeat: the metrics with their
 * columns, their parameters, and the codes of refusals.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class DescriptionFilter implements OASFilter {
    /**
     * The address at which a metric is asked for; its parameters and columns are described from the list of metrics.
     */
    static final String METRIC_PATH = "/v1/metrics/{metric}";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Components components = api.getComponents();
        SharedResponses.addTo(components);
        MergeUtil.merge(api, questions());
        describe(api.getPaths().getPathItem(METRIC_PATH).getGET());
    }

    private static OpenAPI questions() {
        OpenAPI questions = DescriptionFile.read(DescriptionFilter.class, "questions-api.yaml");
        questions.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .forEach(DescriptionFilter::addWhatEachMayAnswer);
        return questions;
    }

    /** Adds the answers that do not depend on what is asked. */
    private static void addWhatEachMayAnswer(Operation question) {
        question.getResponses()
                .addAPIResponse("403", OASFactory.createAPIResponse().ref(SharedResponses.FORBIDDEN))
                .addAPIResponse("406", OASFactory.createAPIResponse().ref(SharedResponses.NOT_ACCEPTABLE));
    }

    private static void describe(Operation operation) {
        operation.getParameters().stream()
                .filter(parameter -> parameter.getIn() == Parameter.In.PATH)
                .forEach(parameter -> parameter.getSchema().enumeration(List.copyOf(Metrics.names())));
        operation.setDescription(operation.getDescription() + "\n\n"
                + Metrics.computed().stream().map(DescriptionFilter::line).collect(joining("\n")));
        operation.addParameter(OASFactory.createParameter()
                .name("interval")
                .in(Parameter.In.QUERY)
                .description(
                        "The days of which there is a row each: `day`; `week`, an ISO week, dt its Monday; `month`, dt its first; `total`,"
                                + " the range as a whole, dt its first day. A column `complete` (1 or 0) says whether all its days are asked for,"
                                + " over and counted. "
                                + Stream.of(Interval.values())
                                        .filter(interval -> interval != Interval.DAY)
                                        .map(DescriptionFilter::toldBy)
                                        .collect(joining(" ")))
                .schema(text().enumeration(List.<Object>copyOf(
                                Stream.of(Interval.values()).map(Interval::word).toList()))
                        .defaultValue(Interval.DAY.word())));
        parameters()
                .forEach((name, takes) -> operation.addParameter(OASFactory.createParameter()
                        .name(name)
                        .in(Parameter.In.QUERY)
                        .description(String.join(" ", takes))
                        .schema(text())));
    }

    private static String toldBy(Interval interval) {
        return "`" + interval.word() + "` of "
                + Metrics.all().stream()
                        .filter(metric -> metric.intervals().contains(interval))
                        .map(metric -> "`" + metric.name() + "`")
                        .collect(joining(", "))
                + ".";
    }

    /** What a row of a metric holds. */
    static String line(Metric metric) {
        Columns columns = metric.columns();
        Stream<String> keys = Stream.of(
                        columns.dimension().stream(), columns.item().stream(), columns.labels().stream())
                .flatMap(names -> names)
                .map(column -> "`" + column + "`");
        Stream<String> measures = columns.measures().stream()
                .map(measure -> "`" + measure.name() + "` (" + measure.unit() + adds(measure) + ")");
        return "- `" + metric.name() + "`: " + Stream.concat(keys, measures).collect(joining(", ")) + ".";
    }

    private static String adds(Measure measure) {
        return switch (measure.adds()) {
            case NOTHING -> "";
            case REGIONS -> "; adds up over regions";
            case REGIONS_AND_DAYS -> "; adds up over regions and days";
        };
    }

    /** By name, what filters take. */
    private static Map<String, String> filters() {
        Map<String, String> filters = new LinkedHashMap<>();
        Stream.of(Facet.values()).forEach(facet -> filters.put(facet.word(), facet.takes()));
        filters.put(EventFilter.EVENT_NAME, EventFilter.Named.takes());
        filters.put(Parameters.OF_A_PROPERTY, EventFilter.Property.takes());
        return filters;
    }

    /** By name, what each metric that has such a parameter takes. */
    private static Map<String, List<String>> parameters() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        filters()
                .forEach((name, takes) -> parameters
                        .computeIfAbsent(name, none -> new ArrayList<>())
                        .add("Only events with that count: " + takes + ". Of "
                                + Metrics.all().stream()
                                        .filter(metric -> metric.overEvents().isPresent()
                                                && Parameters.filters(metric).contains(name))
                                        .map(metric -> "`" + metric.name() + "`")
                                        .collect(joining(", "))
                                + "; over at most 400 days."));
        for (Metric metric : Metrics.all()) {
            metric.parameters()
                    .forEach(parameter -> parameters
                            .computeIfAbsent(parameter.name(), name -> new ArrayList<>())
                            .add("Of `" + metric.name() + "`: " + parameter.takes() + "."));
        }
        return parameters;
    }

    static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }
}
