package io.rollcall.query.stream;

import io.rollcall.access.Roles;
import io.rollcall.query.description.SharedResponses;
import io.rollcall.query.live.Moment;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Answers {@code GET /v1/live} with the live stream. */
@Path("/v1/live")
@RolesAllowed(Roles.READ)
@Tag(name = "Questions")
public class LiveResource {
    private final LiveFeed feed;

    LiveResource(LiveFeed feed) {
        this.feed = feed;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(operationId = "live", summary = "Today, once a second (server-sent events)", description = """
            An event `message` each second with today's dau, plays, events per second and active now, for `*` first and then for each region \
            by dau. `active_now` (distinct profiles with an event received in the 300 seconds up to `active_now_as_of`, a window \
            that moves by ten seconds) is estimated with HyperLogLogs and carries its interval; `*` and all regions are of one \
            reading. It is null while the counters are a minute behind. `regions` is empty while the counters of today are \
            not whole, as after a loss of Redis. An event `problem` in its place says why there are no figures at the moment.""")
    @APIResponse(
            responseCode = "200",
            description = "The stream",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = Moment.class),
                            examples = @ExampleObject(name = "message", value = """
                    event: message
                    data: {"dt":"2026-11-22","status":"live","method":"exact","active_now_method":"hyperloglog",\
                    "as_of":"2026-11-22T10:15:02Z","lag_seconds":0.4,"events_per_second":310.2,"regions":[{"region":"*","dau":12345,\
                    "play_events":20210,"events_per_second":310.2,"active_now":2210,"active_now_low":2206,"active_now_high":2214,\
                    "active_now_as_of":"2026-11-22T10:15:00Z"}]}
                    """)))
    @APIResponse(responseCode = "401", ref = SharedResponses.UNAUTHORIZED)
    @APIResponse(responseCode = "403", ref = SharedResponses.FORBIDDEN)
    @APIResponse(responseCode = "406", ref = SharedResponses.NOT_ACCEPTABLE)
    @APIResponse(responseCode = "429", ref = SharedResponses.LIMITED)
    @APIResponse(responseCode = "503", ref = SharedResponses.UNAVAILABLE)
    public Multi<OutboundSseEvent> live(@Context Sse sse, @Context HttpServerResponse response) {
        Multi<LiveFrame> frames = feed.join(response);
        response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.putHeader("X-Accel-Buffering", "no"); // nginx would hold events back
        return frames.map(frame ->
                sse.newEventBuilder().name(frame.name()).data(frame.json()).build());
    }

    /** Without it a HEAD would join the stream, and never leave. */
    @HEAD
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public Response head() {
        return Response.ok().type(MediaType.SERVER_SENT_EVENTS).build();
    }
}
