package io.rollcall.standalone.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Things that occur in given proportions. */
final class Shares<T> {
    private record Share<T>(T thing, double upTo) {}

    private final List<Share<T>> shares = new ArrayList<>();
    private double total;

    /** Adds a thing. Weights are relative to each other. */
    Shares<T> with(T thing, double weight) {
        total += weight;
        shares.add(new Share<>(thing, total));
        return this;
    }

    T pick(RandomGenerator random) {
        double point = random.nextDouble() * total;
        for (Share<T> share : shares) {
            if (point < share.upTo()) {
                return share.thing();
            }
        }
        return shares.get(shares.size() - 1).thing();
    }
}
