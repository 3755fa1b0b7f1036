package io.rollcall.benchmarks.gateway;

/**
 * A round, in which each side ran once. Events or records a second, acknowledged by the broker with acks=all.
 *
 * @param perfTest kafka-producer-perf-test
 * @param batched the gateway, many events a request
 * @param single the gateway, one event a request
 */
record Round(Measure perfTest, Measure batched, Measure single) {
    /**
     * The performance of one side in a round.
     *
     * @param perSecond events acknowledged a second
     * @param cpuMicros processor time of the process under test, in microseconds an event
     */
    record Measure(double perSecond, double cpuMicros) {}

    double ratio() {
        return batched.perSecond() / perfTest.perSecond();
    }
}
