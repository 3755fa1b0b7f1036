package io.rollcall.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** One server of a cluster. It can die and come back; its port, its directory and its id stay. */
public final class RedisNode {
    private static final List<String> OPTIONS = List.of(
            "--cluster-enabled", "yes",
            "--cluster-config-file", "nodes.conf",
            "--cluster-node-timeout", "1000",
            // The other shards go on while a master is away.
            "--cluster-require-full-coverage", "no",
            // A replica may take over however far it lags: that is the case to survive.
            "--cluster-replica-validity-factor", "0",
            "--cluster-allow-replica-migration", "no",
            "--repl-diskless-sync", "yes",
            "--repl-diskless-sync-delay", "0");

    private final Path directory;
    private final RedisBinary binary;
    private volatile EmbeddedRedis server;

    private RedisNode(Path directory, RedisBinary binary, EmbeddedRedis server) {
        this.directory = directory;
        this.binary = binary;
        this.server = server;
    }

    static RedisNode start(Path directory, int port, RedisBinary binary) {
        return new RedisNode(directory, binary, EmbeddedRedis.start(directory, port, binary, OPTIONS));
    }

    /** The address of the server, {@code redis://127.0.0.1:PORT}. */
    public String url() {
        return server.url();
    }

    public int port() {
        return server.port();
    }

    /** Kills the server with SIGKILL. */
    public void kill() {
        server.kill();
    }

    /** Freezes the server with SIGSTOP: it is there, and does nothing. */
    public void freeze() {
        Signal.STOP.send(server.pid());
    }

    /** Thaws the server with SIGCONT: it goes on as if no time had passed. */
    public void thaw() {
        Signal.CONT.send(server.pid());
    }

    /** Starts it where it was, with what its file holds. */
    public void restart() {
        server = EmbeddedRedis.start(directory, server.port(), binary, OPTIONS);
    }

    /**
     * Sends a command as one line.
     *
     * @return the values of the answer, as text; those of an array in order
     * @throws UncheckedIOException when there is no answer, or an error
     */
    public List<String> ask(String command) {
        try {
            return RedisConnection.values(server.port(), command);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "'" + (command.length() > 80 ? command.substring(0, 80) + "..." : command) + "' at port "
                            + server.port() + ": " + failed.getMessage(),
                    failed);
        }
    }

    /** The name by which the cluster knows it. */
    public String id() {
        return ask("CLUSTER MYID").get(0);
    }

    /** Says whether it is alive and takes itself for a master. */
    public boolean isMaster() {
        try {
            return ask("ROLE").get(0).equals("master");
        } catch (UncheckedIOException away) {
            return false;
        }
    }

    /** Says whether it is the replica of a master that it hears. */
    public boolean follows() {
        try {
            List<String> role = ask("ROLE"); // slave, host, port, state, offset
            return role.get(0).equals("slave") && role.get(3).equals("connected");
        } catch (UncheckedIOException away) {
            return false;
        }
    }

    /** Says how much of its master's history it has: a replica that has as much as its master lags by nothing. */
    public long replicated() {
        List<String> role = ask("ROLE");
        return Long.parseLong(role.get(role.get(0).equals("master") ? 1 : 4));
    }

    /** Says whether it, a replica, takes its master's place when that one is gone or silent. */
    public void takesOver(boolean may) {
        ask("CONFIG SET cluster-replica-no-failover " + (may ? "no" : "yes"));
    }

    /** Its replication stops until {@link #catchUp}: it gives its master a password that is wrong. */
    public void fallBehind() {
        ask("CONFIG SET masteruser nobody");
        ask("CONFIG SET masterauth wrong");
        ask("CLIENT KILL TYPE master");
    }

    public void catchUp() {
        ask("CONFIG SET masteruser \"\"");
        ask("CONFIG SET masterauth \"\"");
    }
}
