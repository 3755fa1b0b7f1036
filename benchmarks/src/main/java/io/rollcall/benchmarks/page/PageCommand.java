package io.rollcall.benchmarks.page;

import io.rollcall.benchmarks.machine.Demo;
import io.rollcall.benchmarks.machine.MachineFacts;
import io.rollcall.benchmarks.machine.Pause;
import io.rollcall.benchmarks.machine.Progress;
import io.rollcall.benchmarks.machine.Repository;
import io.rollcall.benchmarks.machine.Scratch;
import io.rollcall.benchmarks.machine.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at the page of a running system, again and again, as somebody who comes for the first time. */
@Command(
        name = "page",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "The time until the dashboard's overview stands in Chromium, beside its questions asked without a browser.",
            "",
            "Without --url it starts ./rollcall up --demo on data of its own, with 60 days of history. Browser and",
            "system share the machine's cores. Takes about five minutes."
        })
public final class PageCommand implements Callable<Integer> {
    private static final int DIGITS = 3;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "a running Rollcall to look at, such as http://localhost:8080")
    private @Nullable String url;

    @Option(names = "--browser", paramLabel = "FILE", defaultValue = "/usr/bin/chromium", description = "a Chromium")
    private Path browser = Path.of("");

    @Option(names = "--looks", paramLabel = "N", defaultValue = "20", description = "measured looks")
    private int looks;

    @Option(
            names = "--pause",
            paramLabel = "SECONDS",
            defaultValue = "8",
            description = "between two looks, on average: the open day is counted in between")
    private int pauseSeconds;

    @Override
    public Integer call() {
        MachineFacts machine = MachineFacts.gather();
        if (url != null) {
            System.out.println(machine + "\n\n" + table(url));
            return 0;
        }
        try (Scratch scratch = Scratch.make()) {
            Progress.say("starting ./rollcall up --demo, and waiting for its history");
            try (Demo demo = Demo.startWithHistory(Repository.here(), scratch)) {
                System.out.println(machine + "\n\n" + table(demo.url()));
            }
        }
        return 0;
    }

    private Table table(String address) {
        List<Look> seen = new ArrayList<>();
        List<Double> asked = new ArrayList<>();
        SplittableRandom random = new SplittableRandom();
        Questions questions = new Questions();
        try (Browsers browsers = Browsers.launch(browser)) {
            Look first = browsers.look(address);
            Progress.say(looks + " looks follow, some " + looks * pauseSeconds + " s");
            for (int look = 0; look < looks; look++) {
                Pause.millis(random.nextLong(2_000L * pauseSeconds));
                seen.add(browsers.look(address));
                asked.add(questions.ask(first.questions()));
            }
            return new Table(first.questions().size() + " questions, ms", "looks", "first", "p50", "p90", "max")
                    .row(row(
                            "first paint",
                            millis(first.paintMillis()),
                            seen.stream().mapToDouble(Look::paintMillis)))
                    .row(row(
                            "full overview",
                            millis(first.fullMillis()),
                            seen.stream().mapToDouble(Look::fullMillis)))
                    .row(row("questions alone", "-", asked.stream().mapToDouble(Double::doubleValue)));
        }
    }

    private String[] row(String name, String first, DoubleStream times) {
        Histogram millis = new Histogram(DIGITS);
        times.forEach(time -> millis.recordValue(Math.round(time)));
        return new String[] {
            name,
            Integer.toString(looks),
            first,
            Long.toString(millis.getValueAtPercentile(50)),
            Long.toString(millis.getValueAtPercentile(90)),
            Long.toString(millis.getMaxValue())
        };
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.0f", millis);
    }
}
