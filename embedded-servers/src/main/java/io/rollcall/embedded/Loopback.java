package io.rollcall.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The one address the servers listen on, and ports of it. */
final class Loopback {
    static final String HOST = "127.0.0.1";

    private static final byte[] ADDRESS = {127, 0, 0, 1};

    private Loopback() {}

    /**
     * Ports that can be bound right now, all different.
     *
     * @param wanted a port each; 0 asks for any
     * @throws IllegalStateException when a port that was named is taken
     */
    static List<Integer> freePorts(int... wanted) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int port : wanted) {
                held.add(bind(port));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            held.forEach(Loopback::release);
        }
    }

    static InetSocketAddress address(int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port);
    }

    private static ServerSocket bind(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(address(port));
            return socket;
        } catch (IOException taken) {
            throw new IllegalStateException(
                    "port " + port + " of " + HOST + " is taken: stop what listens there or name another port", taken);
        }
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException stuck) {
            throw new UncheckedIOException("cannot release port " + socket.getLocalPort(), stuck);
        }
    }
}
