package io.rollcall.query.description;

import static java.util.stream.Collectors.joining;

import io.rollcall.access.Problem;
import io.rollcall.query.question.Refusal;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** The answers that every question may get, described once; annotations refer to them by name. */
public final class SharedResponses {
    public static final String REFUSED = "Refused";
    public static final String UNAUTHORIZED = "Unauthorized";
    public static final String FORBIDDEN = "Forbidden";
    public static final String NOT_ACCEPTABLE = "NotAcceptable";
    public static final String LIMITED = "Limited";
    public static final String UNAVAILABLE = "Unavailable";

    private SharedResponses() {}

    static void addTo(Components components) {
        components
                .addResponse(
                        REFUSED, problem("The question is none, or asks for too much; `detail` says what to do.", 400))
                .addResponse(
                        UNAUTHORIZED, problem("Read tokens are configured, and the request carries none of them.", 401))
                .addResponse(
                        FORBIDDEN,
                        problem(
                                "No keys are configured, and the request is not of this machine. Code: `loopback_only`"))
                .addResponse(
                        NOT_ACCEPTABLE, problem("`Accept` names no type that the answer has. Code: `not_acceptable`"))
                .addResponse(
                        LIMITED,
                        passing(problem(
                                "One caller asks too much at a time; ask again after `Retry-After` seconds.", 429)))
                .addResponse(
                        UNAVAILABLE,
                        passing(problem(
                                "There is no answer at the moment; ask again after `Retry-After` seconds.", 503)));
    }

    private static APIResponse passing(APIResponse problem) {
        return problem.addHeader(
                "Retry-After",
                OASFactory.createHeader()
                        .description("Seconds")
                        .schema(OASFactory.createSchema().addType(Schema.SchemaType.INTEGER)));
    }

    private static APIResponse problem(String why, int status) {
        return problem(why + " Codes: " + codes(status));
    }

    private static APIResponse problem(String description) {
        Content content = OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE,
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(Problem.SCHEMA)));
        return OASFactory.createAPIResponse().description(description).content(content);
    }

    private static String codes(int status) {
        return Stream.of(Refusal.values())
                .filter(refusal -> refusal.httpStatus() == status)
                .map(refusal -> "`" + refusal.code() + "`")
                .collect(joining(", "));
    }
}
