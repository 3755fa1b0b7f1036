package io.rollcall.event.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All states that a model can come into: every step that is possible in any of them is taken. What is wrong with a state is
 * found at the shortest way to it, and so is a state from which the goal cannot be reached any more without luck or help.
 *
 * @param <S> a state; two that are equal are one
 */
public final class StateSpace<S> {
    /** Whether a step comes by itself. */
    public enum Kind {
        /** It is taken sooner or later as long as it stays possible. */
        PROGRESS,
        /** It may come, and nothing can be built on it. */
        FAULT
    }

    /**
     * What may happen next.
     *
     * @param name what it is, for whoever reads the way to a violation
     */
    public record Step<S>(String name, Kind kind, S to) {}

    /** What is explored. */
    public interface Model<S> {
        S start();

        /** Everything that may happen in a state. */
        List<Step<S>> steps(S from);

        /** What must never be, and is; nothing in a state that may be. */
        Optional<String> wrong(S state);

        /** Whether everything is done that was to be done. */
        boolean isGoal(S state);
    }

    /**
     * What was found.
     *
     * @param steps between states, and from a state to itself
     * @param violation what is wrong and how it came to be; nothing when all is well
     */
    public record Explored(int states, long steps, int goals, Optional<String> violation) {}

    private record Edge(int from, int to) {}

    private final Model<S> model;
    private final int most;
    private final Map<S, Integer> numbers = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    private final List<Edge> cameFrom = new ArrayList<>();
    private final List<String> cameBy = new ArrayList<>();
    private final List<Edge> progress = new ArrayList<>();
    private final BitSet goals = new BitSet();
    private long steps;

    private StateSpace(Model<S> model, int most) {
        this.model = model;
        this.most = most;
    }

    /**
     * Explores a model to its end, or to the first violation.
     *
     * @param most states; a model that has more is too large to be explored
     */
    public static <S> Explored explore(Model<S> model, int most) {
        return new StateSpace<>(model, most).explore();
    }

    private Explored explore() {
        number(model.start(), new Edge(-1, -1), "the start");
        for (int at = 0; at < states.size(); at++) {
            S state = states.get(at);
            Optional<String> wrong = model.wrong(state);
            if (wrong.isPresent()) {
                return found(Optional.of(wrong.get() + wayTo(at)));
            }
            goals.set(at, model.isGoal(state));
            for (Step<S> step : model.steps(state)) {
                steps++;
                int to = number(step.to(), new Edge(at, -1), step.name());
                if (step.kind() == Kind.PROGRESS && to != at) {
                    progress.add(new Edge(at, to));
                }
            }
        }
        BitSet live = reachingAGoal();
        int stuck = live.nextClearBit(0);
        return found(
                stuck < states.size() ? Optional.of("nothing leads on to the goal" + wayTo(stuck)) : Optional.empty());
    }

    private Explored found(Optional<String> violation) {
        return new Explored(states.size(), steps, goals.cardinality(), violation);
    }

    private int number(S state, Edge from, String by) {
        Integer known = numbers.putIfAbsent(state, states.size());
        if (known != null) {
            return known;
        }
        if (states.size() >= most) {
            throw new IllegalStateException("more than " + most + " states");
        }
        states.add(state);
        cameFrom.add(from);
        cameBy.add(by);
        return states.size() - 1;
    }

    private BitSet reachingAGoal() {
        List<List<Integer>> before = new ArrayList<>(Collections.nCopies(states.size(), List.of()));
        for (Edge edge : progress) {
            if (before.get(edge.to()).isEmpty()) {
                before.set(edge.to(), new ArrayList<>());
            }
            before.get(edge.to()).add(edge.from());
        }
        BitSet live = (BitSet) goals.clone();
        Deque<Integer> look = new ArrayDeque<>();
        goals.stream().forEach(look::add);
        while (!look.isEmpty()) {
            for (int from : before.get(look.remove())) {
                if (!live.get(from)) {
                    live.set(from);
                    look.add(from);
                }
            }
        }
        return live;
    }

    private String wayTo(int state) {
        Deque<String> way = new ArrayDeque<>();
        for (int at = state; at >= 0; at = cameFrom.get(at).from()) {
            way.addFirst(cameBy.get(at));
        }
        return "\n  " + String.join("\n  ", way) + "\n  " + states.get(state);
    }
}
