package io.rollcall.query.live;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Figures, each read by the first who asks and given to all who ask meanwhile, and for a while after. So is a failure to those who
 * wait, and to nobody else: each of them trying again would make the last wait for as many time-outs as there are others.
 */
final class Shared<K, V> {
    /** A figure is a map of at most some 250 regions; four windows of 35 days in two scopes stay below this. */
    private static final int MOST = 512;

    private final Cache<K, V> known;
    private final Map<K, CompletableFuture<V>> underWay = new ConcurrentHashMap<>();

    /**
     * Makes a store in which nothing is known yet.
     *
     * @param life how long a figure is given on; zero for those only who asked while it was read
     */
    Shared(Duration life) {
        this.known =
                Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(life).build();
    }

    /** The figure of that key. */
    V get(K key, Function<K, V> reading) {
        V figure = known.getIfPresent(key);
        if (figure != null) {
            return figure;
        }
        CompletableFuture<V> own = new CompletableFuture<>();
        CompletableFuture<V> first = underWay.putIfAbsent(key, own);
        return first == null ? read(key, own, reading) : of(first);
    }

    /** By the asker's own thread: a figure may be read with the help of others, and nobody waits for a thread who holds one. */
    private V read(K key, CompletableFuture<V> own, Function<K, V> reading) {
        try {
            V figure = reading.apply(key);
            known.put(key, figure);
            own.complete(figure);
            return figure;
        } catch (RuntimeException | Error failed) {
            own.completeExceptionally(failed);
            throw failed;
        } finally {
            underWay.remove(key, own);
        }
    }

    private static <V> V of(CompletableFuture<V> figure) {
        try {
            return figure.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
