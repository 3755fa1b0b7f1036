package io.rollcall.query.http;

import io.rollcall.access.Roles;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.Metric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.query.Answers;
import io.rollcall.query.ComputedAnswers;
import io.rollcall.query.LiveMetrics;
import io.rollcall.query.QuestionParser;
import io.rollcall.query.answer.Answer;
import io.rollcall.query.description.DescriptionFilter;
import io.rollcall.query.description.SharedResponses;
import io.rollcall.query.live.LiveCounters;
import io.rollcall.query.question.Parameters;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/** {@code GET /v1/metrics/{metric}}. */
@Path(DescriptionFilter.METRIC_PATH)
@RolesAllowed(Roles.READ)
@Tag(name = "Questions")
public class MetricResource {
    private final Answers answers;
    private final ComputedAnswers computed;
    private final LiveCounters counters;

    MetricResource(Answers answers, ComputedAnswers computed, LiveCounters counters) {
        this.answers = answers;
        this.computed = computed;
        this.counters = counters;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, CsvWriter.TEXT_CSV})
    @Cache(noStore = true)
    @Operation(operationId = "metric", summary = "A metric by day and region", description = """
            Rows sorted by `dt`, then `region`; a day without data has no row. Every row says its `status`, its `method`, \
            and with `low` and `high` the 95 % interval of its value. `as_of`: everything received up to then is in the number.

            A day that is reconciled (`provisional`, `final`, `restated`) comes from the lake and is exact; the others (`live`) come from the \
            live counters, as far as they reach back.

            - `dau`: distinct profiles active on dt. Exact live for the last days, from HyperLogLogs up to a month back.
            - `wau`, `mau`, `mau28`: distinct profiles active in the 7, 30, 28 days that end with dt.
            - `stickiness`: `value` = mean dau of the 30 days that end with dt / mau of dt, `point` = dau / mau, `days` = over how \
            many days of history.
            - `engagement`: `play_events`, `search_events`, `browse_events`, `events`, `total_watch_time_sec`, `active_profiles`. \
            `low` and `high` are null: the measures are exact and their own bounds.

            Distinct counts do not add (`additive` is false): `*`, all regions together, is a count of its own.

            The others are of published days only, and exact: a day that is not reconciled has no row. Some have parameters of their own; the columns \
            between `region` and `status` are:""")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "First day (UTC), included. Default: the same as `to`.",
            schema = @Schema(format = "date"),
            example = "\"2026-11-16\"")
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Last day (UTC), included. Default: today. At most 400 days from `from`.",
            schema = @Schema(format = "date"),
            example = "\"2026-11-22\"")
    @Parameter(
            name = "region",
            in = ParameterIn.QUERY,
            description = "ISO 3166-1 alpha-2 codes separated by commas; `ZZ` is unknown, `*` all together."
                    + " Default: each region there is, without `*`.",
            schema = @Schema(type = SchemaType.STRING),
            example = "US,BR")
    @Parameter(
            name = "group_by",
            in = ParameterIn.QUERY,
            description = "`region`: a row for each. `none`: one row a day, region `*`.",
            schema =
                    @Schema(
                            enumeration = {"region", "none"},
                            defaultValue = "region"))
    @Parameter(
            name = "as_of",
            in = ParameterIn.QUERY,
            description =
                    "The published figures as they stood then: of each day the latest value whose own `as_of` is not after it."
                            + " Days that were not published by then have no row, today neither.",
            schema = @Schema(format = "date-time"))
    @APIResponse(
            responseCode = "200",
            description = "The rows. CSV has the columns of the JSON in the same order.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, examples = @ExampleObject(name = "dau", value = """
                        {"metric": "dau", "definition_version": 1, "additive": false,
                         "rows": [{"dt": "2026-11-22", "region": "US", "value": 12345, "status": "live", "method": "exact",
                                   "low": 12345, "high": 12345, "as_of": "2026-11-22T10:15:02Z"}]}""")),
                @Content(
                        mediaType = CsvWriter.TEXT_CSV,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "dau", value = """
                        dt,region,value,status,method,low,high,as_of
                        2026-11-22,US,12345,live,exact,12345,12345,2026-11-22T10:15:02Z
                        """))
            })
    @APIResponse(responseCode = "400", ref = SharedResponses.REFUSED)
    @APIResponse(responseCode = "401", ref = SharedResponses.UNAUTHORIZED)
    @APIResponse(responseCode = "503", ref = SharedResponses.UNAVAILABLE)
    public Answer metric(
            @Parameter(description = "Which metric.") @PathParam("metric") String metric, @Context UriInfo uri) {
        return Metrics.find(metric)
                .map(known -> answer(
                        known, uri.getQueryParameters(), counters.horizon().today()))
                .orElseThrow(() -> unknown(metric));
    }

    private Answer answer(Metric metric, Map<String, List<String>> given, LocalDate today) {
        return metric instanceof ComputedMetric following
                ? computed.metric(following, given, today)
                : answers.metric(QuestionParser.metric(LiveMetrics.of((DayMetric) metric), given, today));
    }

    private static RefusalException unknown(String metric) {
        return new RefusalException(
                Refusal.UNKNOWN_METRIC,
                "no metric is called '" + Parameters.excerpt(metric) + "'; there are "
                        + String.join(", ", Metrics.names()));
    }
}
