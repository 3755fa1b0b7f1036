package io.rollcall.access;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request comes from somebody on this machine. That the connection does is not enough: a reverse
 * proxy connects from here for the whole world, and a browser here is sent by whatever page it shows, under whatever
 * name that page's owner lets point to 127.0.0.1.
 */
public final class ThisMachine {
    private static final String FORWARDED = "forwarded";
    private static final String X_FORWARDED = "x-forwarded-";

    /** The headers added by proxies that do not add the others. */
    private static final List<String> OTHER_PROXY_HEADERS = List.of("Via", "X-Real-IP");

    /** What a browser says of a page of this server, and of an address that somebody typed. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private ThisMachine() {}

    /** Says why a request is not of this machine; empty for one that is. */
    public static Optional<String> objection(HttpServerRequest request) {
        return objection(
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress(),
                request.authority(),
                request.headers());
    }

    /**
     * The same, for what a request says.
     *
     * @param address where the connection comes from
     * @param authority what the client calls this server; null when it does not say, or nothing that can be read
     */
    static Optional<String> objection(@Nullable String address, @Nullable HostAndPort authority, MultiMap headers) {
        return Stream.of(
                        connection(address),
                        forwarding(headers),
                        host(authority, headers),
                        origin(authority, headers),
                        fetchSite(headers))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> connection(@Nullable String address) {
        return isLoopbackAddress(address) ? Optional.empty() : Optional.of("the request comes from another machine");
    }

    private static Optional<String> forwarding(MultiMap headers) {
        return headers.names().stream()
                .filter(ThisMachine::isOfAProxy)
                .findFirst()
                .map(name -> "the request was forwarded by a proxy, as its header " + name + " says");
    }

    private static boolean isOfAProxy(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.equals(FORWARDED)
                || name.startsWith(X_FORWARDED)
                || OTHER_PROXY_HEADERS.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** A request without a Host is no browser's. */
    private static Optional<String> host(@Nullable HostAndPort authority, MultiMap headers) {
        boolean isNamed = authority != null || headers.contains(HttpHeaders.HOST);
        return isNamed && (authority == null || !isLoopbackName(authority.host()))
                ? Optional.of("its Host is not a name of this machine such as localhost")
                : Optional.empty();
    }

    private static Optional<String> origin(@Nullable HostAndPort authority, MultiMap headers) {
        return headers.getAll(HttpHeaders.ORIGIN).stream().allMatch(origin -> isOriginOf(authority, origin))
                ? Optional.empty()
                : Optional.of("a browser sent it for a page of another origin (header Origin)");
    }

    private static Optional<String> fetchSite(MultiMap headers) {
        return headers.getAll("Sec-Fetch-Site").stream()
                        .allMatch(site -> OWN_SITES.contains(site.strip().toLowerCase(Locale.ROOT)))
                ? Optional.empty()
                : Optional.of("a browser sent it for a page of another origin (header Sec-Fetch-Site)");
    }

    /**
     * Says whether an origin is that of this server, as the client calls it. Other ports of this machine are other
     * origins: what listens there may show anybody's page.
     */
    public static boolean isOriginOf(@Nullable HostAndPort authority, String text) {
        try {
            URI origin = URI.create(text);
            return authority != null
                    && unbracketed(authority.host()).equalsIgnoreCase(unbracketed(origin.getHost()))
                    && port(authority.port(), origin) == port(origin.getPort(), origin);
        } catch (IllegalArgumentException notAnOrigin) {
            return false;
        }
    }

    private static String unbracketed(@Nullable String host) {
        return host == null ? "" : host.replaceAll("[\\[\\]]", "");
    }

    private static int port(int named, URI origin) {
        int standard = "https".equalsIgnoreCase(origin.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        return named > 0 ? named : standard;
    }

    /**
     * Says whether a name means this machine to everybody; {@code localhost} and what is below it is reserved (RFC
     * 6761).
     */
    static boolean isLoopbackName(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.endsWith(".localhost") || (isLiteral(name) && isLoopbackAddress(name));
    }

    /** Only digits and dots, or something with a colon, is taken for an address: a name would be looked up. */
    private static boolean isLiteral(String host) {
        return host.contains(":") || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static boolean isLoopbackAddress(@Nullable String address) {
        try {
            return address != null && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }
}
