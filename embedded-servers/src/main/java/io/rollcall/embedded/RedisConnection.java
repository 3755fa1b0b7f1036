package io.rollcall.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Just enough of the Redis protocol to look after a server: one inline command, one line of answer. */
final class RedisConnection {
    private static final int TIMEOUT_MILLIS = 2_000;

    private RedisConnection() {}

    /**
     * Sends a command and returns the first line of the answer ({@code +PONG}, {@code -LOADING ...}); empty when the
     * server hung up, as it does on SHUTDOWN.
     */
    static String ask(int port, String command) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(Loopback.address(port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            return line == null ? "" : line;
        }
    }
}
