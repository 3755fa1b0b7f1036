package io.rollcall.ingest.browser;

import io.rollcall.access.ThisMachine;
import io.rollcall.access.keys.Origins;
import io.rollcall.event.Excerpt;
import io.rollcall.ingest.intake.Refusal;
import io.rollcall.ingest.intake.RefusalCode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which pages a browser may send events for (CORS), and what it is told of that. A page of another origin is
 * refused by its request too, and not only by a browser that keeps the answer from it: a beacon asks nobody first.
 */
public final class CrossOrigin {
    private static final String SEC_FETCH_SITE = "Sec-Fetch-Site";
    private static final int EXCERPT_CHARS = 100;

    /** Two hours, which is as long as any browser remembers it. */
    private static final String MAX_AGE_SECONDS = "7200";

    private final Origins ofEveryKey;
    private final Supplier<List<Origins>> ofSomeKey;

    /**
     * Makes it of the lists.
     *
     * @param ofEveryKey the pages that may send with any key that has no list of its own
     * @param ofKeys the lists that keys have of their own, at that moment
     */
    public CrossOrigin(Origins ofEveryKey, Supplier<List<Origins>> ofKeys) {
        this.ofEveryKey = ofEveryKey;
        this.ofSomeKey = ofKeys;
    }

    /** Says whether a browser asks for leave, for a page that wants to send. */
    public static boolean isPreflight(HttpMethod method, MultiMap headers) {
        return HttpMethod.OPTIONS.equals(method)
                && headers.contains(HttpHeaders.ORIGIN)
                && headers.contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    }

    /** Says why a browser does not get leave; empty where it does. What the key of the page may is not known yet. */
    public Optional<Refusal> objectionToAsking(MultiMap headers) {
        return origins(headers)
                .filter(origin -> !isListed(origin))
                .findFirst()
                .map(origin -> refusal(origin, "rollcall.ingest.cors.origins, or the origins of a key"));
    }

    /** What a browser that has leave is told beside {@link #headers}. */
    public static Map<String, String> leave() {
        return Map.of(
                "Access-Control-Allow-Methods", "POST",
                "Access-Control-Allow-Headers", "Authorization, Content-Type, Content-Encoding",
                "Access-Control-Max-Age", MAX_AGE_SECONDS);
    }

    /**
     * Says why events may not be sent for the page that a request is for; empty where they may. What has no origin is
     * no browser's.
     *
     * @param key the name of the key that the request came with
     * @param ofKey the origins to which that key is limited; empty for none
     */
    public Optional<Refusal> objection(HttpServerRequest request, String key, Origins ofKey) {
        return objection(request.authority(), request.headers(), key, ofKey);
    }

    /** The same, for what a request says. */
    Optional<Refusal> objection(@Nullable HostAndPort authority, MultiMap headers, String key, Origins ofKey) {
        if (!ofKey.isEmpty()) {
            return origins(headers).findAny().isEmpty()
                    ? Optional.of(Refusal.lasting(
                            RefusalCode.ORIGIN_REFUSED,
                            "the write key '" + key + "' is for pages of its origins, and the request has no Origin"))
                    : firstBeside(ofKey, headers)
                            .map(origin -> refusal(origin, "the origins of the key '" + key + "'"));
        }
        boolean isOfThisServer = headers.getAll(SEC_FETCH_SITE).equals(List.of("same-origin"))
                || origins(headers).allMatch(origin -> ThisMachine.isOriginOf(authority, origin));
        return isOfThisServer
                ? Optional.empty()
                : firstBeside(ofEveryKey, headers).map(origin -> refusal(origin, "rollcall.ingest.cors.origins"));
    }

    /** What every answer says, so that a listed page can read it, and a cache keeps it for no other. */
    public Map<String, String> headers(MultiMap headers) {
        String origin = headers.get(HttpHeaders.ORIGIN);
        return origin != null && isListed(origin)
                ? Map.of(
                        "Vary", "Origin",
                        "Access-Control-Allow-Origin", origin,
                        "Access-Control-Expose-Headers", "Retry-After, RateLimit, RateLimit-Policy")
                : Map.of("Vary", "Origin");
    }

    private boolean isListed(String origin) {
        return ofEveryKey.include(origin) || ofSomeKey.get().stream().anyMatch(ofKey -> ofKey.include(origin));
    }

    private static Optional<String> firstBeside(Origins list, MultiMap headers) {
        return origins(headers).filter(origin -> !list.include(origin)).findFirst();
    }

    private static Stream<String> origins(MultiMap headers) {
        return headers.getAll(HttpHeaders.ORIGIN).stream();
    }

    private static Refusal refusal(String origin, String list) {
        return Refusal.lasting(
                RefusalCode.ORIGIN_REFUSED,
                "the page's origin " + Excerpt.of(origin, EXCERPT_CHARS) + " is not among " + list);
    }
}
