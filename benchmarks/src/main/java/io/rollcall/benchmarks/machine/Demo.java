package io.rollcall.benchmarks.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** {@code ./rollcall up --demo} on data of its own, for as long as the benchmark lasts. */
public final class Demo implements AutoCloseable {
    private static final Pattern UP = Pattern.compile("^(Rollcall is up)", Pattern.MULTILINE);
    private static final Pattern COUNTED = Pattern.compile("(days of history counted)");

    /** So many on a day send some 20 events a second. */
    private static final int PROFILES = 150_000;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ChildProcess process;
    private final int port;

    private Demo(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
        process.await(UP, PATIENCE);
    }

    /** Without a past: its load only. */
    public static Demo start(Repository repository, Scratch scratch) {
        return start(repository, scratch, false);
    }

    /** With its 60 days; returns when they are counted. */
    public static Demo startWithHistory(Repository repository, Scratch scratch) {
        Demo demo = start(repository, scratch, true);
        demo.process.await(COUNTED, PATIENCE);
        return demo;
    }

    private static Demo start(Repository repository, Scratch scratch, boolean history) {
        int port = freePort();
        List<String> command = List.of(
                "env",
                "ROLLCALL_DEMO_PROFILES=" + PROFILES,
                "ROLLCALL_DEMO_HISTORY=" + history,
                repository.rollcall().toString(),
                "up",
                "--demo",
                "--port",
                Integer.toString(port),
                "--data",
                scratch.file("data").toString());
        return new Demo(ChildProcess.start("./rollcall up --demo", scratch.file("rollcall.out"), command), port);
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.close();
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException none) {
            throw new CannotMeasureException("no free port: " + none.getMessage(), none);
        }
    }
}
