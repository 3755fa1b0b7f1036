package io.rollcall.standalone;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where this machine finds the one port, given the host that it listens on. */
record OwnAddress(String host, int port) {
    private static final String LOOPBACK = "127.0.0.1";

    /** For clients in this process. */
    String url() {
        return "http://" + reachable() + ":" + port;
    }

    /** For people: the same, with the name that they know. */
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
