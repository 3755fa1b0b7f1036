package io.rollcall.standalone;

import io.quarkus.runtime.annotations.QuarkusMain;
import io.rollcall.standalone.ask.AskCommand;
import io.rollcall.standalone.ask.SqlCommand;
import io.rollcall.standalone.doctor.DoctorCommand;
import io.rollcall.standalone.door.ReplayCommand;
import io.rollcall.standalone.door.TailCommand;
import io.rollcall.standalone.imports.ImportCommand;
import io.rollcall.standalone.keys.KeysCommand;
import io.rollcall.standalone.lake.RebuildLiveCommand;
import io.rollcall.standalone.lake.ReconcileCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of Rollcall. Only {@code up} starts the system; everything else is a client of a running one. */
@QuarkusMain
@Command(
        name = "rollcall",
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {"How many people are active, where, and how deeply do they engage: right now and", "exactly."},
        commandListHeading = "%nCommands:%n",
        footer = {
            "  package       Builds every service and an archive of each.",
            "  test          Runs the tests, with real servers; Maven gets what follows.",
            "",
            "Every command has --help."
        },
        subcommands = {
            UpCommand.class,
            ImportCommand.class,
            TailCommand.class,
            ReplayCommand.class,
            ReconcileCommand.class,
            RebuildLiveCommand.class,
            SqlCommand.class,
            AskCommand.class,
            KeysCommand.class,
            DoctorCommand.class
        })
public final class Rollcall implements Runnable {
    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String... arguments) {
        System.exit(execute(arguments));
    }

    /** Runs a command and returns its exit code: 0, 2 for wrong usage, others as the command's help says. */
    static int execute(String... arguments) {
        return commandLine()
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command))
                .execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Rollcall());
    }

    /** Without a subcommand there is nothing to run. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: up, import, tail, replay, reconcile, rebuild-live, sql, ask, keys, doctor, package or test");
    }

    /**
     * Explains a failure. One that can be expected says in its message what to do; everything else is a defect and
     * shows where.
     */
    private static int explain(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        if (failure instanceof CannotStartException) {
            err.println("rollcall: " + failure.getMessage());
        } else {
            failure.printStackTrace(err);
        }
        err.flush();
        return FAILED;
    }
}
