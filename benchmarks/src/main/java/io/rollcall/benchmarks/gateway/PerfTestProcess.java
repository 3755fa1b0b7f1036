package io.rollcall.benchmarks.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.tools.ProducerPerformance;

/**
 * A process that runs kafka-producer-perf-test as often as it is told to: so its Java is as warm as the gateway's when it is
 * measured. Each line of standard input is a number of records; the other arguments are the process's own.
 */
final class PerfTestProcess {
    private PerfTestProcess() {}

    public static void main(String[] arguments) throws Exception {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String records = next(orders); !records.isEmpty(); records = next(orders)) {
            List<String> command = new ArrayList<>(List.of("--num-records", records));
            command.addAll(List.of(arguments));
            ProducerPerformance.main(command.toArray(String[]::new));
        }
    }

    /** The next order, or nothing when whoever gave them is gone. */
    private static String next(BufferedReader orders) throws IOException {
        String order = orders.readLine();
        return order == null ? "" : order;
    }
}
