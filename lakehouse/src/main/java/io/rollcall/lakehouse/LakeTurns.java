package io.rollcall.lakehouse;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Decides who may work on the lake in this process: counting open days goes on only while nobody reconciles, compacts
 * or erases, and these wait for no more than the one count that is under way. Among each other they go by what the lake
 * itself says; so does whoever does any of it in another process.
 */
@ApplicationScoped
public class LakeTurns {
    private final ReadWriteLock turns = new ReentrantReadWriteLock();

    /** Works, once no open day is being counted; meanwhile none is. */
    public <T> T work(Supplier<T> work) {
        turns.readLock().lock();
        try {
            return work.get();
        } finally {
            turns.readLock().unlock();
        }
    }

    /**
     * Counts open days, unless somebody works.
     *
     * @return false when somebody does; nothing was done then
     */
    public boolean countUnlessBusy(Runnable count) {
        if (!turns.writeLock().tryLock()) {
            return false;
        }
        try {
            count.run();
            return true;
        } finally {
            turns.writeLock().unlock();
        }
    }
}
