package io.rollcall.benchmarks.fence;

import io.rollcall.benchmarks.machine.CannotMeasureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One connection to Redis that pipelines whatever it is given: the client library that the worker uses, without the fence. */
final class PlainRedis implements AutoCloseable {
    /** More commands than any poll has. */
    private static final int MAX_WAITING = 1 << 20;

    private static final long ANSWER_SECONDS = 60;

    private final Redis client;
    private final RedisConnection connection;

    PlainRedis(Vertx vertx, String url) {
        client = Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString(url)
                        .setProtocolNegotiation(false)
                        .setMaxWaitingHandlers(MAX_WAITING));
        connection = await(client.connect());
    }

    /** Sends all at once and waits for all answers. */
    void pipeline(List<Request> commands) {
        await(connection.batch(commands));
    }

    void flush() {
        await(connection.send(Request.cmd(Command.FLUSHALL)));
    }

    /** Processor time the server has taken since its start, in seconds; all its threads. */
    double cpuSeconds() {
        String info = text(Request.cmd(Command.INFO).arg("cpu"));
        return number(info, "used_cpu_sys:") + number(info, "used_cpu_user:");
    }

    String version() {
        return after(text(Request.cmd(Command.INFO).arg("server")), "redis_version:");
    }

    @Override
    public void close() {
        client.close();
    }

    private String text(Request question) {
        Response answer = await(connection.send(question));
        return String.valueOf(answer);
    }

    private static double number(String info, String name) {
        return Double.parseDouble(after(info, name));
    }

    private static String after(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow(() -> new CannotMeasureException("Redis does not tell its " + name));
    }

    private static <T> T await(Future<T> answer) {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new CannotMeasureException("Redis: " + failed.getCause(), failed);
        } catch (TimeoutException late) {
            throw new CannotMeasureException("Redis did not answer within " + ANSWER_SECONDS + " s", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CannotMeasureException("interrupted", interrupted);
        }
    }
}
