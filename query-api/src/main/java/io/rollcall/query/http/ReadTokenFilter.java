package io.rollcall.query.http;

import io.rollcall.query.Refusal;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/** Lets a question through when nobody needs a token, or it carries one. */
@Provider
@ReadAccess
public class ReadTokenFilter implements ContainerRequestFilter {
    private static final String CHALLENGE = "Bearer realm=\"rollcall\"";

    private final ReadTokens tokens;
    private final Problems problems;

    ReadTokenFilter(ReadTokens tokens, Problems problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (!tokens.isOpen() && (authorization == null || !tokens.admit(authorization))) {
            request.abortWith(unauthorized(authorization));
        }
    }

    private Response unauthorized(@Nullable String authorization) {
        String detail = authorization == null
                ? "this address needs a token: send the header 'Authorization: Bearer READ_TOKEN'"
                : "the Authorization header carries no valid read token";
        return problems.of(Refusal.UNAUTHORIZED, detail)
                .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
                .build();
    }
}
