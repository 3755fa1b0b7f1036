package io.rollcall.worker;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;

/** What an operator might do to Redis. */
final class RedisCommands {
    private RedisCommands() {}

    static void flushAll(Vertx vertx, String url) {
        Redis redis = Redis.createClient(vertx, url);
        redis.send(Request.cmd(Command.FLUSHALL))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        redis.close();
    }
}
