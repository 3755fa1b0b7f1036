package io.rollcall.rollup;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds the server of a shard and speaks to it: one multiplexed connection a server, so that calls of many threads share
 * a pipeline. Works against one server and against a cluster with the same code.
 *
 * <p>Redirections are never followed: an ASK that is followed writes a second copy of a shard while its slot migrates.
 * Whatever goes wrong, the caller is told, {@link #reset} forgets the topology, and the caller asks again. A MOVED is
 * remembered over that: the server that tells the topology may know of an older owner, and for as long as it likes.
 */
public final class RedisShards implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RedisShards.class);

    /** The time for which a server that is silent is left alone. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final String POLICY = "maxmemory_policy:";
    private static final String APPEND_ONLY = "aof_enabled:";

    /**
     * The words that the client says in the form of Redis's errors: the connection is closed, or what came over it was
     * no reply.
     */
    private static final List<String> CLIENTS_OWN = List.of("CONNECTION_CLOSED", "ILLEGAL_STATE");

    private final Vertx vertx;
    private final RedisSettings settings;
    private final RedisWatch watch;
    private final Map<String, Server> servers = new ConcurrentHashMap<>();

    /** The names of servers by their addresses: one is needed for each answer. */
    private final Map<String, String> hosts = new ConcurrentHashMap<>();

    /** Servers that gave no answer in time, and until when they are not asked again: whoever waits for them holds up others. */
    private final Map<String, Long> silentUntilNanos = new ConcurrentHashMap<>();

    /** The servers of shards as a MOVED named them, until one of them gives another answer than replies and MOVED. */
    private final Map<Integer, String> movedTo = new ConcurrentHashMap<>();

    private volatile @Nullable ShardTopology topology;

    /** The servers of the last topology: some of them live on when all the configured ones have died. */
    private volatile List<String> lastServers = List.of();

    public RedisShards(Vertx vertx, RedisSettings settings) {
        this(vertx, settings, new RedisWatch());
    }

    /** @param watch says it when servers come and go; that of a process has one for all */
    public RedisShards(Vertx vertx, RedisSettings settings, RedisWatch watch) {
        this.vertx = vertx;
        this.settings = settings;
        this.watch = watch;
    }

    /** One call, to the server of a shard. */
    record Call(int shard, Request request) {}

    /** The outcome of a call: a reply, or the reason why there is none. Exactly one is there. */
    record Answer(@Nullable Response reply, @Nullable Throwable failure) {
        boolean isLate() {
            return failure instanceof TimeoutException;
        }

        /** Says whether Redis itself refused the call with that error word, such as NOSCRIPT. */
        boolean isError(String word) {
            return saidByRedis(failure).filter(error -> error.is(word)).isPresent();
        }

        /** Says why Redis answered no; nothing when it did not, or when that passes by itself. */
        Optional<RedisRefusal> refusal() {
            return saidByRedis(failure).flatMap(error -> RedisRefusal.of(String.valueOf(error.getMessage())));
        }
    }

    private static Optional<ErrorType> saidByRedis(@Nullable Throwable failure) {
        return failure instanceof ErrorType error && CLIENTS_OWN.stream().noneMatch(error::is)
                ? Optional.of(error)
                : Optional.empty();
    }

    /**
     * Sends all calls at once, pipelined per server, and waits for all answers, in the order of the calls. A server that
     * does not answer in time is left: its connection may still deliver, to nobody. For a second it is not asked again, so that
     * those who need other servers do not wait for it.
     *
     * @throws RedisUnavailableException when no server can be found at all
     */
    List<Answer> ask(List<Call> calls) {
        ShardTopology known = topology();
        List<String> asked = calls.stream()
                .map(Call::shard)
                .map(shard -> movedTo.getOrDefault(shard, known.serverOf(shard)))
                .toList();
        List<CompletableFuture<Response>> replies = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            replies.add(send(asked.get(i), calls.get(i).request()));
        }
        long deadlineNanos = System.nanoTime() + settings.timeout().toNanos();
        List<Answer> answers = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            Answer answer = await(replies.get(i), deadlineNanos - System.nanoTime());
            take(asked.get(i), answer);
            learn(calls.get(i).shard(), asked.get(i), answer);
            answers.add(answer);
        }
        return answers;
    }

    /**
     * Sends all calls, which only read or change nothing when they come twice, at once and returns their replies in order.
     * Asks a second time where Redis has refused or hung up: a shard has a new server since, and nobody has asked in between.
     *
     * @throws RedisRefusedException when Redis refuses one of them
     * @throws RedisUnavailableException when one of them has none; the topology is then forgotten
     */
    List<@Nullable Response> replies(List<Call> calls) {
        List<Answer> answers = ask(calls);
        Optional<Answer> failed = failedOf(answers);
        if (failed.isPresent()
                && !failed.get().isLate()
                && failed.get().refusal().isEmpty()) {
            reset();
            answers = ask(calls);
            failed = failedOf(answers);
        }
        if (failed.isPresent()) {
            throw unavailable(failed.get());
        }
        List<@Nullable Response> replies = new ArrayList<>(answers.size());
        answers.forEach(answer -> replies.add(answer.reply()));
        return replies;
    }

    private static Optional<Answer> failedOf(List<Answer> answers) {
        return answers.stream().filter(answer -> answer.failure() != null).findFirst();
    }

    /** Forgets where the shards lie; the next call finds out anew. */
    public void reset() {
        topology = null;
    }

    /**
     * Every server that holds one of these shards has to keep what it is given.
     *
     * @throws UnsafeRedisException when one of them would evict keys, whether the others answer or not
     * @throws RedisUnavailableException when one of them does not answer
     */
    public void requireNoEviction(Collection<Integer> of) {
        ofEachServer(of, address -> {
            String policy = info(address, "memory", POLICY);
            if (!policy.equals("noeviction")) {
                throw new UnsafeRedisException("Redis at " + hostOf(address) + " has maxmemory-policy " + policy
                        + " and may drop counters; set it to noeviction");
            }
        });
    }

    /**
     * Every server that holds one of these shards has to write an append-only file. Without one a restart wipes it: nothing
     * is wrong afterwards, but the live window is read again from the log, and sketches of older days are gone.
     *
     * @throws UnsafeRedisException when one of them has none, whether the others answer or not
     * @throws RedisUnavailableException when one of them does not answer
     */
    public void requirePersistence(Collection<Integer> of) {
        ofEachServer(of, address -> {
            if (!info(address, "persistence", APPEND_ONLY).equals("1")) {
                throw new UnsafeRedisException("Redis at " + hostOf(address)
                        + " keeps no append-only file and forgets everything when it restarts; set appendonly yes, or"
                        + " rollcall.redis.require-persistence=false when that is meant");
            }
        });
    }

    /** One that is silent does not keep the others from being looked at. */
    private void ofEachServer(Collection<Integer> of, Consumer<String> look) {
        RedisUnavailableException silent = null;
        for (String address : topology().serversOf(of)) {
            try {
                look.accept(address);
            } catch (RedisUnavailableException unanswered) {
                silent = unanswered;
            }
        }
        if (silent != null) {
            throw silent;
        }
    }

    /**
     * What each server that holds a shard says of itself, without a change.
     *
     * @throws RedisUnavailableException when one of them does not answer
     */
    public List<RedisFacts> facts() {
        List<RedisFacts> facts = new ArrayList<>();
        for (String address : topology().servers()) {
            Response time = one(address, Request.cmd(Command.TIME));
            Instant clock = time == null
                    ? Instant.EPOCH
                    : Instant.ofEpochSecond(time.get(0).toLong());
            Response info = one(address, Request.cmd(Command.INFO));
            facts.add(new RedisFacts(
                    hostOf(address),
                    clock,
                    (info == null ? "" : info.toString())
                            .lines()
                            .map(line -> line.split(":", 2))
                            .filter(pair -> pair.length == 2)
                            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (one, again) -> one))));
        }
        return facts;
    }

    /** Reads a value from INFO rather than CONFIG, which hosted servers do not allow. */
    private String info(String address, String section, String name) {
        Response info = one(address, Request.cmd(Command.INFO).arg(section));
        return (info == null ? "" : info.toString())
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElse("unknown");
    }

    @Override
    public void close() {
        reset();
        servers.values().forEach(Server::close);
        servers.clear();
    }

    private @Nullable Response one(String address, Request request) {
        Answer answer = await(send(address, request), settings.timeout().toNanos());
        take(address, answer);
        if (answer.failure() != null) {
            throw unavailable(answer);
        }
        return answer.reply();
    }

    private RedisUnavailableException unavailable(Answer failed) {
        Throwable failure = Objects.requireNonNull(failed.failure());
        Optional<RedisRefusal> refusal = failed.refusal();
        if (refusal.isPresent()) {
            return new RedisRefusedException(refusal.get(), String.valueOf(failure.getMessage()), failure);
        }
        reset();
        return new RedisUnavailableException(
                failed.isLate() ? "Redis does not answer in time" : "Redis: " + failure.getMessage(), failure);
    }

    /**
     * Sends a request, with a future of a kind that is done when the answer is there, and not when somebody asks: an
     * answer that came is no late one.
     */
    private CompletableFuture<Response> send(String address, Request request) {
        return isSilent(address)
                ? CompletableFuture.failedFuture(new RedisUnavailableException(
                        hostOf(address) + " did not answer in time, and is left alone for a second"))
                : server(address).send(request).toCompletionStage().toCompletableFuture();
    }

    /** Takes note of what an answer says of its server; one that was not asked, or not waited for, says nothing. */
    private void take(String address, Answer answer) {
        Throwable failure = answer.failure();
        String host = hosts.computeIfAbsent(address, RedisShards::hostOf);
        if (failure == null || saidByRedis(failure).isPresent()) {
            watch.answered(host);
        } else if (!(failure instanceof RedisUnavailableException)) {
            watch.failed(host, answer.isLate() ? "nothing came in time" : String.valueOf(failure.getMessage()));
        }
        if (answer.isLate()) {
            leave(address);
        }
    }

    private void learn(int shard, String asked, Answer answer) {
        Throwable failure = answer.failure();
        if (answer.isError("MOVED") && failure != null) {
            movedTo.put(shard, ShardTopology.movedTo(asked, String.valueOf(failure.getMessage())));
        } else if (failure != null) {
            movedTo.remove(shard, asked);
        }
    }

    private boolean isSilent(String address) {
        Long until = silentUntilNanos.get(address);
        return until != null && System.nanoTime() - until < 0;
    }

    private void leave(String address) {
        silentUntilNanos.put(address, System.nanoTime() + PAUSE.toNanos());
        Server server = servers.remove(address);
        if (server != null) {
            server.close();
        }
    }

    private static Answer await(CompletableFuture<Response> reply, long nanos) {
        try {
            return new Answer(reply.get(Math.max(0, nanos), TimeUnit.NANOSECONDS), null);
        } catch (ExecutionException failed) {
            return new Answer(null, failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException late) {
            return new Answer(null, late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Answer(null, new RedisUnavailableException("interrupted while waiting", interrupted));
        }
    }

    private Server server(String address) {
        return servers.computeIfAbsent(address, Server::new);
    }

    private ShardTopology topology() {
        ShardTopology known = topology;
        if (known == null) {
            known = discover();
            topology = known;
            lastServers = known.servers();
        }
        return known;
    }

    private ShardTopology discover() {
        RedisUnavailableException last = null;
        for (String seed : seeds()) {
            try {
                return ShardTopology.ask(seed, request -> one(seed, request));
            } catch (RedisUnavailableException unreachable) {
                LOG.debugf("Redis seed %s: %s", hostOf(seed), unreachable.getMessage());
                last = unreachable;
            }
        }
        throw last != null ? last : new RedisUnavailableException("no Redis host configured");
    }

    /** Those that answered last time first. */
    private List<String> seeds() {
        Set<String> seeds = new LinkedHashSet<>(settings.hosts());
        seeds.addAll(lastServers);
        silentUntilNanos.keySet().retainAll(seeds);
        return seeds.stream().sorted(Comparator.comparing(this::isSilent)).toList();
    }

    /** The address without its password. */
    private static String hostOf(String address) {
        URI uri = URI.create(address);
        return uri.getHost() + ":" + uri.getPort();
    }

    /** A server and the one connection to it, made at the first call and again after it broke. */
    private final class Server {
        private final Redis client;
        private volatile @Nullable Future<RedisConnection> connection;

        Server(String address) {
            client = Redis.createClient(vertx, settings.of(address));
        }

        Future<Response> send(Request request) {
            return connection()
                    .compose(open -> open.send(request).onFailure(failure -> forgetUnlessRefused(open, failure)));
        }

        private synchronized Future<RedisConnection> connection() {
            Future<RedisConnection> open = connection;
            if (open == null || open.failed()) {
                open = client.connect();
                connection = open;
            }
            return open;
        }

        /** A connection that Redis refused something on is whole; any other failure means that it broke. */
        private synchronized void forgetUnlessRefused(RedisConnection open, Throwable failure) {
            Future<RedisConnection> current = connection;
            if (saidByRedis(failure).isEmpty() && current != null && current.result() == open) {
                connection = null;
            }
        }

        void close() {
            client.close();
        }
    }
}
