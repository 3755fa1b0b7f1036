package io.rollcall.lakehouse.http;

import io.rollcall.access.Roles;
import io.rollcall.access.rest.AdminAction;
import io.rollcall.access.rest.StrictJson;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.Cache;

/**
 * Work that takes longer than a request: {@code POST} starts it and answers at once, {@code GET} of {@code status} below says
 * how far it is. Each kind of work is a resource of its own at an address of its own,
 * described in {@code administration-api.yaml}.
 *
 * @param <T> what is asked for
 * @param <P> how far it is
 */
@Produces(MediaType.APPLICATION_JSON)
public abstract class RunResource<T, P> {
    private static final String STATUS = "/status";

    private final String path;
    private final StrictJson<T> request;

    /**
     * Makes a resource for an address.
     *
     * @param path its address
     * @param example a body, for somebody whose body is none
     */
    protected RunResource(String path, Class<T> request, String example) {
        this.path = path;
        this.request = StrictJson.of(request, example);
    }

    /** Begins the work; throws what the resource has a problem for when it cannot be done, or not now. */
    protected abstract void begin(T wanted);

    /** The progress of the work that is under way, or the end of the last one. */
    protected abstract P progress();

    @POST
    @AdminAction
    @RolesAllowed(Roles.ADMIN)
    @Blocking
    @Cache(noStore = true)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Response start(byte[] body) {
        begin(request.read(body));
        return Response.accepted(progress())
                .header(HttpHeaders.LOCATION, path + STATUS)
                .build();
    }

    @GET
    @Path(STATUS)
    @RolesAllowed(Roles.READ)
    @Cache(noStore = true)
    @Operation(hidden = true)
    public P status() {
        return progress();
    }
}
