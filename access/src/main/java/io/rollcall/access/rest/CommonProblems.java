package io.rollcall.access.rest;

import io.quarkus.arc.All;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.rollcall.access.Doors;
import io.rollcall.access.HungUp;
import io.rollcall.access.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** Turns into problems what can go wrong at every address of every service. */
public class CommonProblems {
    private static final Logger LOG = Logger.getLogger(CommonProblems.class);
    private static final int EXCERPT_CHARS = 80;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int FAULT = 500;

    /** The status that web servers write down for a client that closed its request; nobody reads it. */
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private final Doors doors;
    private final HungUp hungUp;
    private final List<Addresses> addresses;

    CommonProblems(Doors doors, HungUp hungUp, @All List<Addresses> addresses) {
        this.doors = doors;
        this.hungUp = hungUp;
        this.addresses = addresses;
    }

    @ServerExceptionMapper
    Response problem(ProblemException exception) {
        return Responses.of(exception.problem()).build();
    }

    /** Somebody without a key that is known lacks the role. */
    @ServerExceptionMapper
    Response unauthorized(UnauthorizedException refused, ResourceInfo resource, RoutingContext exchange) {
        return refusal(resource, exchange);
    }

    /** Somebody whose key is for something else. */
    @ServerExceptionMapper
    Response forbidden(ForbiddenException refused, ResourceInfo resource, RoutingContext exchange) {
        return refusal(resource, exchange);
    }

    private Response refusal(ResourceInfo resource, RoutingContext exchange) {
        UnreadBody.endsTheConnection(exchange);
        return Responses.of(doors.refusal(role(resource), exchange.request())).build();
    }

    private static String role(ResourceInfo resource) {
        @Nullable RolesAllowed allowed = resource.getResourceMethod().getAnnotation(RolesAllowed.class);
        if (allowed == null) {
            allowed = resource.getResourceClass().getAnnotation(RolesAllowed.class);
        }
        if (allowed == null) {
            throw new IllegalStateException("refused where everybody is allowed: " + resource.getResourceMethod());
        }
        return allowed.value()[0];
    }

    /** Answers what the HTTP layer refuses itself: no such address, wrong method, nothing acceptable. */
    @ServerExceptionMapper
    Response http(WebApplicationException refused, ContainerRequestContext request) {
        Response given = refused.getResponse();
        if (given.hasEntity()) {
            return given;
        }
        int status = given.getStatus();
        String code = Problem.title(status).toLowerCase(Locale.ROOT).replace(' ', '_');
        Response.ResponseBuilder answer = Responses.of(Problem.of(status, code, detail(status, request)));
        given.getHeaders().forEach((name, values) -> values.forEach(value -> answer.header(name, value)));
        if (status == METHOD_NOT_ALLOWED && !given.getHeaders().containsKey(HttpHeaders.ALLOW)) {
            allow(answer, request.getUriInfo().getRequestUri().getPath());
        }
        return answer.type(Problem.MEDIA_TYPE).build();
    }

    /** The HTTP layer leaves it out. */
    private void allow(Response.ResponseBuilder answer, String path) {
        TreeSet<String> methods = new TreeSet<>();
        addresses.forEach(service -> methods.addAll(service.methodsAt(path)));
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
            answer.header(HttpHeaders.ALLOW, String.join(", ", methods));
        }
    }

    /** A fault of ours, unless the asker is gone: what it was stands in the log under the id that the asker gets. */
    @ServerExceptionMapper
    Response unexpected(Throwable fault, ContainerRequestContext request, RoutingContext exchange) {
        if (HungUp.isTrueOf(exchange)) {
            hungUp.count(exchange);
            return Response.status(CLIENT_CLOSED_REQUEST).build();
        }
        UUID id = UUID.randomUUID();
        LOG.errorf(fault, "%s %s failed, id %s", request.getMethod(), path(request), id);
        return Responses.of(Problem.of(
                        FAULT, "internal_error", "this is a fault of the server; its log says more under " + id))
                .build();
    }

    /** Counts who is gone when the answer is there: what is written to nobody vanishes without a word. */
    @ServerResponseFilter
    void answered(RoutingContext exchange) {
        if (HungUp.isTrueOf(exchange)) {
            hungUp.count(exchange);
        }
    }

    private static String detail(int status, ContainerRequestContext request) {
        return switch (status) {
            case 404 -> "there is nothing at " + path(request) + "; /q/openapi lists the addresses";
            case METHOD_NOT_ALLOWED ->
                request.getMethod() + " is not a method of " + path(request) + "; /q/openapi lists those that are";
            case 406 ->
                "cannot answer as '" + excerpt(String.valueOf(request.getHeaderString(HttpHeaders.ACCEPT)))
                        + "'; /q/openapi lists the types of each address";
            case 415 -> "cannot read a body of this Content-Type; /q/openapi lists the types of each address";
            default -> "the request is not one that " + path(request) + " understands";
        };
    }

    private static String path(ContainerRequestContext request) {
        return excerpt(request.getUriInfo().getRequestUri().getPath());
    }

    private static String excerpt(String text) {
        return excerpt(text, EXCERPT_CHARS);
    }

    /** The beginning of a text that somebody sent. */
    static String excerpt(String text, int chars) {
        return text.length() <= chars ? text : text.substring(0, chars) + "...";
    }
}
