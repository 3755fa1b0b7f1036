package io.rollcall.standalone.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Looks at the certificate that a server shows, or at what crosses the network where it shows none. */
final class TlsExam {
    private static final Duration SOON = Duration.ofDays(21);
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final String PAGE = "docs/guides/security.md";

    private TlsExam() {}

    /**
     * A server that is reached by TLS: its certificate has to be one that is trusted, for that host, and not about to
     * run out. Nothing is said of a server that does not answer at all.
     */
    static List<Finding> ofServer(String where, String host, int port, SSLContext trusted, Instant now) {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            plain.setSoTimeout(TIMEOUT_MILLIS);
            try (SSLSocket socket = (SSLSocket) trusted.getSocketFactory().createSocket(plain, host, port, true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return ofCertificates(where, socket.getSession().getPeerCertificates(), now);
            }
        } catch (SSLException refused) {
            return List.of(Finding.fault(
                    where,
                    "TLS fails (" + refused.getMessage() + ")",
                    "--ca names the authority's certificate, --certificate ours; " + PAGE + ": What goes wrong"));
        } catch (IOException away) {
            return List.of();
        }
    }

    /** The one that runs out first says when: one that is over by then is none. */
    static List<Finding> ofCertificates(String where, Certificate[] chain, Instant now) {
        List<Finding> found = new ArrayList<>();
        for (Certificate one : chain) {
            if (one instanceof X509Certificate certificate) {
                Instant end = certificate.getNotAfter().toInstant();
                if (end.isBefore(now.plus(SOON))) {
                    found.add(Finding.fault(
                            where,
                            "the certificate of "
                                    + certificate.getSubjectX500Principal().getName() + " runs out at " + end,
                            "have a new one issued; " + PAGE + " says who reads it when"));
                }
            }
        }
        return found;
    }

    /** What crosses the network as it is. On this machine, that is nothing. */
    static List<Finding> ofPlain(String where, String host, String what) {
        return HERE.contains(host)
                ? List.of()
                : List.of(Finding.advice(
                        where, "it is reached without TLS: " + what + " cross the network as they are", PAGE));
    }

    /** The host of an address {@code HOST:PORT}, the first of several. */
    static URI first(String scheme, String addresses) {
        return URI.create(scheme + "://" + addresses.split(",", 2)[0].strip());
    }
}
