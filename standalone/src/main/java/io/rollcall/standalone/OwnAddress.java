package io.rollcall.standalone;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The address at which this machine finds the one port, given the host that it listens on. */
record OwnAddress(String host, int port) {
    private static final String LOOPBACK = "127.0.0.1";

    /** The URL for clients in this process. */
    String url() {
        return "http://" + reachable() + ":" + port;
    }

    /** The same URL for people, with the name that they know. */
    String shownUrl() {
        String reachable = reachable();
        return "http://" + (reachable.equals(LOOPBACK) ? "localhost" : reachable) + ":" + port;
    }

    private String reachable() {
        InetAddress listening = listening();
        if (listening.isAnyLocalAddress() || listening.getHostAddress().equals(LOOPBACK)) {
            return LOOPBACK;
        }
        if (listening instanceof Inet6Address) {
            return "[" + (host.contains(":") ? host : listening.getHostAddress()) + "]";
        }
        return listening.getHostAddress();
    }

    private InetAddress listening() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new IllegalStateException("quarkus.http.host is not a host of this machine: " + host, unknown);
        }
    }
}
