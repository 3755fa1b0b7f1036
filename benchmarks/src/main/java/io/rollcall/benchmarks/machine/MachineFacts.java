package io.rollcall.benchmarks.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The facts about the machine that have to stand beside every figure. */
public record MachineFacts(List<String> lines) {
    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final long KIB_PER_GIB = 1 << 20;

    public static MachineFacts gather() {
        Runtime.Version java = Runtime.version();
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return new MachineFacts(List.of(
                "date     " + LocalDate.now(ZoneOffset.UTC),
                "machine  " + Runtime.getRuntime().availableProcessors() + " cores"
                        + after(CPU, "model name").map(cpu -> " of " + cpu).orElse("")
                        + after(MEMORY, "MemTotal").map(MachineFacts::gib).orElse(""),
                "system   " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java " + java,
                String.format("load     %.1f when the run began (its own work not yet in it)", load)));
    }

    private static Optional<String> after(Path file, String name) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.of("? (" + unreadable.getMessage() + ")");
        }
    }

    private static String gib(String kib) {
        return ", " + Long.parseLong(kib.replaceAll("\\D", "")) / KIB_PER_GIB + " GiB of memory";
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
