package io.rollcall.standalone.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Stands between clients and a server. Requests always go through, be it seconds later, when their sender has given up
 * waiting; replies can be lost, and the connection with them.
 */
final class LossyProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean losing;
    private volatile long delayMillis;
    private volatile Optional<Network> network = Optional.empty();
    private volatile boolean closed;

    private LossyProxy(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    static LossyProxy before(int port) throws IOException {
        LossyProxy proxy = new LossyProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        daemon("proxy", proxy::accept);
        return proxy;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on replies are lost: what the server did, it did. */
    void loseReplies() {
        losing = true;
    }

    /** From now on requests arrive that much later. */
    void delayRequests(Duration by) {
        delayMillis = by.toMillis();
    }

    /**
     * A network on which what is sent is late, each time by something else, and now and then does not come: then its connection
     * ends half-way, as it does when a packet was sent again often enough in vain.
     *
     * @param latest that something comes
     * @param lossOneIn so many pieces
     */
    private record Network(Random random, Duration latest, int lossOneIn) {
        /** Waits for a piece; false when it never comes. */
        boolean carries() throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(random.nextLong(latest.toMillis()));
            return random.nextInt(lossOneIn) > 0;
        }
    }

    /** From now on both directions are late, and pieces get lost. */
    void becomeBad(Random random) {
        network = Optional.of(new Network(new Random(random.nextLong()), Duration.ofMillis(80), 40));
    }

    void heal() {
        network = Optional.empty();
        losing = false;
        delayMillis = 0;
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listener.accept();
                open.add(client);
                connect(client);
            } catch (IOException over) {
                if (!closed) {
                    throw new UncheckedIOException(over);
                }
            }
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(server);
            daemon("requests", () -> pump(client, server, false));
            daemon("replies", () -> pump(server, client, true));
        } catch (IOException refused) {
            client.close(); // the server is away; the client sees it as a connection that ends
            open.remove(client);
        }
    }

    private void pump(Socket from, Socket to, boolean replies) {
        byte[] buffer = new byte[64 << 10];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (replies && losing) {
                    return;
                }
                Optional<Network> between = network;
                if (between.isPresent() && !between.get().carries()) {
                    out.write(buffer, 0, n / 2);
                    return;
                }
                if (!replies) {
                    TimeUnit.MILLISECONDS.sleep(delayMillis);
                }
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        } catch (IOException ended) {
            // Either side closed: closing the other one is all there is to do, and the try does it.
            open.remove(from);
        } finally {
            open.remove(to);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
