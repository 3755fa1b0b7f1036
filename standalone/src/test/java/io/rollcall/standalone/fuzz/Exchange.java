package io.rollcall.standalone.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request and what comes back, over a connection of its own. */
final class Exchange {
    /** Whoever says nothing for that long hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final int MOST_OF_A_STREAM = 2_000;
    private static final int A_MOMENT_MILLIS = 500;

    /** An answer; a body that goes on for ever is read a little way. */
    record Answer(int status, Map<String, String> headers, String body) {
        boolean says(String name) {
            return headers.containsKey(name);
        }
    }

    private Exchange() {}

    /**
     * Sends a request.
     *
     * @return nothing when the server closed the connection without a word
     * @throws SocketTimeoutException when neither an answer comes nor an end
     */
    static Optional<Answer> of(int port, RandomRequest request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean isSent = send(socket, request);
            return answer(socket, in, isSent && request.text().startsWith("HEAD"));
        } catch (SocketTimeoutException hangs) {
            throw hangs;
        } catch (IOException ended) {
            return Optional.empty(); // a connection that is reset says no more than one that is closed
        }
    }

    /** Sends a request, or what of it the server takes, and is gone. */
    static void hangUp(int port, RandomRequest request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoLinger(true, 0); // closed with a reset
            send(socket, request);
        }
    }

    private static boolean send(Socket socket, RandomRequest request) throws IOException {
        OutputStream out = socket.getOutputStream();
        try {
            out.write(request.head());
            out.write(request.body());
            out.flush();
            if (!request.isWhole()) {
                socket.shutdownOutput();
            }
            return true;
        } catch (SocketTimeoutException hangs) {
            throw hangs;
        } catch (IOException refused) {
            return false; // the server has answered before it had read everything, and may have closed
        }
    }

    private static Optional<Answer> answer(Socket socket, InputStream in, boolean withoutBody) throws IOException {
        String line = line(in);
        while (line.startsWith("HTTP/1.1 100")) {
            while (!line.isEmpty()) {
                line = line(in);
            }
            line = line(in);
        }
        if (line.isEmpty()) {
            return Optional.empty();
        }
        String[] words = line.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/")) {
            throw new IllegalStateException("not a status line: " + line);
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        String body = withoutBody ? "" : new String(body(socket, in, headers), StandardCharsets.UTF_8);
        return Optional.of(new Answer(Integer.parseInt(words[1]), headers, body));
    }

    private static byte[] body(Socket socket, InputStream in, Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("content-type", "").startsWith("text/event-stream")) {
            return beginning(socket, in);
        }
        if (headers.containsKey("content-length")) {
            return in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        }
        if (!headers.containsKey("transfer-encoding")) {
            return new byte[0];
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = chunk(in); size > 0; size = chunk(in)) {
            all.writeBytes(in.readNBytes(size));
            line(in);
        }
        return all.toByteArray();
    }

    /** Of a stream, on which there may be nothing to say for long. */
    private static byte[] beginning(Socket socket, InputStream in) throws IOException {
        socket.setSoTimeout(A_MOMENT_MILLIS);
        byte[] some = new byte[MOST_OF_A_STREAM];
        try {
            return Arrays.copyOf(some, Math.max(0, in.read(some)));
        } catch (SocketTimeoutException nothing) {
            return new byte[0];
        }
    }

    private static int chunk(InputStream in) throws IOException {
        String size = line(in);
        return size.isEmpty() ? 0 : Integer.parseInt(size, 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
