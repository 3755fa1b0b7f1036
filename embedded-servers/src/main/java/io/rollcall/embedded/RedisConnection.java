package io.rollcall.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Just enough of the Redis protocol to look after a server: one inline command on a connection of its own. */
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
            String line = reader(socket).readLine();
            return line == null ? "" : line;
        }
    }

    /**
     * Sends a command and returns the values of its answer: one, or those of an array, which may hold others. Absent values
     * are left out.
     *
     * @throws IOException when the server does not answer, or answers with an error
     */
    static List<String> values(int port, String command) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(Loopback.address(port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            List<String> values = new ArrayList<>();
            read(reader(socket), values);
            return values;
        }
    }

    /** Text is read by characters: what looks after a server is plain ASCII. */
    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    private static void read(BufferedReader in, List<String> values) throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException("the Redis server hung up");
        }
        String rest = line.substring(1);
        switch (line.charAt(0)) {
            case '+', ':' -> values.add(rest);
            case '$' -> readText(in, Integer.parseInt(rest), values);
            case '*' -> {
                for (int left = Integer.parseInt(rest); left > 0; left--) {
                    read(in, values);
                }
            }
            default -> throw new IOException("the Redis server answered " + line);
        }
    }

    private static void readText(BufferedReader in, int length, List<String> values) throws IOException {
        if (length < 0) {
            return;
        }
        char[] text = new char[length + 2]; // and the end of the line
        for (int at = 0; at < text.length; ) {
            int read = in.read(text, at, text.length - at);
            if (read < 0) {
                throw new IOException("the Redis server hung up");
            }
            at += read;
        }
        values.add(new String(text, 0, length));
    }
}
