package io.rollcall.benchmarks;

import io.rollcall.benchmarks.fence.FenceCommand;
import io.rollcall.benchmarks.freshness.FreshnessCommand;
import io.rollcall.benchmarks.gateway.FairnessCommand;
import io.rollcall.benchmarks.gateway.GatewayCommand;
import io.rollcall.benchmarks.machine.CannotMeasureException;
import io.rollcall.benchmarks.metrics.MetricsCommand;
import io.rollcall.benchmarks.page.PageCommand;
import io.rollcall.benchmarks.reconcile.HistoryCommand;
import io.rollcall.benchmarks.reconcile.ReconcileCommand;
import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the benchmarks: {@code benchmarks/run BENCHMARK}. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "BENCHMARK",
        description = "Measures Rollcall on this machine, against something else in the same run.",
        commandListHeading = "%nBenchmarks:%n",
        footer = {"", "Every one has --help. benchmarks/README.md says what they compare."},
        subcommands = {
            GatewayCommand.class,
            FairnessCommand.class,
            FreshnessCommand.class,
            FenceCommand.class,
            ReconcileCommand.class,
            HistoryCommand.class,
            MetricsCommand.class,
            PageCommand.class
        })
public final class Benchmarks implements Runnable {
    private static final int FAILED = 1;

    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger ROOT = Logger.getLogger("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String... arguments) {
        ROOT.setLevel(Level.WARNING);
        System.exit(new CommandLine(new Benchmarks())
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command))
                .execute(arguments));
    }

    /** Without a subcommand there is nothing to run. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say which benchmark: gateway, fairness, freshness, fence, reconcile, history, metrics or page");
    }

    private static int explain(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        if (failure instanceof CannotMeasureException) {
            err.println("benchmarks: " + failure.getMessage());
        } else {
            failure.printStackTrace(err);
        }
        err.flush();
        return FAILED;
    }
}
