package io.rollcall.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The one address the servers listen on, and ports of it. */
final class Loopback {
    static final String HOST = "127.0.0.1";

    private static final byte[] ADDRESS = {127, 0, 0, 1};

    /**
     * Free ports are looked for below those that operating systems give to outgoing connections (from 32768 on Linux, 49152
     * elsewhere): one of these may be gone before the server that it was chosen for has bound it.
     */
    private static final int LOWEST_PORT = 20_000;

    private static final int HIGHEST_PORT = 32_767;
    private static final int ATTEMPTS = 100;

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
                held.add(port == 0 ? bindAny() : bind(port));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            held.forEach(Loopback::release);
        }
    }

    static InetSocketAddress address(int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port);
    }

    private static ServerSocket bindAny() {
        IllegalStateException none = new IllegalStateException(
                "no free port of " + HOST + " found between " + LOWEST_PORT + " and " + HIGHEST_PORT);
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return tryToBind(ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT + 1));
            } catch (IOException taken) {
                none.addSuppressed(taken);
            }
        }
        throw none;
    }

    private static ServerSocket bind(int port) {
        try {
            return tryToBind(port);
        } catch (IOException taken) {
            throw new IllegalStateException(
                    "port " + port + " of " + HOST + " is taken: stop what listens there or name another port", taken);
        }
    }

    private static ServerSocket tryToBind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address(port));
            return socket;
        } catch (IOException taken) {
            socket.close();
            throw taken;
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
