package io.rollcall.benchmarks.reconcile;

import io.rollcall.benchmarks.machine.CannotMeasureException;
import io.rollcall.benchmarks.machine.ChildProcess;
import io.rollcall.benchmarks.machine.Progress;
import io.rollcall.benchmarks.machine.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Has either side do the same task, each time in a new process. */
final class Sides {
    /** The line that a writer says in the end, with how many different events there are. */
    static final Pattern WRITTEN = Pattern.compile("^events=(\\d+)$", Pattern.MULTILINE);

    private static final Duration PATIENCE = Duration.ofHours(1);

    private Sides() {}

    /** Measures both sides in a round; in odd rounds Rollcall is first. */
    static ReconcileReport.Round round(Task task, int number, long unique) {
        List<Class<?>> order = new ArrayList<>(List.of(LakeSide.class, BareSide.class));
        Collections.rotate(order, number - 1);
        List<Measured> measured = new ArrayList<>();
        order.forEach(side -> measured.add(measure(side, task, unique)));
        Collections.rotate(measured, number - 1);
        ReconcileReport.Round round = new ReconcileReport.Round(measured.get(0), measured.get(1));
        if (!round.lake().figures().equals(round.bare().figures())) {
            throw new CannotMeasureException("the two sides did not count the same: " + round);
        }
        return round;
    }

    /** A side that loses events is fast. */
    static Measured measure(Class<?> side, Task task, long unique) {
        Measured measured = Measured.parse(run(side, task, Measured.LINE, List.of("-Xmx256m"), task.arguments()));
        Progress.say(side.getSimpleName() + ": " + measured.line());
        if (measured.figures().events() != unique) {
            throw new CannotMeasureException(
                    side.getSimpleName() + " counted " + measured.figures().events() + " of " + unique + " events");
        }
        return measured;
    }

    static String run(Class<?> main, Task task, Pattern result, List<String> java, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(Repository.java()));
        command.addAll(java);
        command.addAll(List.of("-cp", Repository.here().classPath(), main.getName()));
        command.addAll(arguments);
        Path log = task.scratch().resolve(main.getSimpleName() + ".log");
        try (ChildProcess process = ChildProcess.start(main.getSimpleName(), log, command)) {
            return process.await(result, PATIENCE);
        }
    }
}
